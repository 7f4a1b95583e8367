import type { Manifest } from '../../manifest/model.ts';
import type { OutputSpec } from '../../domain/output.ts';
import type { PartChanges } from '../../domain/file.ts';
import type { FileOwners } from '../format.ts';

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

/**
 * `imported`: the envs of the folder that have the import now, those that the manifest does not know included. As long as one of
 * them stays, or one is being imported, the import stays, and envs that leave have nothing in what is shared.
 */
export function sharingOf(
  manifest: Manifest,
  output: OutputSpec,
  { envs, leaving }: FileOwners,
  imported: readonly string[],
): Sharing {
  const stays = [...imported, ...envs].some((name) => !leaving.has(name));
  const ends = leaving.size > 0 && !stays;
  const holders = ends ? [...leaving] : importedEnvs(manifest).filter((name) => !leaving.has(name));
  return { main: mainOf(holders, output), holders, ends };
}

/** The envs that a manifest imports something into. */
export function importedEnvs({ envs }: Manifest): readonly string[] {
  return envs.filter(({ managedBy }) => managedBy === undefined).map(({ name }) => name);
}

/** The env that gives the values which all share: the one that the output names, else the first. */
export function mainOf(envs: readonly string[], { mainEnv }: OutputSpec): string | undefined {
  return mainEnv !== undefined && envs.includes(mainEnv) ? mainEnv : envs[0];
}

/** Changes in an order in which what the main env says goes beyond what the others need. */
export function mainLast(
  changes: PartChanges,
  main: string | undefined,
): readonly (readonly [env: string, part: string | undefined])[] {
  return [...changes].toSorted(([a], [b]) => Number(a === main) - Number(b === main));
}
