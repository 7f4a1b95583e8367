import { findingOf, type Finding, type UncheckedItem } from '../domain/finding.ts';
import type { EnvSpec, IgnoreEntry, Manifest } from '../manifest/model.ts';
import type { RuleId } from '../domain/rule.ts';
import { isProtected, matchesAny } from '../manifest/ignore.ts';

/** What a run has looked at: an entry that could have hidden nothing in it is not called unused. */
export interface Looked {
  readonly manifest: Manifest;
  readonly envs: readonly EnvSpec[];
  readonly rules: readonly RuleId[];
  readonly unchecked: readonly UncheckedItem[];
}

/**
 * Marks the findings that the manifest accepts. They stay in the report. Entries that are past their day hide nothing and are
 * reported, and so are those that hide nothing any more.
 */
export function applyIgnores(findings: readonly Finding[], looked: Looked, today: string): readonly Finding[] {
  const { manifest } = looked;
  const used = new Set<IgnoreEntry>();
  const marked = findings.map((finding): Finding => {
    if (finding.place.file !== manifest.file) return finding;
    const current = manifest.ignore.filter((one) => one.until >= today);
    const entry = current.find((one) => hides(one, finding));
    // What stays for the sake of other fields is still what an entry is for.
    for (const one of current) if (entry === undefined ? concerns(one, finding) : one === entry) used.add(one);
    if (entry === undefined) return finding;
    return { ...finding, ignored: `${entry.reason} (until ${entry.until})` };
  });
  const about = manifest.ignore.flatMap((entry): readonly Finding[] => {
    if (entry.until < today) {
      const message = `this entry of \`ignore\` ended on ${entry.until}: ${entry.reason}`;
      return [
        findingOf('ignore/expired', entry.untilPlace, { message, hint: 'Fix what it hid, or give it another day.' }),
      ];
    }
    if (used.has(entry) || !couldHide(entry, looked)) return [];
    const message = `this entry of \`ignore\` hides nothing: ${entry.rules.join(', ')}`;
    return [findingOf('ignore/unused', entry.place, { message, hint: 'Take it out: what it was for is fixed.' })];
  });
  return [...marked, ...about];
}

function hides(entry: IgnoreEntry, finding: Finding): boolean {
  const { fields = [] } = finding;
  // A finding about several fields is accepted only as a whole.
  return (
    concerns(entry, finding) && fields.every((field) => entry.fields.length === 0 || matchesAny(entry.fields, field))
  );
}

/** Whether a finding is what the entry is for, alone or together with other fields. */
function concerns(entry: IgnoreEntry, finding: Finding): boolean {
  if (isProtected(finding.rule) || !matchesAny(entry.rules, finding.rule)) return false;
  if (entry.envs.length > 0 && (finding.env === null || !matchesAny(entry.envs, finding.env))) return false;
  const { fields = [] } = finding;
  return entry.fields.length === 0 || fields.some((field) => matchesAny(entry.fields, field));
}

/** Whether the run looked at everything that the entry is for, and could see all of it. A shard looks at its part alone. */
function couldHide(entry: IgnoreEntry, { manifest, envs, rules, unchecked }: Looked): boolean {
  const concerns = ({ name }: EnvSpec) => entry.envs.length === 0 || matchesAny(entry.envs, name);
  const concerned = envs.filter(concerns);
  const seen = new Set(envs.map(({ name }) => name));
  const all = manifest.envs.every((env) => seen.has(env.name) || env.managedBy !== undefined || !concerns(env));
  const judged = rules.filter((rule) => matchesAny(entry.rules, rule));
  const open = unchecked.some((item) => judged.includes(item.rule) && concerned.some(({ name }) => name === item.env));
  return concerned.length > 0 && all && judged.length > 0 && !open;
}
