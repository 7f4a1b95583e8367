import type { PartChanges, Parts } from '../domain/parts.ts';
import type { SharedFile } from './publication.ts';

export interface SharedFileInput {
  readonly path: string;
  /** What lay at the path when the run began. */
  readonly before: string | null;
  readonly parts: Parts;
  /** The parts that this run changes. */
  readonly own: PartChanges;
  /** Paths of files that go with a part. */
  readonly filesOf?: (part: string) => readonly string[];
}

/** A file as runs for different envs share it: each changes its own parts, on whatever the others have written by then. */
export function sharedFile({ path, before, parts, own, filesOf }: SharedFileInput): SharedFile {
  const seen = parts.parts(before);
  const change = (text: string | null, there: ReadonlyMap<string, string>, changes: PartChanges) => {
    const effective = [...changes].filter(([env, part]) => there.get(env) !== part);
    return effective.length === 0 ? text : parts.withParts(text, new Map(effective));
  };
  return {
    path,
    before,
    changes: own.size > 0,
    onto(now, known = []) {
      if (own.size === 0) return now;
      const there = parts.parts(now);
      if (there === undefined || seen === undefined) return undefined;
      const fine = [seen, ...known.map((text) => parts.parts(text))].filter((one) => one !== undefined);
      const overtaken = [...own].some(
        ([env, part]) => ![part, ...fine.map((one) => one.get(env))].includes(there.get(env)),
      );
      return overtaken ? undefined : change(now, there, own);
    },
    withPending(now, { theirs, origin }) {
      const [there, pending, start] = [now, theirs, origin].map((text) => parts.parts(text));
      if (there === undefined || pending === undefined || start === undefined) return { text: now, paths: [] };
      const others = [...new Set([...start.keys(), ...pending.keys()])].filter(
        (env) => !own.has(env) && start.get(env) !== pending.get(env),
      );
      const touched = others.flatMap((env) => [start.get(env), pending.get(env)]).filter((part) => part !== undefined);
      return {
        text: change(now, there, new Map(others.map((env) => [env, pending.get(env)]))),
        paths: [...new Set(touched.flatMap((part) => filesOf?.(part) ?? []))],
      };
    },
  };
}
