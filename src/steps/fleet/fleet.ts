import { findingOf, type Finding } from '../../domain/finding.ts';
import type { Lock } from '../../lock/model.ts';
import type { Manifest } from '../../manifest/model.ts';
import { startOf } from '../../domain/place.ts';
import type { MatrixRow } from '../../domain/report.ts';
import type { ActionInputs } from '../../interface/inputs.ts';
import { entryOf } from '../../lock/lock-file.ts';
import { matrixRows } from '../../fleet/matrix.ts';
import { orphanSpec } from '../../plan/orphans.ts';
import { placed, quotaShare, shardsOf, type PlacedEnv } from '../../fleet/shards.ts';
import { MAX_SHARDS, type Shard } from '../../domain/shard.ts';
import type { QuotaPart } from '../../ports/aws.ts';
import type { Selection } from '../read/read-manifests.ts';
import type { ChosenEnv } from '../read/selected-envs.ts';

export interface FleetEnv extends PlacedEnv {
  /** Whether there can be anything to do for it. */
  readonly work: 'always' | 'with-prune' | 'never';
}

/**
 * All envs that are dealt out to shards: those of the manifests, and those only of the locks. They follow from the checkout and from
 * `envs` and `exclude-envs`, and from nothing else: so every job of a workflow comes to the same shards, whatever its command is.
 */
export function fleetOf(selection: Selection, locks: ReadonlyMap<Manifest, Lock>): readonly FleetEnv[] {
  return [...selection.envs].flatMap(([manifest, envs]) => {
    const lock = locks.get(manifest);
    const declared = envs.map((env): FleetEnv => {
      const entry = lock && entryOf(lock, env.name);
      const work = env.managedBy === undefined || entry !== undefined ? 'always' : 'never';
      return { ...placed(manifest, env, entry), work };
    });
    const names = new Set(manifest.envs.map(({ name }) => name));
    const orphans = Object.entries(lock?.envs ?? {}).filter(([name]) => !names.has(name) && selection.includes(name));
    return [
      ...declared,
      ...orphans.map(([name, entry]): FleetEnv => {
        return { ...placed(manifest, orphanSpec(manifest, name, entry), entry), work: 'with-prune' };
      }),
    ];
  });
}

/** The jobs for all envs of a run. */
export function matrixOf(
  fleet: readonly FleetEnv[],
  { matrixBy, shards, prune }: Pick<ActionInputs, 'matrixBy' | 'shards' | 'prune'>,
): { readonly rows: readonly MatrixRow[]; readonly findings: readonly Finding[] } {
  const several = new Set(fleet.map(({ manifest }) => manifest)).size > 1;
  const busy = fleet.filter(({ work }) => work === 'always' || (work === 'with-prune' && prune));
  const rows = matrixRows(matrixBy === 'shard' ? fleet : busy, matrixBy, shards, several);
  if (rows.length <= MAX_SHARDS) return { rows, findings: [] };
  const rule = 'input/invalid';
  const finding: Finding = findingOf(rule, startOf(fleet[0]?.manifest.file ?? ''), {
    message: `a matrix has at most ${MAX_SHARDS} jobs, and \`matrix-by: ${matrixBy}\` would give ${rows.length}`,
    hint: 'Use `matrix-by: shard`, or take fewer envs.',
  });
  return { rows: [], findings: [finding] };
}

export interface ShardOfRun {
  /** The envs that are this run's business. */
  readonly envs: readonly ChosenEnv[];
  /** Its part of the quotas that shards share; undefined: all. */
  readonly quotaPart: QuotaPart | undefined;
  /** The manifests that it speaks for, whether or not there is anything to do; undefined: all. */
  readonly manifests: ReadonlySet<Manifest> | undefined;
}

/** The part of a run that a shard does. */
export function shardOf(all: readonly ChosenEnv[], fleet: readonly FleetEnv[], shard: Shard | undefined): ShardOfRun {
  if (shard === undefined) return { envs: all, quotaPart: undefined, manifests: undefined };
  const nameOf = ({ manifest, env }: Pick<PlacedEnv, 'manifest' | 'env'>) => `${manifest.project} ${env.name}`;
  const shards = shardsOf(fleet, shard.count);
  const dealt = new Map(shards.flatMap((envs, index) => envs.map((one) => [nameOf(one), index] as const)));
  // What only an open pull request of this action knows was not dealt out: the first shard sees to it.
  const places = all.map((one) => ({ ...placed(one.manifest, one.env, entryOf(one.lock, one.env.name)), one }));
  const working = shards.map((_, index) => places.filter(({ one }) => (dealt.get(nameOf(one)) ?? 0) === index));
  const own = working[shard.index - 1] ?? [];
  return {
    envs: own.map(({ one }) => one),
    quotaPart: quotaShare(working, shard.index - 1),
    manifests: new Set([...(shards[shard.index - 1] ?? []), ...own].map(({ manifest }) => manifest)),
  };
}
