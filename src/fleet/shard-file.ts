import { shardReportSchema, type RunReport } from '../domain/report.ts';
import { list, named, nullable, record, schema, text, type Typed } from '../domain/schema.ts';
import { VERSION } from '../domain/version.ts';
import { isShared } from '../formats/index.ts';
import { json } from '../formats/serialise.ts';
import { lockPart } from '../lock/lock-parts.ts';
import type { EnvPlan } from '../plan/plan.ts';

/** Name of the file in a shard's artifact from which `collect` works. */
export const SHARD_FILE = 'shard.json';

/** What a shard tells about one manifest. */
export type ShardFile = Typed<typeof shardFileSchema>;

export const shardFileSchema = schema(() =>
  record({
    /** The release that wrote it. */
    version: text(),
    project: text(),
    /** Path of the manifest in the repository. */
    manifest: text(),
    /** `2/5` */
    shard: text(),
    /** The commit that was checked out. */
    sha: text(),
    /** Hashes of the texts that it all rests on, by path; null: there was no file. */
    basis: named(nullable()),
    envs: list(madeEnvSchema()),
    /** What the shard has to say. */
    report: shardReportSchema(),
  }),
);

/** What one env has made in a shard: enough to publish it elsewhere, on a checkout of the same commit. */
export type MadeEnv = Typed<typeof madeEnvSchema>;

const madeEnvSchema = schema(() =>
  record({
    env: text(),
    /** Generated files of its own that change; null: it goes. */
    files: list(record({ path: text(), after: nullable() })),
    /** Its parts that change in files that all envs share. */
    parts: list(record({ path: text(), after: nullable() })),
    /** Its entry in the lock, as a text; null: it goes; undefined: it stays as it is. */
    lock: nullable().optional(),
  }),
);

/** What is to be published of one env: not what holds a client's secret, which stays where it was written. */
export function madeBy({ subject, changes, lockEntry }: EnvPlan): MadeEnv {
  const files = changes.filter((one) => one.kind === 'file').filter(({ secret }) => secret?.after === undefined);
  const only = (shared: boolean) =>
    files.filter(({ format }) => isShared(format) === shared).map(({ path, after }) => ({ path, after }));
  const isLocked = changes.some(({ kind }) => kind === 'lock');
  const entry = lockEntry === undefined ? null : lockPart(lockEntry);
  return {
    env: subject.env.name,
    files: only(false),
    parts: only(true),
    ...(isLocked ? { lock: entry } : {}),
  };
}

export function writeShardFile(file: Omit<ShardFile, 'version' | 'report'> & { readonly report: RunReport }): string {
  return json({ version: VERSION, ...file });
}
