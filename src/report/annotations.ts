import type { Finding } from '../domain/finding.ts';
import type { Severity } from '../domain/severity.ts';
import { listed } from '../domain/shown.ts';
import type { Annotation } from '../ports/console.ts';
import { rulePage } from './rule-pages.ts';

/** GitHub shows ten annotations of a severity in a step, and drops the rest: nine, and one that counts the rest. */
const MOST = 9;

/** Messages about one place that an annotation repeats. */
const MAX_MESSAGES = 20;

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'notice'];

/**
 * Annotations of the findings: one for a place and rule, naming all envs that have it; errors first; at most `limit` a severity
 * and then one that counts the rest. GitHub drops what is over ten of a kind in a step without a word.
 */
export function annotationsOf(findings: readonly Finding[], limit = MOST): readonly Annotation[] {
  return SEVERITIES.flatMap((severity) => {
    const groups = grouped(findings.filter((finding) => finding.severity === severity));
    // One more is as short as saying that there is one more.
    const shown = groups.length === limit + 1 && limit > 0 ? groups : groups.slice(0, limit);
    const rest = groups.length - shown.length;
    const more: readonly Annotation[] =
      rest === 0
        ? []
        : [
            {
              severity,
              title: 'amplify-import-auth',
              message: `${rest} more ${plural(severity, rest)} in the job summary and the report`,
              place: undefined,
            },
          ];
    return [...shown.map(annotationOf), ...more];
  });
}

function grouped(findings: readonly Finding[]): readonly (readonly [Finding, ...Finding[]])[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const { file, line, column } = finding.place;
    const key = JSON.stringify([finding.rule, file, line, column]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}

function annotationOf(group: readonly [Finding, ...Finding[]]): Annotation {
  const [first] = group;
  const messages = [...new Set(group.map((finding) => finding.message))];
  const text =
    messages.length === 1
      ? withEnvs(envsOf(group), first.message)
      : [
          ...group.slice(0, MAX_MESSAGES).map((finding) => withEnvs(envsOf([finding]), finding.message)),
          ...(group.length > MAX_MESSAGES ? [`and ${group.length - MAX_MESSAGES} more in the report`] : []),
        ].join('\n');
  const hint = first.hint === undefined ? '' : `\n${first.hint}`;
  const place = first.place.file === '' ? undefined : first.place;
  return { severity: first.severity, title: first.rule, message: `${text}${hint}`, help: rulePage(first.rule), place };
}

function envsOf(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.flatMap((finding) => (finding.env === null ? [] : [finding.env])))];
}

/** Messages leave the env to those who print them. */
export function withEnvs(envs: readonly string[], message: string): string {
  return envs.length === 0 ? message : `${listed(envs)}: ${message}`;
}

function plural(word: string, count: number): string {
  return count === 1 ? word : `${word}s`;
}
