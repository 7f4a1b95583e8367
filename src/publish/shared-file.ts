import type { PartChanges, Parts } from '../domain/file.ts';

/** A file as runs for different envs share it: each changes its own parts, on whatever the others have written by then. */
export interface SharedFile {
  readonly path: string;
  /** What lay at the path when the run began. */
  readonly before: string | null;
  readonly parts: Parts;
  /** The parts that this run changes. */
  readonly own: PartChanges;
  /** Paths of files that go with a part. */
  readonly filesOf?: (part: string) => readonly string[];
}

/** Whether this run changes anything of it. */
export function isChanged({ own }: SharedFile): boolean {
  return own.size > 0;
}

/**
 * The file with this run's parts, on top of what it is now; undefined where somebody else has changed one of them since the run began.
 * What they are in the texts of `known` is no such change.
 */
export function onto(
  { before, parts, own }: SharedFile,
  now: string | null,
  known: readonly (string | null)[] = [],
): string | null | undefined {
  if (own.size === 0) return now;
  const [there, seen] = [parts.parts(now), parts.parts(before)];
  if (there === undefined || seen === undefined) return undefined;
  const fine = [seen, ...known.map((text) => parts.parts(text))].filter((one) => one !== undefined);
  const overtaken = [...own].some(
    ([env, part]) => ![part, ...fine.map((one) => one.get(env))].includes(there.get(env)),
  );
  return overtaken ? undefined : changed(parts, now, there, own);
}

/** The file with what others have changed in their parts since `origin`, and the paths of all files that belong to these changes. */
export function withPending(
  { parts, own, filesOf }: SharedFile,
  now: string | null,
  { theirs, origin }: { readonly theirs: string | null; readonly origin: string | null },
): { readonly text: string | null; readonly paths: readonly string[] } {
  const [there, pending, start] = [now, theirs, origin].map((text) => parts.parts(text));
  if (there === undefined || pending === undefined || start === undefined) return { text: now, paths: [] };
  const others = [...new Set([...start.keys(), ...pending.keys()])].filter(
    (env) => !own.has(env) && start.get(env) !== pending.get(env),
  );
  const touched = others.flatMap((env) => [start.get(env), pending.get(env)]).filter((part) => part !== undefined);
  return {
    text: changed(parts, now, there, new Map(others.map((env) => [env, pending.get(env)]))),
    paths: [...new Set(touched.flatMap((part) => filesOf?.(part) ?? []))],
  };
}

function changed(
  parts: Parts,
  text: string | null,
  there: ReadonlyMap<string, string>,
  changes: PartChanges,
): string | null {
  const effective = [...changes].filter(([env, part]) => there.get(env) !== part);
  return effective.length === 0 ? text : parts.withParts(text, new Map(effective));
}
