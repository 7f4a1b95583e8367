import type { LockEntry } from '../domain/lock.ts';
import type { EnvSpec, Manifest } from '../domain/manifest.ts';
import { compareText } from '../domain/ordering.ts';
import { accountIdOf } from '../permissions/env-policy.ts';

/** An env with what decides where it is worked on: envs of one account and region share its quotas. */
export interface PlacedEnv {
  readonly manifest: Manifest;
  readonly env: EnvSpec;
  /** Empty where neither manifest nor lock knows it. */
  readonly accountId: string;
  readonly region: string;
}

/** A job of a matrix has at most this many siblings. Source: GitHub Docs, "Usage limits". */
export const MAX_SHARDS = 256;
const ENVS_PER_SHARD = 25;

export function placed(manifest: Manifest, env: EnvSpec, entry: LockEntry | undefined): PlacedEnv {
  return { manifest, env, accountId: accountIdOf(env, entry) ?? '', region: env.region ?? entry?.region ?? '' };
}

export function defaultShards(envs: number): number {
  return Math.min(MAX_SHARDS, Math.max(1, Math.ceil(envs / ENVS_PER_SHARD)));
}

/**
 * Deals the envs out to `count` shards of equal size, one more or less. Envs of one account and region stay together as far as that
 * goes, so that few shards have to share a quota. The same envs give the same shards, in whatever order they come.
 */
export function shardsOf<T extends PlacedEnv>(envs: readonly T[], count: number): readonly (readonly T[])[] {
  const key = ({ accountId, region, manifest, env }: T) => [accountId, region, manifest.project, env.name].join(' ');
  const sorted = envs.toSorted((a, b) => compareText(key(a), key(b)));
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * sorted.length) / count);
    return sorted.slice(from, Math.floor(((index + 1) * sorted.length) / count));
  });
}

/** Which part of the quotas of an account and region is a shard's own, from 0 to 1. */
export function quotaPart(
  all: readonly PlacedEnv[],
  own: readonly PlacedEnv[],
): (place: { readonly account: string; readonly region: string }) => number {
  const count = (envs: readonly PlacedEnv[], account: string, region: string) =>
    envs.filter((one) => (one.accountId === account || one.accountId === '') && one.region === region).length;
  return ({ account, region }) => {
    // IAM is one for all regions of an account.
    const of = (envs: readonly PlacedEnv[]) =>
      region === ''
        ? envs.filter((one) => one.accountId === account || one.accountId === '').length
        : count(envs, account, region);
    const total = of(all);
    return total === 0 ? own.length / Math.max(1, all.length) : of(own) / total;
  };
}

/** `2/5`: the second of five. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

export function parseShard(text: string): Shard | undefined {
  const match = /^([1-9]\d{0,2})\/([1-9]\d{0,2})$/.exec(text);
  const [index, count] = [Number(match?.[1]), Number(match?.[2])];
  return match !== null && index <= count && count <= MAX_SHARDS ? { index, count } : undefined;
}
