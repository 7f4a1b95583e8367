import { z } from 'zod';
import type { RunReport } from '../domain/report.ts';
import { json } from '../formats/serialise.ts';
import { lockPart } from '../lock/lock-parts.ts';
import type { EnvPlan } from '../planning/plan.ts';
import { VERSION } from '../version.ts';

/** Name of the file in a shard's artifact from which `collect` works. */
export const SHARD_FILE = 'shard.json';

/** What one env has made in a shard: enough to publish it elsewhere, on a checkout of the same commit. */
export interface MadeEnv {
  readonly env: string;
  /** Generated files of its own that change; null: it goes. */
  readonly files: readonly { readonly path: string; readonly after: string | null }[];
  /** Its parts that change in files that all envs share. */
  readonly parts: readonly { readonly path: string; readonly after: string | null }[];
  /** Its entry in the lock, as a text; null: it goes; undefined: it stays as it is. */
  readonly lock?: string | null | undefined;
}

export interface ShardFile {
  readonly version: string;
  readonly project: string;
  /** Path of the manifest in the repository. */
  readonly manifest: string;
  /** `2/5` */
  readonly shard: string;
  /** The commit that was checked out. */
  readonly sha: string;
  readonly envs: readonly MadeEnv[];
  /** What the shard has to say. The parts that are functions are left out. */
  readonly report: RunReport;
}

const change = z.object({ path: z.string(), after: z.string().nullable() });
const place = z.object({
  file: z.string(),
  line: z.number(),
  column: z.number(),
  endLine: z.number(),
  endColumn: z.number(),
});
const located = z.looseObject({ rule: z.string(), place });
const schema = z.object({
  version: z.string(),
  project: z.string(),
  manifest: z.string(),
  shard: z.string(),
  sha: z.string(),
  envs: z.array(
    z.object({
      env: z.string(),
      files: z.array(change),
      parts: z.array(change),
      lock: z.string().nullable().optional(),
    }),
  ),
  report: z.looseObject({
    command: z.string(),
    findings: z.array(located),
    unchecked: z.array(located),
    outcomes: z.array(z.looseObject({})),
    envs: z.array(z.looseObject({ name: z.string(), manifest: z.string() })),
    notes: z.array(z.string()),
    files: z.array(z.string()),
    plan: z.looseObject({ changes: z.array(z.looseObject({})) }),
    calls: z.object({ total: z.number(), byOperation: z.record(z.string(), z.number()), throttled: z.number() }),
  }),
});

export function madeBy({ subject, changes, lockEntry }: EnvPlan): MadeEnv {
  const files = changes.filter((one) => one.kind === 'file');
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

/** Undefined where the text is no such file; a file of another release says so in `version`. */
export function readShardFile(text: string): ShardFile | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = schema.safeParse(value);
  // The report was made by this very release: its form is what the types say.
  return parsed.success ? (parsed.data as unknown as ShardFile) : undefined;
}
