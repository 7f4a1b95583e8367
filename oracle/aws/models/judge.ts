import { isNamedIn, type ServiceUse } from './source.ts';
import type { ServiceTable } from './table.ts';

const ACCEPT = 'npm run oracle:aws -- models --accept';

/** How the model of a service differs from what we know of it. */
export function changesOf(service: string, known: ServiceTable | undefined, now: ServiceTable): readonly string[] {
  const differing = (what: string, before: Readonly<Record<string, readonly string[]>>, after: typeof before) =>
    [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted().flatMap((name) => {
      const [old, fresh] = [before[name] ?? [], after[name] ?? []];
      return [
        ...fresh.filter((one) => !old.includes(one)).map((one) => `${service} ${name}: new ${what} ${one}`),
        ...old.filter((one) => !fresh.includes(one)).map((one) => `${service} ${name}: ${what} ${one} is gone`),
      ];
    });
  const { operations = {}, members = {}, enums = {} } = known ?? {};
  return [
    ...differing('error', operations, now.operations),
    ...differing('member', namesIn(members), namesIn(now.members)),
    ...differing('value', enums, now.enums),
  ];
}

function namesIn(members: ServiceTable['members']): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(members).map(([name, known]) => [name, Object.keys(known)]));
}

/** Where the adapters do what the committed table does not know of; it needs no model. */
export function unknownUses(service: string, known: ServiceTable | undefined, use: ServiceUse): readonly string[] {
  const { operations = {}, members = {} } = known ?? {};
  return [
    ...use.operations
      .filter((name) => !Object.hasOwn(operations, name))
      .map((name) => `${service}: the adapters call ${name}, which the table does not know: ${ACCEPT}`),
    ...Object.keys(operations)
      .filter((name) => !use.operations.includes(name))
      .map((name) => `${service}: the table has ${name}, which the adapters do not call: ${ACCEPT}`),
    ...Object.entries(members).flatMap(([shape, each]) =>
      Object.entries(each).flatMap(([member, state]) => {
        const now = isNamedIn(use.text, member) ? 'read' : 'not read';
        return now === state ? [] : [`${service} ${shape}: ${member} is ${now} now: ${ACCEPT}`];
      }),
    ),
  ];
}

/** Operations that the adapters call and the model does not have. */
export function missingOperations(service: string, use: ServiceUse, now: ServiceTable): readonly string[] {
  return use.operations
    .filter((name) => !Object.hasOwn(now.operations, name))
    .map((name) => `${service}: AWS's model has no operation ${name}`);
}
