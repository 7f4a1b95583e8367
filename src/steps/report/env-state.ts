import type { Finding, UncheckedItem } from '../../domain/finding.ts';
import type { EnvState } from '../../domain/report.ts';
import { isDrift, stopsWrites } from '../../domain/rule.ts';
import { keyOf } from '../../report/view/env-key.ts';

/** What the checks say of an env, by its key: the worst of its findings and unchecked items. */
export function checkedStates(
  findings: readonly Finding[],
  unchecked: readonly UncheckedItem[],
): (key: string) => Extract<EnvState, 'blocked' | 'failed' | 'drifted' | 'unchecked' | 'healthy'> {
  const counted = findings.filter(({ ignored }) => ignored === undefined);
  const keys = (items: readonly Pick<Finding, 'place' | 'env'>[]) => new Set(items.map(keyOf));
  const errors = counted.filter(({ severity }) => severity === 'error');
  const blocked = keys(errors.filter(({ rule }) => stopsWrites(rule)));
  const failed = keys(errors);
  const drifted = keys(counted.filter(({ rule }) => isDrift(rule)));
  const open = keys(unchecked);
  return (key) => {
    if (blocked.has(key)) return 'blocked';
    if (failed.has(key)) return 'failed';
    if (drifted.has(key)) return 'drifted';
    return open.has(key) ? 'unchecked' : 'healthy';
  };
}
