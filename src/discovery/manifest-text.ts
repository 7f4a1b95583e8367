import { isMap, isNode, isScalar, parseDocument, type Pair } from 'yaml';
import type { Discovered, DiscoveredEnv, OpenQuestion } from './discovered.ts';

/** A manifest for what was found, with comments that explain the choices. */
export function newManifest({ project, resourceName, envs, questions }: Discovered, hasFolder: boolean): string {
  return [
    '# yaml-language-server: $schema=https://raw.githubusercontent.com/org/amplify-import-auth/v1/schema/amplify-auth.schema.json',
    '# Written by `discover` from what there is; from here on it is yours. `plan` shows what an apply would do: at first nothing but',
    '# the lock. Add `categories` to let policies be written, and `outputs` to let files be generated.',
    'version: 1',
    `project: ${project}`,
    ...(resourceName === undefined ? [] : [`resourceName: ${resourceName} # the name in the amplify folder`]),
    ...(hasFolder ? ['# outputs:', '#   - {format: amplify-cli, path: amplify}'] : []),
    'envs:',
    ...envs.flatMap((env) => envLines(env).map((line) => `  ${line}`)),
    ...questionLines(questions).map((line) => `  ${line}`),
    '',
  ].join('\n');
}

/**
 * An existing manifest with further envs behind its own; every other byte stays. Undefined where `envs` is no block mapping to add
 * to: then the library writes the file anew, which keeps comments, but not all of the formatting.
 */
export function withEnvs(text: string, envs: readonly DiscoveredEnv[]): string {
  const document = parseDocument(text, { keepSourceTokens: true });
  const node = document.get('envs', true);
  const last = isMap(node) ? node.items.at(-1) : undefined;
  if (isMap(node) && node.flow !== true && last !== undefined) {
    const indent = columnOf(text, last);
    const end = endOfBlock(text, indent, last);
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    const lines = envs.flatMap((env) => envLines(env).map((line) => `${' '.repeat(indent)}${line}${eol}`)).join('');
    const before = text.slice(0, end);
    return `${before}${before === '' || before.endsWith('\n') ? '' : eol}${lines}${text.slice(end)}`;
  }
  for (const env of envs) {
    const written = parseDocument(envLines(env).join('\n'));
    document.setIn(['envs', env.name], written.get(env.name, true));
  }
  return document.toString({ lineWidth: 0 });
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

/** The lines of one env, the first of them its name. */
export function envLines(env: DiscoveredEnv): readonly string[] {
  const { reasons } = env;
  const line = (key: string, value: string) =>
    `  ${key}: ${value}${reasons[key] === undefined ? '' : ` # ${comment(reasons[key])}`}`;
  const head = `${env.name}: # from ${comment(env.source)}`;
  if (env.managedByAmplify) return [head, line('managedBy', 'amplify')];
  const text = (key: 'accountId' | 'userPoolId' | 'webClientId' | 'nativeClientId' | 'identityPoolId') => {
    const value = env[key];
    return value === undefined ? [] : [line(key, JSON.stringify(value))];
  };
  return [
    head,
    ...text('accountId'),
    ...text('userPoolId'),
    ...text('webClientId'),
    ...text('nativeClientId'),
    ...text('identityPoolId'),
    ...(env.guest ? [line('guest', 'true')] : []),
    ...(Object.keys(env.groups).length === 0 ? [] : ['  groups:', ...groupLines(env.groups)]),
    ...(env.buckets.length === 0
      ? []
      : [
          '  categories:',
          '    storage: # imported; without rights they stand only in the files. Add auth, guest and groups to let policies be written',
          ...env.buckets.map((bucket) => `      - bucket: ${JSON.stringify(bucket)}`),
        ]),
    ...(env.hostingAppId === undefined
      ? []
      : [
          `  # hosting: {appId: ${comment(env.hostingAppId)}, branches: []} # to let drift compare the variables of Amplify Hosting`,
        ]),
  ];
}

function groupLines(groups: DiscoveredEnv['groups']): readonly string[] {
  return Object.entries(groups).map(([group, arn]) => `    ${JSON.stringify(group)}: ${JSON.stringify(arn)}`);
}

/** What was found and not taken, as comments. */
function questionLines(questions: readonly OpenQuestion[]): readonly string[] {
  if (questions.length === 0) return [];
  return [
    '# Found, and left for you to decide:',
    ...questions.flatMap(({ what, why, candidates }) => [
      `# - ${comment(what)}: ${comment(why)}`,
      ...candidates.map((candidate) => `#     ${comment(candidate)}`),
    ]),
  ];
}

/** Names are chosen by strangers: in a comment they must stay on their line, and be no longer than one. */
function comment(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g, '·');
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
