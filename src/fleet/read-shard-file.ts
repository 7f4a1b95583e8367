import { z } from 'zod';
import { VERSION } from '../domain/version.ts';
import { shardFileSchema, type ShardFile } from './shard-file.ts';

/** A shard of a thousand envs has some ten MB. */
export const MAX_SHARD_BYTES = 64 * 1024 * 1024;

/** Gives why it cannot be used, where that is so: whoever could upload it may have written anything. */
export function readShardFile(content: string): ShardFile | string {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return 'it cannot be understood: it is no JSON';
  }
  const version = z.object({ version: z.string() }).safeParse(value);
  if (!version.success) return 'it cannot be understood: it has no version';
  if (version.data.version !== VERSION) return `it is of release ${version.data.version}, and this is ${VERSION}`;
  const parsed = shardFileSchema().safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return `it cannot be understood: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong form'}`;
}
