import type { Manifest } from '../manifest/model.ts';
import { inOrder } from '../domain/finding.ts';
import type { PartialReport, RunReport } from '../domain/report.ts';
import { joinedDigest } from '../plan/digest.ts';
import { compareEnvs } from './collected.ts';
import type { ShardFile } from './shard-file.ts';

/** What all shards have to say, as if one run had said it: envs and changes in the order of the manifests. */
export function combined(shards: readonly ShardFile[], manifests: readonly Manifest[]): PartialReport {
  const reports = shards.map(({ report }) => report);
  const byEnv = <T extends { readonly manifest: string; readonly env: string }>(items: readonly T[]) =>
    manifests.flatMap((manifest) =>
      items.filter((item) => item.manifest === manifest.file).toSorted((a, b) => compareEnvs(manifest, a.env, b.env)),
    );
  const envs = byEnv(reports.flatMap((report) => report.envs));
  const digests = Object.assign({}, ...reports.map(({ plan }) => plan.digests)) as Record<string, string>;
  const modes = new Set(reports.map(({ mode }) => mode));
  const [mode = 'live'] = modes;
  return {
    incomplete: reports.find(({ incomplete }) => incomplete !== undefined)?.incomplete,
    // What concerns a whole manifest is found by each shard.
    findings: inOrder(distinct(reports.flatMap(({ findings }) => findings))),
    unchecked: distinct(reports.flatMap(({ unchecked }) => unchecked)),
    plan: {
      digest: joinedDigest(
        reports.map(({ plan }) => plan.digest),
        digests,
        envs.map(({ name }) => name),
      ),
      digests,
      changes: byEnv(reports.flatMap(({ plan }) => plan.changes)),
    },
    outcomes: byEnv(reports.flatMap(({ outcomes }) => outcomes)),
    capabilities: byEnv(reports.flatMap(({ capabilities }) => capabilities)),
    calls: callsOf(shards),
    envs,
    files: [...new Set(reports.flatMap(({ files }) => files))],
    mode: modes.size > 1 ? 'mixed' : mode,
    notes: [...new Set(reports.flatMap(({ notes }) => notes))],
  };
}

/** A shard says the same of its calls for each of its manifests. */
function callsOf(shards: readonly ShardFile[]): RunReport['calls'] {
  const each = [...new Map(shards.map(({ shard, report }) => [shard, report.calls])).values()];
  const byOperation = new Map<string, number>();
  for (const [operation, count] of each.flatMap((calls) => Object.entries(calls.byOperation))) {
    byOperation.set(operation, (byOperation.get(operation) ?? 0) + count);
  }
  const sum = (key: 'total' | 'throttled') => each.reduce((total, calls) => total + calls[key], 0);
  return { total: sum('total'), byOperation: Object.fromEntries(byOperation), throttled: sum('throttled') };
}

function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
