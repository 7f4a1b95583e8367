import type { Finding } from '../domain/finding.ts';
import type { Lock } from '../domain/lock.ts';
import type { Manifest } from '../domain/manifest.ts';
import { startOf } from '../domain/place.ts';
import type { MatrixRow } from '../domain/report.ts';
import { RULES } from '../domain/rule.ts';
import type { ActionInputs } from '../inputs.ts';
import { entryOf } from '../lock/lock-file.ts';
import { matrixRows } from '../planning/matrix.ts';
import { MAX_SHARDS, placed, quotaPart, shardsOf, type PlacedEnv, type Shard } from '../planning/shards.ts';
import type { QuotaPart } from '../ports/aws.ts';
import type { Selection } from './read-manifests.ts';
import type { ChosenEnv } from './selected-envs.ts';

/** The jobs for all envs of a run. */
export function matrixOf(
  selection: Selection,
  locks: ReadonlyMap<Manifest, Lock>,
  { matrixBy, shards }: Pick<ActionInputs, 'matrixBy' | 'shards'>,
): { readonly rows: readonly MatrixRow[]; readonly findings: readonly Finding[] } {
  const envs = placedEnvs(selection, locks);
  const rows = matrixRows(envs, matrixBy, shards, selection.envs.size > 1);
  if (rows.length <= MAX_SHARDS) return { rows, findings: [] };
  const rule = 'input/invalid';
  const finding: Finding = {
    rule,
    severity: RULES[rule].severity,
    message: `a matrix has at most ${MAX_SHARDS} jobs, and \`matrix-by: ${matrixBy}\` would give ${rows.length}`,
    hint: 'Use `matrix-by: shard`, or take fewer envs.',
    env: null,
    place: startOf(envs[0]?.manifest.file ?? ''),
  };
  return { rows: [], findings: [finding] };
}

/** The envs of a run that are somebody's work. */
export function placedEnvs(selection: Selection, locks: ReadonlyMap<Manifest, Lock>): readonly PlacedEnv[] {
  return [...selection.envs].flatMap(([manifest, envs]) => {
    const lock = locks.get(manifest);
    return envs
      .filter(({ managedBy }) => managedBy === undefined)
      .map((env) => placed(manifest, env, lock && entryOf(lock, env.name)));
  });
}

/** The envs that are this run's business, and its part of the quotas that shards share. */
export function shardOf(
  all: readonly ChosenEnv[],
  shard: Shard | undefined,
): { readonly envs: readonly ChosenEnv[]; readonly quotaPart: QuotaPart | undefined } {
  if (shard === undefined) return { envs: all, quotaPart: undefined };
  const everywhere = all.map((one) => ({ ...placed(one.manifest, one.env, entryOf(one.lock, one.env.name)), one }));
  const own = shardsOf(everywhere, shard.count)[shard.index - 1] ?? [];
  const mine = new Set(own.map(({ one }) => one));
  return { envs: all.filter((one) => mine.has(one)), quotaPart: quotaPart(everywhere, own) };
}
