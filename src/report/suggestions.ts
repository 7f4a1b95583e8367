import type { Finding } from '../domain/finding.ts';
import { marker } from '../publish/marker.ts';
import type { Suggestion } from '../publish/suggestions.ts';
import { fence, markdown } from './escape.ts';

/** Each is a comment of its own: nobody reads more, and GitHub would slow us down. */
const MAX_SUGGESTIONS = 50;
/** A suggestion repeats its line. */
const MAX_LINE = 10_000;

/** How all suggestions of a project and command begin. */
export function suggestionPrefix(project: string, command: string): string {
  return marker('suggestion', project, command).replace(/ -->$/, '');
}

/**
 * Findings with one certain fix, as changes of the manifest's line. Two on one line would undo each other: then the first is
 * offered, and the next once it is taken.
 */
export function suggestionsOf(
  findings: readonly Finding[],
  lines: readonly string[],
  project: string,
  command: string,
): readonly Suggestion[] {
  const byLine = new Map<number, Suggestion>();
  for (const { fix, place, rule, message, ignored } of findings) {
    const line = lines[place.line - 1];
    if (fix === undefined || ignored !== undefined || line === undefined) continue;
    if (place.line !== place.endLine || byLine.has(place.line) || line.length > MAX_LINE) continue;
    if (byLine.size === MAX_SUGGESTIONS) break;
    const fixed = `${line.slice(0, place.column - 1)}${scalar(fix)}${line.slice(place.endColumn - 1)}`;
    byLine.set(place.line, {
      path: place.file,
      line: place.line,
      marker: `${suggestionPrefix(project, command)}:${rule} -->`,
      body: `**${rule}**: ${markdown(message)}\n\n${fence(fixed, 'suggestion')}`,
    });
  }
  return [...byLine.values()];
}

/** A text as YAML takes it for one anywhere, in lists in brackets too. */
function scalar(text: string): string {
  const isPlain = /^[A-Za-z0-9][\w./:+=@-]*$/.test(text) && !text.endsWith(':') && Number.isNaN(Number(text));
  return isPlain ? text : JSON.stringify(text);
}
