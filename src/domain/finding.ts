import type { Place } from './place.ts';
import { RULES, type RuleId, type Severity } from './rule.ts';

/** One problem, at the place in the manifest where it can be mended. */
export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** What is wrong, as a sentence without the env's name. */
  readonly message: string;
  /** How to mend it, as a sentence. May hold several lines, such as the statement to add. */
  readonly hint?: string;
  /** Null where the finding concerns the whole manifest or the run. */
  readonly env: string | null;
  readonly place: Place;
  /** Fields that it is about, where it is about some: what an entry of `ignore` can narrow to. */
  readonly fields?: readonly string[];
  /** What to write at the place instead, where there is one certain mend. */
  readonly mend?: string;
  /** The reason that the manifest gives for accepting it. It stays in the report and fails nothing. */
  readonly ignored?: string;
}

/** One check that could not be made, with the reason: never a pass. */
export interface UncheckedItem {
  readonly rule: RuleId;
  readonly env: string;
  readonly reason: string;
  /** The IAM action to allow, when it was one that stood in the way. */
  readonly missingPermission?: string;
  /** ARN, or pattern of one, that the permission is wanted on. */
  readonly resource?: string;
  readonly place: Place;
  /** Whether AWS could not be reached: such a run is not complete, whatever `fail-on` says. */
  readonly unreachable?: boolean;
}

/** What a finding says; see {@link Finding}. */
interface FindingDetails {
  readonly message: string;
  readonly hint?: string | undefined;
  /** Left out: it concerns the whole manifest or the run. */
  readonly env?: string | null | undefined;
  /** Left out: that of the rule. */
  readonly severity?: Severity | undefined;
  readonly fields?: readonly string[] | undefined;
  readonly mend?: string | undefined;
}

/** The only way to a finding of a rule: its severity is what the table says, unless the caller knows better. */
export function findingOf(rule: RuleId, place: Place, details: FindingDetails): Finding {
  const { message, hint, env = null, severity = RULES[rule].severity, fields, mend } = details;
  return {
    rule,
    severity,
    message,
    ...(hint === undefined ? {} : { hint }),
    env,
    place,
    ...(fields === undefined ? {} : { fields }),
    ...(mend === undefined ? {} : { mend }),
  };
}
