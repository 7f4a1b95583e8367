import { countOf } from './count.ts';
import { noteLines } from '../discovery/notes.ts';
import type { Discovered, DiscoveredEnv } from '../discovery/discovered.ts';
import { code, fence, markdown } from './escape.ts';

/** More candidates than this are counted. */
const MAX_CANDIDATES = 20;

/** What was found, what was taken, and what is left to decide. Every name in it is a stranger's. */
export function discoveryMarkdown({ envs, questions }: Discovered, file: string, text: string | undefined): string {
  const table =
    envs.length === 0
      ? []
      : [
          [
            '| env | from | user pool | web client | native client | identity pool |',
            '| --- | --- | --- | --- | --- | --- |',
            ...envs.map(row),
          ].join('\n'),
        ];
  const open = questions.map(({ what, why, candidates }) => {
    const shown = candidates.slice(0, MAX_CANDIDATES).map((candidate) => `  - ${markdown(candidate)}`);
    const more = candidates.length > MAX_CANDIDATES ? [`  - and ${candidates.length - MAX_CANDIDATES} more`] : [];
    return [`- ${markdown(what)}: ${markdown(why)}`, ...shown, ...more].join('\n');
  });
  return [
    `### Discovered: ${countOf(envs.length, 'env')}`,
    ...table,
    ...(open.length === 0 ? [] : ['#### Left for you to decide', open.join('\n')]),
    ...(text === undefined ? [] : [`#### ${code(file)}`, fence(text, 'yaml')]),
  ].join('\n\n');
}

function row({
  name,
  source,
  userPoolId,
  webClientId,
  nativeClientId,
  identityPoolId,
  managedByAmplify,
}: DiscoveredEnv): string {
  const cell = (id: string | undefined) => (id === undefined ? '–' : code(id));
  const pool = managedByAmplify ? "Amplify's own" : cell(userPoolId);
  const cells = [code(name), markdown(source), pool, cell(webClientId), cell(nativeClientId), cell(identityPoolId)];
  return `| ${cells.join(' | ')} |`;
}

/**
 * The manifest as it stands, for a terminal and for a file: YAML. Where there is none to write yet, what was found stands in comments.
 */
export function discoveryText(
  discovered: Discovered,
  file: string,
  text: string | null,
  isOneOfSeveral: boolean,
): string {
  const head = isOneOfSeveral ? `# ${file}\n` : '';
  return `${head}${
    text ??
    noteLines(discovered)
      .map((line) => `${line}\n`)
      .join('')
  }`;
}
