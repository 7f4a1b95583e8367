import type { Finding } from '../../domain/finding.ts';
import { groupedBy } from '../../domain/ordering.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Change } from '../../domain/plan.ts';
import type { EnvReport, RunReport } from '../../domain/report.ts';
import { isDrift } from '../../domain/rule.ts';
import { CHECKS, checkOf, type CheckId } from './checks.ts';
import { envKey, keyOf } from './env-key.ts';

/**
 * What one check of one env came to. `unchecked`: it was not looked at, or not completely, which is no `ok`. `none`: the env has
 * nothing of the kind.
 */
export type Cell = 'ok' | 'error' | 'drift' | 'warning' | 'unchecked' | 'none';

/** How an env came out as a whole; the order is that of the rows. */
export const STANDINGS = ['broken', 'drifted', 'warned', 'unchecked', 'healthy'] as const;
export type Standing = (typeof STANDINGS)[number];

export interface EnvRow {
  /** See {@link envKey}. */
  readonly key: string;
  readonly env: EnvReport;
  readonly standing: Standing;
  readonly cells: Readonly<Record<CheckId, Cell>>;
  /** Those that the manifest accepts are left out. */
  readonly findings: readonly Finding[];
  /** Entries of the lock are left out: they follow from the rest. */
  readonly changes: readonly Change[];
  readonly outcomes: readonly Outcome[];
}

/** All envs, by check: the worst first, then in the order of the manifests. */
export function matrixOf(report: RunReport): readonly EnvRow[] {
  const counted = report.findings.filter(({ ignored }) => ignored === undefined);
  const findings = groupedBy(counted, keyOf);
  const unchecked = groupedBy(report.unchecked, keyOf);
  const byEnv = ({ manifest, env }: Change | Outcome) => envKey(manifest, env);
  const changes = groupedBy(
    report.plan.changes.filter(({ kind }) => kind !== 'lock'),
    byEnv,
  );
  const outcomes = groupedBy(
    report.outcomes.filter(({ kind }) => kind !== 'lock'),
    byEnv,
  );
  const rows = report.envs.map((env): EnvRow => {
    const key = envKey(env.manifest, env.env);
    const own = findings.get(key) ?? [];
    const open = unchecked.get(key) ?? [];
    const isOpen = open.length > 0 || report.mode !== 'live';
    const openChecks = new Set(open.map(({ rule }) => checkOf(rule)));
    const cell = (check: CheckId) => {
      const here = own.filter(({ rule }) => checkOf(rule) === check);
      return cellOf(here, openChecks.has(check) || report.mode !== 'live', !hasCheck(env, check));
    };
    return {
      key,
      env,
      standing: standingOf(env, own, isOpen),
      cells: Object.fromEntries(CHECKS.map(({ id }) => [id, cell(id)])) as Record<CheckId, Cell>,
      findings: own,
      changes: changes.get(key) ?? [],
      outcomes: outcomes.get(key) ?? [],
    };
  });
  const rank = ({ standing }: EnvRow) => STANDINGS.indexOf(standing);
  return rows.toSorted((a, b) => rank(a) - rank(b));
}

function cellOf(own: readonly Finding[], isOpen: boolean, isNone: boolean): Cell {
  if (own.some(({ rule, severity }) => severity === 'error' && !isDrift(rule))) return 'error';
  if (own.some(({ rule }) => isDrift(rule))) return 'drift';
  if (own.some(({ severity }) => severity === 'warning')) return 'warning';
  if (isNone) return 'none';
  return isOpen ? 'unchecked' : 'ok';
}

/** An env with only a user pool has no identity pool, and no roles of one. */
function hasCheck({ config }: EnvReport, check: CheckId): boolean {
  return config?.identityPoolId !== null || !['identity-pool', 'roles'].includes(check);
}

function standingOf({ state }: EnvReport, own: readonly Finding[], isOpen: boolean): Standing {
  const hasErrors = own.some(({ rule, severity }) => severity === 'error' && !isDrift(rule));
  if (state === 'failed' || hasErrors) return 'broken';
  if (own.some(({ rule }) => isDrift(rule))) return 'drifted';
  if (own.some(({ severity }) => severity === 'warning')) return 'warned';
  return isOpen || state === 'blocked' ? 'unchecked' : 'healthy';
}
