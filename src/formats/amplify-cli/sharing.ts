import type { Manifest } from '../../domain/manifest.ts';
import type { OutputSpec } from '../../domain/output.ts';
import type { PartChanges } from '../../domain/parts.ts';

/**
 * Who has a part in the files that hold one import for all envs. Every env needs the import to be there, and to be of its kind;
 * one of them, the main env, also gives the values that only describe a pool.
 */
export interface Sharing {
  readonly main: string | undefined;
  /** The envs with a part, the main one included. */
  readonly holders: readonly string[];
  /** Whether all that have a part are to lose it: then the import itself goes. */
  readonly ends: boolean;
}

/** `leaving`: envs whose part is to go. As long as one stays, the import stays, and those that leave have nothing in it. */
export function sharingOf(manifest: Manifest, output: OutputSpec, leaving: ReadonlySet<string>): Sharing {
  const staying = manifest.envs.map(({ name }) => name).filter((name) => !leaving.has(name));
  const holders = staying.length > 0 ? staying : [...leaving];
  const main = output.mainEnv !== undefined && holders.includes(output.mainEnv) ? output.mainEnv : holders[0];
  return { main, holders, ends: staying.length === 0 };
}

/** Changes in an order in which what the main env says goes beyond what the others need. */
export function mainLast(
  changes: PartChanges,
  main: string | undefined,
): readonly (readonly [env: string, part: string | undefined])[] {
  return [...changes].toSorted(([a], [b]) => Number(a === main) - Number(b === main));
}
