import { isMap, isNode, isScalar, parseDocument, type Pair } from 'yaml';
import type { Discovered, DiscoveredEnv } from './discovered.ts';
import { envLines } from './env-lines.ts';
import { NOTHING_UNDECIDED, noteLines, withoutNotes, type Undecided } from './notes.ts';

/** A manifest for what was found, with comments that explain the choices. */
export function newManifest(discovered: Discovered): string {
  const { project, resourceName, envs, folder } = discovered;
  return [
    '# yaml-language-server: $schema=https://raw.githubusercontent.com/org/amplify-import-auth/v1/schema/amplify-auth.schema.json',
    '# Written by `discover` from what there is; from here on it is yours. `plan` shows what an apply would do: at first nothing but',
    '# the lock. Add `categories` to let policies be written, and `outputs` to let files be generated.',
    'version: 1',
    `project: ${project}`,
    ...(resourceName === undefined ? [] : [`resourceName: ${resourceName} # the name in the amplify folder`]),
    ...(folder === undefined
      ? []
      : [
          '# outputs:',
          `#   - {format: amplify-cli, path: ${/^[\w./-]+$/.test(folder) ? folder : JSON.stringify(folder)}}`,
        ]),
    'envs:',
    ...envs.flatMap((env) => envLines(env).map((line) => `  ${line}`)),
    ...noteLines(discovered).map((line) => `  ${line}`),
    '',
  ].join('\n');
}

/**
 * An existing manifest with further envs behind its own, and with the comments of this run in place of those of an earlier one; every
 * other byte stays. Where `envs` is no block mapping to add to, the library writes the file anew, which keeps comments, but not all of the
 * formatting.
 */
export function withEnvs(
  before: string,
  envs: readonly DiscoveredEnv[],
  undecided: Undecided = NOTHING_UNDECIDED,
): string {
  const text = withoutNotes(before);
  const notes = noteLines(undecided);
  if (envs.length === 0 && notes.length === 0) return text;
  const document = parseDocument(text, { keepSourceTokens: true });
  const pair = isMap(document.contents)
    ? document.contents.items.find(({ key }) => isScalar(key) && key.value === 'envs')
    : undefined;
  const at = pair === undefined ? undefined : placeIn(text, pair);
  if (at !== undefined) {
    const { indent, end } = at;
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    const lines = [...envs.flatMap(envLines), ...notes].map((line) => `${' '.repeat(indent)}${line}${eol}`).join('');
    const head = text.slice(0, end);
    return `${head}${head === '' || head.endsWith('\n') ? '' : eol}${lines}${text.slice(end)}`;
  }
  if (envs.length === 0) return text;
  for (const env of envs) {
    const written = parseDocument(envLines(env).join('\n'));
    document.setIn(['envs', env.name], written.get(env.name, true));
  }
  return document.toString({ lineWidth: 0 });
}

/** Where lines can be added to `envs`: behind its last env, or, where it holds none yet, behind its key. Undefined for the form `{…}`. */
function placeIn(text: string, envs: Pair): { readonly indent: number; readonly end: number } | undefined {
  const { value: node } = envs;
  if (isScalar(node) && node.value === null) {
    const next = text.indexOf('\n', isScalar(envs.key) ? (envs.key.range?.[0] ?? 0) : 0);
    return { indent: columnOf(text, envs) + 2, end: next < 0 ? text.length : next + 1 };
  }
  const last = isMap(node) && node.flow !== true ? node.items.at(-1) : undefined;
  if (last === undefined) return undefined;
  const indent = columnOf(text, last);
  return { indent, end: endOfBlock(text, indent, last) };
}

function columnOf(text: string, { key }: Pair): number {
  const start = isScalar(key) ? (key.range?.[0] ?? 0) : 0;
  return start - (text.lastIndexOf('\n', start - 1) + 1);
}

/** Where the lines of the last env end: before the first line behind its value that is indented less, be it a comment. */
function endOfBlock(text: string, indent: number, { key, value }: Pair): number {
  const inside = isNode(value) && value.range ? value.range[1] - 1 : 0;
  const last = text.indexOf('\n', Math.max(inside, isScalar(key) ? (key.range?.[0] ?? 0) : 0));
  if (last < 0) return text.length;
  let end = last + 1;
  for (let at = end; at < text.length;) {
    const next = text.indexOf('\n', at);
    const stop = next < 0 ? text.length : next + 1;
    const line = text.slice(at, stop);
    const own = line.trimStart();
    at = stop;
    // Blank lines belong to what comes behind them, and so do comments that stand further out.
    if (own === '') continue;
    if (!own.startsWith('#') || line.length - own.length < indent) break;
    end = stop;
  }
  return end;
}
