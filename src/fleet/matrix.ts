import type { MatrixRow } from '../domain/report.ts';
import { MAX_SHARDS, type MatrixBy } from '../domain/shard.ts';
import { defaultShards, shardsOf, type PlacedEnv } from './shards.ts';

/** Jobs for all envs; more than {@link MAX_SHARDS} are for the caller to refuse. */
export function matrixRows(
  envs: readonly PlacedEnv[],
  by: MatrixBy,
  shards: number | undefined,
  several: boolean,
): readonly MatrixRow[] {
  if (envs.length === 0) return [];
  switch (by) {
    case 'shard': {
      const count = Math.min(shards ?? defaultShards(envs.length), MAX_SHARDS);
      return shardsOf(envs, count).flatMap((own, index): readonly MatrixRow[] =>
        // A shard that has nothing to do would only cost a runner.
        own.length === 0 ? [] : [row(`shard ${index + 1} of ${count}`, own, { shard: `${index + 1}/${count}` })],
      );
    }
    case 'env':
      return envs.map((one) => {
        const name = several ? `${one.manifest.project}/${one.env.name}` : one.env.name;
        return row(name, [one], { envs: one.env.name, manifest: one.manifest.file });
      });
    case 'account':
      // One manifest each: two may have envs of one name in different accounts.
      return grouped(envs, ({ accountId, manifest }) => `${accountId} ${manifest.file}`).map(([, own]) => {
        const [first] = own;
        const account = first?.accountId || 'account unknown';
        const name = several ? `${account} ${first?.manifest.project ?? ''}` : account;
        return row(name, own, { envs: names(own), manifest: first?.manifest.file ?? '' });
      });
    case 'manifest':
      return grouped(envs, ({ manifest }) => manifest.file).map(([file, own]) =>
        row(own[0]?.manifest.project ?? file, own, { envs: names(own), manifest: file }),
      );
  }
}

function row(
  name: string,
  own: readonly PlacedEnv[],
  { envs = '', manifest = '', shard = '' }: Partial<Pick<MatrixRow, 'envs' | 'manifest' | 'shard'>>,
): MatrixRow {
  return {
    name,
    manifest,
    envs,
    shard,
    accountId: common(own.map(({ accountId }) => accountId)),
    region: common(own.map(({ region }) => region)),
    environment: common(own.map(({ env }) => env.environment ?? '')),
  };
}

function common(values: readonly string[]): string {
  return values.every((value) => value === values[0]) ? (values[0] ?? '') : '';
}

function names(envs: readonly PlacedEnv[]): string {
  return [...new Set(envs.map(({ env }) => env.name))].join(',');
}

function grouped(
  envs: readonly PlacedEnv[],
  by: (env: PlacedEnv) => string,
): readonly [string, readonly PlacedEnv[]][] {
  const groups = new Map<string, PlacedEnv[]>();
  for (const env of envs) groups.set(by(env), [...(groups.get(by(env)) ?? []), env]);
  return [...groups];
}
