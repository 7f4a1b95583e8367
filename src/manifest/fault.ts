import type { Finding } from '../domain/finding.ts';
import type { Place } from '../domain/place.ts';
import { RULES, type RuleId } from '../domain/rule.ts';

/** A problem of a manifest, at its place. `env` is null where it concerns the whole manifest. */
export function fault(rule: RuleId, env: string | null, place: Place, message: string, hint: string): Finding {
  return { rule, severity: RULES[rule].severity, message, hint, env, place };
}
