import type { IgnoreEntry } from './model.ts';
import type { Place } from '../domain/place.ts';
import { RULES, type RuleId } from '../domain/rule.ts';
import { clipped } from '../domain/shown.ts';
import { GLOB_HINT, globOf, isGlob, type Glob } from './globs.ts';
import { counted, MANIFEST_LIMITS } from './limits.ts';
import { nearest } from './nearest.ts';
import type { ManifestHead } from './schema.ts';
import { placeAt } from './source-node.ts';
import type { SourceMap } from '../domain/source.ts';

/**
 * What nobody may accept away: that the manifest is wrong, that the credentials or the roles are not the ones that were meant, that a role is
 * too mighty or full, and what became of the run itself.
 */
const PROTECTED = [
  'manifest/*',
  'account/*',
  'role/*',
  'trust/*',
  'policy/privileged',
  'policy/quota',
  'input/*',
  'plan/*',
  'apply/*',
  'ignore/*',
];

const ALL_RULES = Object.keys(RULES) as RuleId[];

const compiled = new WeakMap<readonly string[], readonly Glob[]>();

/** Globs over names, in which `*` stands for any part: `*` alone means every one. A list is compiled once. */
export function matchesAny(patterns: readonly string[], text: string): boolean {
  let globs = compiled.get(patterns);
  if (globs === undefined) {
    globs = patterns.map(globOf).filter((glob) => glob !== undefined);
    compiled.set(patterns, globs);
  }
  return globs.some((glob) => glob.matches(text));
}

export function isProtected(rule: RuleId): boolean {
  return matchesAny(PROTECTED, rule);
}

/** Reads the entries of `ignore`. One with a fault is reported and hides nothing. `today` is `YYYY-MM-DD` in UTC. */
export function resolveIgnore(
  entries: NonNullable<ManifestHead['ignore']>,
  source: SourceMap,
  today: string,
  fault: (place: Place, message: string, hint: string, rule?: RuleId) => void,
): readonly IgnoreEntry[] {
  const globs = entries.flatMap(({ rule, env, field }) => [rule, env, field].flatMap(listOf)).filter(isGlob);
  if (globs.length > MANIFEST_LIMITS.maxGlobs) {
    const message = `\`ignore\` has ${counted(globs.length)} globs; at most ${counted(MANIFEST_LIMITS.maxGlobs)} are read`;
    const hint = 'Write names, or globs that stand for more.';
    fault(placeAt(source, ['ignore'], source.place), message, hint, 'manifest/limits');
    return [];
  }
  return entries.flatMap((entry, index): readonly IgnoreEntry[] => {
    const at = (key: string) => placeAt(source, ['ignore', index, key], source.place);
    const rules = listOf(entry.rule);
    for (const key of ['rule', 'env', 'field'] as const) {
      const intricate = listOf(entry[key]).find((pattern) => globOf(pattern) === undefined);
      if (intricate === undefined) continue;
      fault(at(key), `the glob "${clipped(intricate)}" is too intricate`, GLOB_HINT, 'manifest/limits');
      return [];
    }
    const unknown = rules.find((pattern) => rulesOf(pattern).length === 0);
    if (unknown !== undefined) {
      const near = nearest(unknown, ALL_RULES);
      fault(
        at('rule'),
        `no rule is called "${clipped(unknown)}"`,
        near === undefined ? 'See docs/rules.md.' : `Did you mean "${near}"?`,
      );
      return [];
    }
    const vain = rules.find((pattern) => rulesOf(pattern).every(isProtected));
    if (vain !== undefined) {
      fault(at('rule'), `findings of "${clipped(vain)}" cannot be ignored`, `Never ignored: ${PROTECTED.join(', ')}.`);
      return [];
    }
    if (!isDay(entry.until)) {
      fault(at('until'), `ignore[${index}].until is no day: "${entry.until}"`, 'Write it as 2027-03-31.');
      return [];
    }
    if (entry.until > yearAfter(today)) {
      const hint = `At most a year ahead: ${yearAfter(today)}. What stays accepted should be rechecked.`;
      fault(at('until'), `ignore[${index}].until is more than a year ahead: ${entry.until}`, hint);
      return [];
    }
    return [
      {
        rules,
        envs: listOf(entry.env),
        fields: listOf(entry.field),
        reason: entry.reason,
        until: entry.until,
        place: at('rule'),
        untilPlace: at('until'),
      },
    ];
  });
}

function rulesOf(pattern: string): readonly RuleId[] {
  const glob = globOf(pattern);
  return ALL_RULES.filter((rule) => glob?.matches(rule));
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function yearAfter(today: string): string {
  const date = new Date(`${today}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() + 1);
  return date.toISOString().slice(0, 10);
}
