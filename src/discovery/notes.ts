import { parse } from 'yaml';
import { sortedJson } from '../domain/ordering.ts';
import type { DiscoveredEnv, OpenQuestion } from './discovered.ts';
import { comment, envLines } from './env-lines.ts';

/** What was found and is for people to decide: it stands in the manifest as comments, and is renewed by every run. */
export interface Undecided {
  readonly questions: readonly OpenQuestion[];
  /** Envs that could be switched on: nothing ties them to the app. */
  readonly suggested: readonly DiscoveredEnv[];
}

export const NOTHING_UNDECIDED: Undecided = { questions: [], suggested: [] };

const QUESTIONS = '# Found, and left for you to decide:';
const SUGGESTED =
  '# Found, and nothing says that they belong to this app. To take an env over, remove "# " before its lines:';

/** The comments, without the indentation of the place that they are for. */
export function noteLines({ questions, suggested }: Undecided): readonly string[] {
  return [
    ...(suggested.length === 0 ? [] : [SUGGESTED]),
    ...suggested.flatMap((env) => envLines(env).map((line) => `# ${line}`)),
    ...(questions.length === 0 ? [] : [QUESTIONS]),
    ...questions.flatMap(({ what, why, candidates }) => [
      `# - ${comment(what)}: ${comment(why)}`,
      ...candidates.map((candidate) => `#     ${comment(candidate)}`),
    ]),
  ];
}

/** The first line of an env that is commented out, as {@link envLines} writes it. */
const SUGGESTED_ENV = /^# [A-Za-z0-9][A-Za-z0-9-]*: # from /;
/** What stands below such a line, or below a question. */
const BELOW = /^# {3,}\S/;

/**
 * A manifest without the comments of an earlier run: what they say may have changed. Comments of people stay, and so does everything
 * where a line that looks like one of ours turns out to be part of a value.
 */
export function withoutNotes(text: string): string {
  let inside: 'nothing' | 'questions' | 'env' = 'nothing';
  const kept = text.split(/(?<=\n)/).filter((line) => {
    const own = line.trim();
    const isQuestion = inside === 'questions' && (own.startsWith('# - ') || BELOW.test(own));
    if (isQuestion || (inside === 'env' && BELOW.test(own))) return false;
    inside = own === QUESTIONS ? 'questions' : SUGGESTED_ENV.test(own) ? 'env' : 'nothing';
    return inside === 'nothing' && own !== SUGGESTED;
  });
  const rest = kept.join('');
  return rest === text || sameMeaning(rest, text) ? rest : text;
}

function sameMeaning(a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) => sortedJson(parse(text, { logLevel: 'silent' }) ?? null));
  return one === other;
}
