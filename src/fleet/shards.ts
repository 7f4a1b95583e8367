import type { LockEntry } from '../lock/model.ts';
import type { EnvSpec, Manifest } from '../manifest/model.ts';
import { compareText } from '../domain/ordering.ts';
import { MAX_SHARDS } from '../domain/shard.ts';
import { accountIdOf } from '../lock/account.ts';

/** An env with what decides where it is worked on: envs of one account and region share its quotas. */
export interface PlacedEnv {
  readonly manifest: Manifest;
  readonly env: EnvSpec;
  /** Empty where neither manifest nor lock knows it. */
  readonly accountId: string;
  readonly region: string;
}

const ENVS_PER_SHARD = 25;

export function placed(manifest: Manifest, env: EnvSpec, entry: LockEntry | undefined): PlacedEnv {
  return { manifest, env, accountId: accountIdOf(env, entry) ?? '', region: env.region ?? entry?.region ?? '' };
}

export function defaultShards(envs: number): number {
  return Math.min(MAX_SHARDS, Math.max(1, Math.ceil(envs / ENVS_PER_SHARD)));
}

/**
 * Deals the envs out to `count` shards of equal size, one more or less. Where there are fewer envs than shards some stay empty, and
 * never the first. Envs of one account and region stay together as far as that goes, so that few shards have to share a quota. The
 * same envs give the same shards, in whatever order they come.
 */
export function shardsOf<T extends PlacedEnv>(envs: readonly T[], count: number): readonly (readonly T[])[] {
  const key = ({ accountId, region, manifest, env }: T) => [accountId, region, manifest.project, env.name].join(' ');
  const sorted = envs.toSorted((a, b) => compareText(key(a), key(b)));
  const start = (index: number) => Math.ceil((index * sorted.length) / count);
  return Array.from({ length: count }, (_, index) => sorted.slice(start(index), start(index + 1)));
}

/** A stretch of a quota that several share, as parts of the whole: from `from` on, `part` long. */
export interface QuotaShare {
  readonly from: number;
  readonly part: number;
}

/**
 * Which stretch of the quotas of an account and region is a shard's own: it is as long as its part of the envs that are there. An env
 * whose account is unknown counts in each. For every place the stretches of all shards make one whole. `index` starts at 0.
 */
export function quotaShare(
  shards: readonly (readonly PlacedEnv[])[],
  index: number,
): (place: { readonly account: string; readonly region: string }) => QuotaShare {
  const known = new Map<string, QuotaShare>();
  const shareOf = (account: string, region: string): QuotaShare => {
    // IAM is one for all regions of an account.
    const isThere = (one: PlacedEnv) =>
      (one.accountId === account || one.accountId === '') &&
      (region === '' || one.region === region || one.region === '');
    const there = shards.map((envs) => envs.filter(isThere).length);
    // Where nobody expected to be, everybody may come.
    const weights = there.some((count) => count > 0) ? there : shards.map((envs) => envs.length);
    const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
    const total = Math.max(1, sum(weights));
    return { from: sum(weights.slice(0, index)) / total, part: (weights[index] ?? 0) / total };
  };
  return ({ account, region }) => {
    const key = `${account} ${region}`;
    const share = known.get(key) ?? shareOf(account, region);
    known.set(key, share);
    return share;
  };
}
