import type { UncheckedItem } from '../../domain/finding.ts';
import { groupedBy } from '../../domain/ordering.ts';
import type { RunReport } from '../../domain/report.ts';
import type { RuleId } from '../../domain/rule.ts';
import { checkOf, restsOn } from './checks.ts';
import { envNames } from './env-names.ts';
import { keyOf } from './env-key.ts';

/** One reason why checks could not be made; it leaves many of them open. */
export interface OpenCheck {
  readonly reason: string;
  readonly missingPermission: string | undefined;
  readonly envs: readonly string[];
  readonly rules: readonly RuleId[];
}

/** What is unchecked, by its reason. What only follows from a finding, or from another unchecked item, is left out. */
export function openChecksOf(report: RunReport): readonly OpenCheck[] {
  const nameOf = envNames(report);
  const items = causesOf(report);
  return [...groupedBy(items, ({ reason }) => reason)].map(([reason, group]) => ({
    reason,
    missingPermission: group.find(({ missingPermission }) => missingPermission !== undefined)?.missingPermission,
    envs: [...new Set(group.map((item) => nameOf(item) ?? item.env))],
    rules: [...new Set(group.map(({ rule }) => rule))],
  }));
}

/** The unchecked items that are reasons of their own. */
function causesOf({ findings, unchecked }: RunReport): readonly UncheckedItem[] {
  const errors = findings.filter(({ severity, ignored }) => severity === 'error' && ignored === undefined);
  const causes = groupedBy([...errors, ...unchecked.filter((item) => !isDependent(item))], keyOf);
  const noCredentials = new Set(errors.filter(({ rule }) => rule === 'account/credentials').map(keyOf));
  return unchecked.filter((item) => {
    const key = keyOf(item);
    if (item.cause === 'credentials') return !noCredentials.has(key);
    const check = checkOf(item.rule);
    return !isDependent(item) || !(causes.get(key) ?? []).some(({ rule }) => restsOn(check, checkOf(rule)));
  });
}

/** It hangs on something that is missing or wrong, and that is reported elsewhere. */
function isDependent({ cause }: UncheckedItem): boolean {
  return cause === 'dependency';
}
