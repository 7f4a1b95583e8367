import type { LockEntry } from './model.ts';
import type { EnvSpec } from '../manifest/model.ts';

/** Keys of the ids that the manifest gives another value than the lock. An id that is wrong in itself is reported elsewhere. */
export function changedIds(env: EnvSpec, entry: LockEntry): readonly string[] {
  const pairs = [
    ['userPoolId', env.userPoolId, entry.userPoolId],
    ['webClientId', env.webClientId ?? entry.webClientId, entry.webClientId],
    ['nativeClientId', env.nativeClientId ?? null, entry.nativeClientId],
    ['identityPoolId', env.identityPoolId ?? null, entry.identityPoolId],
  ] as const;
  return pairs.filter(([key, now, before]) => now !== before && !env.unusable.has(key)).map(([key]) => key);
}
