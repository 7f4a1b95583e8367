import type { RunReport } from '../../domain/report.ts';
import { code, fence, markdown } from '../escape.ts';
import type { Section } from '../fit.ts';
import { missingPermissions } from '../missing-permissions.ts';
import { openChecksOf } from '../view/open-checks.ts';
import { folded, names, table } from './markdown.ts';

/** Envs and rules that a row names. */
const MAX_NAMES = 20;

/** What could not be checked, by its reason, and the policy that would allow it. What only follows from a finding is not repeated. */
export function openSections(report: RunReport): readonly Section[] {
  const open = openChecksOf(report);
  if (open.length === 0) return [];
  const rows = open.map(({ reason, missingPermission, envs, rules }) => [
    names(envs.map(markdown), MAX_NAMES),
    markdown(reason),
    missingPermission === undefined ? '–' : code(missingPermission),
    `<sub>${names(rules.map(markdown), MAX_NAMES)}</sub>`,
  ]);
  const list = table(['env', 'reason', 'missing permission', 'rules'], rows);
  const policy = missingPermissions(report.unchecked);
  const grant = policy === undefined ? '' : fence(JSON.stringify(policy, null, 2), 'json');
  return [
    { what: 'list of unchecked items', text: `### Not checked\n\nThis is not a pass.\n\n${list}` },
    { what: 'statement', text: grant === '' ? '' : folded('To allow it, add this policy', grant, true) },
  ];
}
