import { z } from 'zod';
import { UNCHECKED_CAUSES, type Unchecked } from './fact.ts';
import { comparePlaces, placeSchema, type Place } from './place.ts';
import { RULES, type RuleId } from './rule.ts';
import { compareSeverities, type Severity } from './severity.ts';
import { list, nullable, record, text, schema, type Typed } from './schema.ts';

const ruleSchema = schema(() => z.custom<RuleId>((value) => typeof value === 'string' && Object.hasOwn(RULES, value)));

/** One problem, at the place in the manifest where it can be fixed. */
export type Finding = Typed<typeof findingSchema>;

export const findingSchema = schema(() =>
  record({
    rule: ruleSchema(),
    severity: z.enum(['error', 'warning', 'notice']),
    /** What is wrong, as a sentence without the env's name. */
    message: text(),
    /** How to fix it, as a sentence. May hold several lines, such as the statement to add. */
    hint: text().optional(),
    /** Null where the finding concerns the whole manifest or the run. */
    env: nullable(),
    place: placeSchema(),
    /** Fields that it is about, where it is about some: what an entry of `ignore` can narrow to. */
    fields: list(text()).optional(),
    /** What differs, where it is a difference: each field before and now; null: there is none. */
    differences: list(record({ field: text(), before: nullable(), after: nullable() })).optional(),
    /** What to write at the place instead, where there is one certain fix. */
    fix: text().optional(),
    /** The reason that the manifest gives for accepting it. It stays in the report and fails nothing. */
    ignored: text().optional(),
  }),
);

/** Errors first, then in the order of the manifest. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => compareSeverities(a.severity, b.severity) || comparePlaces(a.place, b.place));
}

/** One check that could not be made, with the reason: never a pass. */
export type UncheckedItem = Typed<typeof uncheckedSchema>;

export const uncheckedSchema = schema(() =>
  record({
    rule: ruleSchema(),
    env: text(),
    reason: text(),
    /** The IAM action to allow, when it was one that stood in the way. */
    missingPermission: text().optional(),
    /** ARN, or pattern of one, that the permission is wanted on. */
    resource: text().optional(),
    place: placeSchema(),
    /** Why: `unreachable` makes a run incomplete whatever `fail-on` says, `dependency` may follow from what is reported elsewhere. */
    cause: z.enum(UNCHECKED_CAUSES).optional(),
  }),
);

/** A check that could not be made for what the fact says. */
export function uncheckedItemOf(rule: RuleId, env: string, place: Place, why: Unchecked): UncheckedItem {
  const { reason, missingPermission, resource, cause } = why;
  return {
    rule,
    env,
    reason,
    place,
    ...(missingPermission === undefined ? {} : { missingPermission }),
    ...(resource === undefined ? {} : { resource }),
    cause,
  };
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
  readonly differences?: Finding['differences'];
  readonly fix?: string | undefined;
}

/** The only way to a finding of a rule: its severity is what the table says, unless the caller knows better. */
export function findingOf(rule: RuleId, place: Place, details: FindingDetails): Finding {
  const { message, hint, env = null, severity = RULES[rule].severity, fields, differences, fix } = details;
  return {
    rule,
    severity,
    message,
    ...(hint === undefined ? {} : { hint }),
    env,
    place,
    ...(fields === undefined ? {} : { fields }),
    ...(differences === undefined ? {} : { differences }),
    ...(fix === undefined ? {} : { fix }),
  };
}
