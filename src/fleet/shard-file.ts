import type { RunReport } from '../domain/report.ts';
import { json } from '../formats/serialise.ts';
import { lockPart } from '../lock/lock-parts.ts';
import type { EnvPlan } from '../plan/plan.ts';
import { VERSION } from '../domain/version.ts';

/** Name of the file in a shard's artifact from which `collect` works. */
export const SHARD_FILE = 'shard.json';

/** What one env has made in a shard: enough to publish it elsewhere, on a checkout of the same commit. */
export interface MadeEnv {
  readonly env: string;
  /** Generated files of its own that change; null: it goes. */
  readonly files: readonly MadeText[];
  /** Its parts that change in files that all envs share. */
  readonly parts: readonly MadeText[];
  /** Its entry in the lock, as a text; null: it goes; undefined: it stays as it is. */
  readonly lock?: string | null | undefined;
}

export interface MadeText {
  readonly path: string;
  readonly after: string | null;
}

/** What a shard tells about one manifest. */
export interface ShardFile {
  /** The release that wrote it. */
  readonly version: string;
  readonly project: string;
  /** Path of the manifest in the repository. */
  readonly manifest: string;
  /** `2/5` */
  readonly shard: string;
  /** The commit that was checked out. */
  readonly sha: string;
  /** Hashes of the texts that it all rests on, by path; null: there was no file. */
  readonly basis: Readonly<Record<string, string | null>>;
  readonly envs: readonly MadeEnv[];
  /** What the shard has to say. The parts that are functions are left out. */
  readonly report: RunReport;
}

/** What is to be published of one env: not what holds a client's secret, which stays where it was written. */
export function madeBy({ subject, changes, lockEntry }: EnvPlan): MadeEnv {
  const files = changes.filter((one) => one.kind === 'file').filter(({ secret }) => secret?.after === undefined);
  const only = (shared: boolean) =>
    files.filter(({ edit }) => (edit !== undefined) === shared).map(({ path, after }) => ({ path, after }));
  const isLocked = changes.some(({ kind }) => kind === 'lock');
  const entry = lockEntry === undefined ? null : lockPart(lockEntry);
  return {
    env: subject.env.name,
    files: only(false),
    parts: only(true),
    ...(isLocked ? { lock: entry } : {}),
  };
}

export function writeShardFile(file: Omit<ShardFile, 'version'>): string {
  return json({ version: VERSION, ...file });
}
