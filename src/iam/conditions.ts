import type { Conditions } from '../domain/iam-policy.ts';
import { compareText } from '../domain/ordering.ts';

/** One condition of a statement, with names as IAM compares them: neither operators nor keys have a case. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** All conditions of a statement. Keys that differ only in case stay two: which of them IAM heeds is not documented. */
export function conditionsIn(conditions: Conditions): readonly Condition[] {
  return Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({
      operator: canonicalOperator(operator),
      key: key.toLowerCase(),
      values: textsOf(values),
    })),
  );
}

/** Condition values may be written as numbers and booleans; IAM compares their text. */
function textsOf(values: unknown): readonly string[] {
  return (Array.isArray(values) ? (values as readonly unknown[]) : [values]).map(String);
}

/**
 * Equal for conditions that mean the same: operator → key → set of values. Where a key stands twice (in another case), all of its sets
 * are kept, so that nothing compares equal to what lacks one.
 */
export function canonicalConditions(conditions: Conditions): Readonly<Record<string, unknown>> {
  const operators = new Map<string, Map<string, (readonly string[])[]>>();
  for (const { operator, key, values } of conditionsIn(conditions)) {
    const keys = operators.get(operator) ?? new Map<string, (readonly string[])[]>();
    operators.set(operator, keys.set(key, [...(keys.get(key) ?? []), [...new Set(values)].toSorted()]));
  }
  return Object.fromEntries(
    [...operators].map(([operator, keys]) => [
      operator,
      Object.fromEntries([...keys].map(([key, sets]) => [key, sets.length === 1 ? sets[0] : inOrder(sets)])),
    ]),
  );
}

function inOrder(sets: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return sets.toSorted((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)));
}

/** The later ones of names that differ only in case, each with the one that it repeats. */
export function repeatedNames(names: readonly string[]): readonly (readonly [name: string, first: string])[] {
  const seen = new Map<string, string>();
  return names.flatMap((name) => {
    const first = seen.get(name.toLowerCase());
    if (first === undefined) seen.set(name.toLowerCase(), name);
    return first === undefined ? [] : [[name, first] as const];
  });
}

/** Source: IAM User Guide, "IAM JSON policy elements: Condition operators". */
const OPERATORS: readonly string[] = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
  'NumericEquals',
  'NumericNotEquals',
  'NumericLessThan',
  'NumericLessThanEquals',
  'NumericGreaterThan',
  'NumericGreaterThanEquals',
  'DateEquals',
  'DateNotEquals',
  'DateLessThan',
  'DateLessThanEquals',
  'DateGreaterThan',
  'DateGreaterThanEquals',
  'Bool',
  'BinaryEquals',
  'IpAddress',
  'NotIpAddress',
  'ArnEquals',
  'ArnLike',
  'ArnNotEquals',
  'ArnNotLike',
  'Null',
];
const SPELLINGS = new Map(OPERATORS.map((name) => [name.toLowerCase(), name]));
const SETS = new Map([
  ['forallvalues:', 'ForAllValues:'],
  ['foranyvalue:', 'ForAnyValue:'],
]);

/** An operator as AWS's documentation spells it; one that is not known in small letters. */
export function canonicalOperator(operator: string): string {
  const [, set = '', name = '', suffix = ''] =
    /^(forallvalues:|foranyvalue:)?(.*?)(ifexists)?$/.exec(operator.toLowerCase()) ?? [];
  return `${SETS.get(set) ?? ''}${SPELLINGS.get(name) ?? name}${suffix === '' ? '' : 'IfExists'}`;
}
