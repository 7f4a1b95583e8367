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
 * Deals the envs out to `count` shards of equal size, one more or less; where there are fewer envs than shards it is the last shards
 * that stay empty. Envs of one account and region stay together as far as that goes, so that few shards have to share a quota. The
 * same envs give the same shards, in whatever order they come.
 */
export function shardsOf<T extends PlacedEnv>(envs: readonly T[], count: number): readonly (readonly T[])[] {
  const key = ({ accountId, region, manifest, env }: T) => [accountId, region, manifest.project, env.name].join(' ');
  const sorted = envs.toSorted((a, b) => compareText(key(a), key(b)));
  const start = (index: number) => Math.ceil((index * sorted.length) / count);
  return Array.from({ length: count }, (_, index) => sorted.slice(start(index), start(index + 1)));
}

/**
 * Which part of the quotas of an account and region is a shard's own, from 0 to 1: its part of the envs that are there. An env whose
 * account nobody knows counts in each. Where all shards are asked about one place, their parts make one.
 */
export function quotaPart(
  all: readonly PlacedEnv[],
  own: readonly PlacedEnv[],
): (place: { readonly account: string; readonly region: string }) => number {
  const known = new Map<string, number>();
  const partOf = (account: string, region: string) => {
    // IAM is one for all regions of an account.
    const there = (envs: readonly PlacedEnv[]) =>
      envs.filter(
        (one) =>
          (one.accountId === account || one.accountId === '') &&
          (region === '' || one.region === region || one.region === ''),
      ).length;
    const total = there(all);
    return total === 0 ? own.length / Math.max(1, all.length) : there(own) / total;
  };
  return ({ account, region }) => {
    const key = `${account} ${region}`;
    const part = known.get(key) ?? partOf(account, region);
    known.set(key, part);
    return part;
  };
}

/** `2/5`: the second of five. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

export function shardName({ index, count }: Shard): string {
  return `${index}/${count}`;
}

export function parseShard(text: string): Shard | undefined {
  const match = /^([1-9]\d{0,2})\/([1-9]\d{0,2})$/.exec(text);
  const [index, count] = [Number(match?.[1]), Number(match?.[2])];
  return match !== null && index <= count && count <= MAX_SHARDS ? { index, count } : undefined;
}
