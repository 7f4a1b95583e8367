import { isNamedIn, type ServiceUse } from './source.ts';

/** A service model as `describe.py` prints it. */
export interface Model {
  readonly operations: Readonly<Record<string, ModelOperation | null>>;
  readonly shapes: Readonly<Record<string, ModelShape>>;
}

interface ModelOperation {
  readonly output: string | null;
  readonly errors: readonly string[];
}

interface ModelShape {
  readonly members?: Readonly<Record<string, string>>;
  readonly of?: string;
  readonly values?: readonly string[];
}

/** What we know of a service; committed as `extract.json`. */
export interface ServiceTable {
  /** Errors of each operation that the adapters call. */
  readonly operations: Readonly<Record<string, readonly string[]>>;
  /** Members of each shape that is read, and whether the adapters read them. */
  readonly members: Readonly<Record<string, Readonly<Record<string, 'read' | 'not read'>>>>;
  /** Values of each enum that is read. */
  readonly enums: Readonly<Record<string, readonly string[]>>;
}

export interface Tables {
  readonly source: string;
  readonly services: Readonly<Record<string, ServiceTable>>;
}

/** Follows the outputs of the called operations, and below them the members that the adapters read. */
export function tableOf(model: Model, use: ServiceUse): ServiceTable {
  const members: Record<string, Record<string, 'read' | 'not read'>> = {};
  const enums: Record<string, readonly string[]> = {};
  const visit = (name: string): void => {
    const shape = model.shapes[name] ?? {};
    if (shape.of !== undefined) visit(shape.of);
    if (shape.values !== undefined) enums[name] = shape.values.toSorted();
    if (shape.members === undefined || Object.hasOwn(members, name)) return;
    const known: Record<string, 'read' | 'not read'> = (members[name] = {});
    for (const [member, of] of Object.entries(shape.members).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const isRead = isNamedIn(use.text, member);
      known[member] = isRead ? 'read' : 'not read';
      if (isRead) visit(of);
    }
  };
  const operations: Record<string, readonly string[]> = {};
  for (const name of use.operations) {
    const operation = model.operations[name];
    if (operation == null) continue;
    operations[name] = operation.errors;
    if (operation.output !== null) visit(operation.output);
  }
  return { operations, members, enums };
}
