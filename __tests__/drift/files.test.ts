import { describe, expect, test } from '@jest/globals';
import { textHash } from '../../src/domain/file.ts';
import { fileDrift } from '../../src/drift/files.ts';
import type { SharedOutput, SharedOutputFile } from '../../src/formats/format.ts';
import type { LockedFile } from '../../src/lock/model.ts';
import { renderedFiles } from '../../src/plan/files.ts';
import type { EnvSubject } from '../../src/plan/subject.ts';
import type { FileState } from '../../src/ports/workspace.ts';
import { entryWith, manifestOf, subjectOf } from '../helpers/subject.ts';

const PATH = '.env.dev';
const manifest = manifestOf(
  [],
  ['{format: dotenv, path: ".env.{env}"}', '{format: amplify-outputs, path: "{env}.json"}'],
);
const [env, outputs] = renderedFiles(subjectOf({ manifest }));
const TEXT = env!.own;
const file = (text: string): FileState => ({ state: 'file', text });
const locked = (change: Partial<LockedFile> = {}): LockedFile => ({
  path: PATH,
  format: 'dotenv',
  hash: textHash(TEXT),
  published: true,
  ...change,
});

function drift(
  files: readonly LockedFile[],
  there: Readonly<Record<string, FileState>>,
  change: Partial<EnvSubject> = {},
) {
  const subject = subjectOf({ manifest, files: new Map(Object.entries(there)), ...change });
  expect(fileDrift(subject, entryWith()).findings).toEqual([]);
  return fileDrift(subject, entryWith({ files })).findings;
}
const messages = (...of: Parameters<typeof drift>) => drift(...of).map(({ message }) => message);
const edited = `the generated file ${PATH} was edited`;

describe('a generated file', () => {
  test.each<[string, LockedFile, FileState | undefined, readonly string[]]>([
    ['as it was written', locked(), file(TEXT), []],
    ['that was edited', locked(), file(`${TEXT}MORE=1\n`), [edited]],
    ['that is missing', locked(), undefined, [`the generated file ${PATH} is missing`]],
    [
      'at an unsafe path',
      locked(),
      { state: 'unsafe', reason: 'it is a link' },
      [`the generated file ${PATH} cannot be read: it is a link`],
    ],
    ['that was edited and not published yet', locked({ published: false }), file('x'), []],
    ['outside of the workspace', locked({ path: '../x' }), file('x'), []],
    ['that another release wrote in another format', locked({ format: 'later' }), file(TEXT), []],
    ['that another release wrote in another format, edited', locked({ format: 'later' }), file('x'), [edited]],
  ])('%s', (_, lockedFile, state, expected) => {
    expect(messages([lockedFile], state === undefined ? {} : { [PATH]: state })).toEqual(expected);
  });

  test('of another folder is found relative to the manifest', () => {
    const below = { ...manifest, file: 'config/amplify-auth.yml' };
    expect(messages([locked({ path: '../.env.dev' })], { [PATH]: file(TEXT) }, { manifest: below })).toEqual([]);
  });

  test('counts only with the part that is managed by this action', () => {
    const json = locked({ path: 'dev.json', format: 'amplify-outputs', hash: textHash(outputs!.own) });
    const theirs = JSON.parse(outputs!.own) as object;
    const more = JSON.stringify({ ...theirs, custom: { theirs: true } });
    expect(messages([json], { 'dev.json': file(more) })).toEqual([]);
    const wrong = JSON.stringify({ ...theirs, auth: {} });
    expect(messages([json], { 'dev.json': file(wrong) })).toEqual(['the generated file dev.json was edited']);
  });
});

describe('the hint', () => {
  const hint = (text: string, hash?: string) =>
    drift([locked(hash === undefined ? {} : { hash })], { [PATH]: file(text) })[0]!.hint;
  const lines = TEXT.split('\n');

  test('shows the first line that differs', () => {
    const now = [lines[0], 'CHANGED=1', ...lines.slice(2)].join('\n');
    expect(hint(now)).toMatch(new RegExp(`\nline 2\n  before: ${lines[1]!}\n  now:    CHANGED=1$`));
  });

  test('shows what was added at the end', () => {
    expect(hint(`${TEXT}MORE=1\n`)).toMatch(new RegExp(`\nline ${lines.length}\n  before: \n  now:    MORE=1$`));
  });

  test('shows nothing if something else would be written today', () => {
    expect(hint('x', textHash('y'))).toBe('Run apply to write it again; what should differ belongs in the manifest.');
  });
});

describe('a file that all envs share', () => {
  const output = manifest.outputs[0]!;
  const shared = (change: Partial<SharedOutputFile>): readonly SharedOutput[] => [
    {
      format: 'amplify-cli',
      output,
      files: [
        {
          path: 'team.json',
          parts: () =>
            new Map([
              ['dev', 'mine'],
              ['prod', 'other'],
            ]),
          withParts: () => null,
          wanted: () => undefined,
          ...change,
        },
      ],
    },
  ];
  const entry = locked({ path: 'team.json', format: 'amplify-cli', hash: textHash('mine') });
  const read = (change: Partial<SharedOutputFile>, one = entry) =>
    messages([one], { 'team.json': file('all') }, { shared: shared(change) });

  test.each<[string, Partial<SharedOutputFile>, readonly string[]]>([
    ["with the env's part", {}, []],
    [
      'whose part for the env was edited',
      { parts: () => new Map([['dev', 'x']]) },
      ['the generated file team.json was edited'],
    ],
    [
      "without the env's part",
      { parts: () => new Map([['prod', 'mine']]) },
      ['the generated file team.json is missing'],
    ],
    [
      'that cannot be understood',
      { parts: () => undefined },
      ['the generated file team.json cannot be read: it cannot be understood'],
    ],
    [
      'that cannot be understood, with the reason',
      { parts: () => undefined, fault: () => 'it has conflicts' },
      ['the generated file team.json cannot be read: it has conflicts'],
    ],
  ])('%s', (_, change, expected) => {
    expect(read(change)).toEqual(expected);
  });

  test('is given its text, or null if it is missing', () => {
    const given: (string | null)[] = [];
    const parts = (text: string | null) => (given.push(text), new Map([['dev', 'mine']]));
    read({ parts });
    messages([entry], {}, { shared: shared({ parts }) });
    expect(given).toEqual(['all', null]);
  });
});
