import { z } from 'zod';
import { REGION } from '../domain/partition.ts';
import { ID_FORMATS } from '../manifest/id-formats.ts';
import { NAME } from '../manifest/schema.ts';
import type { Lock, LockEntry } from './model.ts';
import { lockedFacts } from './locked-facts.ts';
import { inKeyOrder } from '../domain/ordering.ts';
import { clipped } from '../domain/shown.ts';
import { isNestedDeeper } from '../formats/json/nesting.ts';
import { json } from '../formats/serialise.ts';

/** The newest version of the lock that this code understands. */
export const LOCK_VERSION = 1;

export type ReadLock =
  | { readonly kind: 'lock'; readonly lock: Lock }
  /** Written by a newer release: nothing in it may be guessed. */
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** A path may hold any printable character (IAM API Reference, CreateRole); a wildcard would name other roles where it is printed. */
const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[!-)+-~]+$/;

/** Source: IAM API Reference, PutRolePolicy. */
const POLICY_NAME = /^[\w+=,.@-]{1,128}$/;

/** A name alone: Lambda's API would also take the ARN of a function elsewhere. */
const FUNCTION_NAME = /^[A-Za-z0-9_-]{1,64}$/;

const text = z.string().max(2048);
const like = (pattern: RegExp) => text.regex(pattern);
const roleArn = like(ROLE_ARN);
/**
 * Ids, names and ARNs have the forms that AWS gives them: a lock may be edited by anybody, and what has another form must reach no call, no
 * host name and no policy.
 */
const entry = z.looseObject({
  accountId: like(ID_FORMATS.accountId.pattern),
  region: z.string().max(32).regex(REGION),
  roleToAssume: z.object({ read: roleArn.nullable(), write: roleArn.nullable() }).nullable(),
  userPoolId: like(ID_FORMATS.userPoolId.pattern),
  webClientId: like(ID_FORMATS.clientId.pattern),
  nativeClientId: like(ID_FORMATS.clientId.pattern).nullable(),
  identityPoolId: like(ID_FORMATS.identityPoolId.pattern).nullable(),
  authRoleArn: roleArn.nullable(),
  guestRoleArn: roleArn.nullable(),
  groups: z.record(text, roleArn),
  facts: lockedFacts,
  protect: z.boolean().optional(),
  policies: z.array(z.looseObject({ role: roleArn, name: like(POLICY_NAME), hash: text })),
  lambdas: z
    .array(
      z.looseObject({
        function: like(FUNCTION_NAME),
        role: roleArn,
        variable: text.nullable(),
        value: text.nullable(),
      }),
    )
    .optional(),
  files: z.array(z.looseObject({ path: text, format: text, hash: text, published: z.boolean() })),
});

const schema = z.looseObject({ version: z.literal(LOCK_VERSION), project: text, envs: z.record(like(NAME), entry) });

/** More than the largest fleets need; what a lock holds is written again, by code that recurses. */
const LIMITS = { maxCharacters: 64 * 1024 * 1024, maxDepth: 64, maxEnvs: 20_000 } as const;

export function readLock(content: string): ReadLock {
  if (content.length > LIMITS.maxCharacters) {
    return { kind: 'unreadable', reason: `it has more than ${LIMITS.maxCharacters} characters` };
  }
  if (isNestedDeeper(content, LIMITS.maxDepth)) {
    return { kind: 'unreadable', reason: `it is nested deeper than ${LIMITS.maxDepth} levels` };
  }
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    return { kind: 'unreadable', reason: `it is no JSON (${error instanceof Error ? error.message : String(error)})` };
  }
  const version = z.object({ version: z.number() }).safeParse(value);
  if (version.success && version.data.version > LOCK_VERSION) return { kind: 'newer', version: version.data.version };
  const envs = z.object({ envs: z.custom<object>((it) => typeof it === 'object' && it !== null) }).safeParse(value);
  if (envs.success && Object.keys(envs.data.envs).length > LIMITS.maxEnvs) {
    return { kind: 'unreadable', reason: `it has more than ${LIMITS.maxEnvs} envs` };
  }
  const lock = schema.safeParse(value);
  if (lock.success) return { kind: 'lock', lock: lock.data };
  const issue = lock.error.issues[0];
  return { kind: 'unreadable', reason: clipped(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong form'}`) };
}

/** The lock's text: keys and envs in order, so that two runs differ only where the state does. */
export function writeLock(lock: Lock): string {
  return json(inKeyOrder(lock));
}

/** The entry of an env. Envs may be called `constructor`. */
export function entryOf(lock: Lock, env: string): LockEntry | undefined {
  return Object.hasOwn(lock.envs, env) ? lock.envs[env] : undefined;
}

/** The same lock with another entry for one env, or without it. */
export function withLockEntry(lock: Lock, env: string, entry: LockEntry | undefined): Lock {
  const envs = Object.entries(lock.envs).filter(([name]) => name !== env);
  return { ...lock, envs: Object.fromEntries(entry === undefined ? envs : [...envs, [env, entry]]) };
}
