import type { RunReport } from '../domain/report.ts';
import type { ShardFile } from './shard-file.ts';

/** What all shards have to say, as if one run had said it. */
export function combined(shards: readonly ShardFile[]): Omit<RunReport, 'result' | 'publication' | 'issue'> {
  const reports = shards.map(({ report }) => report);
  const byOperation: Record<string, number> = {};
  for (const [operation, count] of reports.flatMap(({ calls }) => Object.entries(calls.byOperation))) {
    byOperation[operation] = (byOperation[operation] ?? 0) + count;
  }
  const sum = (key: 'total' | 'throttled') => reports.reduce((total, { calls }) => total + calls[key], 0);
  const modes = new Set(reports.map(({ mode }) => mode));
  const [mode = 'live'] = modes;
  return {
    command: reports[0]?.command ?? 'collect',
    incomplete: reports.find(({ incomplete }) => incomplete !== undefined)?.incomplete,
    // What concerns a whole manifest is found by each shard.
    findings: distinct(reports.flatMap(({ findings }) => findings)),
    unchecked: distinct(reports.flatMap(({ unchecked }) => unchecked)),
    plan: {
      digest: '',
      digests: Object.fromEntries(reports.flatMap(({ plan }) => Object.entries(plan.digests))),
      changes: reports.flatMap(({ plan }) => plan.changes),
    },
    outcomes: reports.flatMap(({ outcomes }) => outcomes),
    calls: { total: sum('total'), byOperation, throttled: sum('throttled') },
    envs: reports.flatMap(({ envs }) => envs),
    files: [...new Set(reports.flatMap(({ files }) => files))],
    mode: modes.size > 1 ? 'mixed' : mode,
    notes: [...new Set(reports.flatMap(({ notes }) => notes))],
    matrix: undefined,
    document: undefined,
  };
}

function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
