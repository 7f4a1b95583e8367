import type { Fact } from '../domain/fact.ts';
import { findingOf, uncheckedItemOf, type Finding, type UncheckedItem } from '../domain/finding.ts';
import type { RuleId } from '../domain/rule.ts';
import type { NodePath } from '../domain/source.ts';
import { firstWritten } from '../rules/rule.ts';
import type { EnvSubject } from '../plan/subject.ts';

/** Something that drifted, at the first of `at` that is written. */
export function driftFinding(
  { env }: EnvSubject,
  rule: RuleId,
  at: NodePath,
  message: string,
  hint: string,
  fields: readonly string[],
  differences?: Finding['differences'],
): Finding {
  const place = firstWritten(env, at, ['userPoolId']);
  return findingOf(rule, place, { message, hint, env: env.name, fields, differences });
}

/** A drift that could not be looked for. */
export function openItem(
  { env }: EnvSubject,
  rule: RuleId,
  at: NodePath,
  why: Extract<Fact<unknown>, { state: 'unchecked' }>,
): UncheckedItem {
  return uncheckedItemOf(rule, env.name, firstWritten(env, at, ['userPoolId']), why);
}
