import { describe, expect, test } from '@jest/globals';
import { authorFault, contentFault, ownershipOf } from '../../src/publish/ownership.ts';
import { trailerIn, trailerOf } from '../../src/publish/publication.ts';
import type { CommitInfo } from '../../src/ports/github.ts';
import { FakeGitHub } from '../helpers/fake-github.ts';

const CHANGES = [{ path: 'a.txt', before: 'a\n', after: 'b\n' }];
const MESSAGE = `Update auth\n\n${trailerOf(CHANGES)}`;
const OURS: CommitInfo = { oid: 'c0ffee', message: MESSAGE, byGitHub: true, own: true, parents: ['0'] };

describe('a commit by its head', () => {
  test.each<[string, Partial<CommitInfo>, string | undefined]>([
    ['of ours', {}, undefined],
    ['that was pushed', { byGitHub: false }, 'was not made and signed by GitHub'],
    ['from the web editor', { own: false }, 'is by somebody else'],
    ['by the button that updates a branch', { parents: ['0', '1'] }, 'is a merge'],
    ['without a parent', { parents: [] }, 'is a merge'],
    ['of another workflow', { message: 'Bump' }, 'was not made by this action'],
    ['that speaks of our mark', { message: `Revert\n\n${trailerOf(CHANGES)}\nby hand` }, 'was not made by this action'],
  ])('%s', (_, change, fault) => {
    expect(authorFault({ ...OURS, ...change })).toBe(fault);
  });
});

describe('a commit by what it changes', () => {
  const [change] = CHANGES;
  test.each<[string, Parameters<typeof contentFault>[1], boolean]>([
    ['what its message says', CHANGES, true],
    ['something else', [{ path: 'a.txt', before: 'a\n', after: 'c\n' }], false],
    ['from something else', [{ path: 'a.txt', before: '', after: 'b\n' }], false],
    ['another file', [{ path: 'CODEOWNERS', before: 'a\n', after: 'b\n' }], false],
    ['one file more', [...(change === undefined ? [] : [change]), { path: 'x', before: null, after: 'x' }], false],
    ['nothing', [], false],
  ])('%s', (_, changes, isOurs) => {
    expect(contentFault(OURS, changes) === undefined).toBe(isOurs);
  });
});

test.each([
  ['at the end', MESSAGE, trailerOf(CHANGES)],
  ['with the line ends that git adds', `${MESSAGE}\n\n`, trailerOf(CHANGES)],
  ['not at the end', `${MESSAGE}\nmore`, undefined],
  ['nowhere', 'Update auth', undefined],
  ['in no message', '', undefined],
])('the mark %s', (_, message, mark) => {
  expect(trailerIn(message)).toBe(mark);
});

describe('a branch', () => {
  const files = { 'a.txt': 'a\n' };
  const commitOurs = async (github: FakeGitHub, path: string, text: string) => {
    const head = github.refs.get('topic') ?? github.refs.get('main') ?? '';
    if (!github.refs.has('topic')) await github.branches.create('topic', head);
    const before = github.at('topic').get(path) ?? null;
    const message = `Update auth\n\n${trailerOf([{ path, before, after: text }])}`;
    const additions = [{ path, text }];
    await github.branches.commit({ branch: 'topic', expectedHead: head, message, additions, deletions: [] });
    return github.refs.get('topic');
  };
  const ownership = (github: FakeGitHub) =>
    ownershipOf(github.branches, github.refs.get('main') ?? '', github.refs.get('topic') ?? '');

  test('with nothing of its own is nobody’s', async () => {
    const github = new FakeGitHub(files);
    await github.branches.create('topic', github.refs.get('main') ?? '');
    expect(await ownership(github)).toMatchObject({ foreign: 'it has no commit of its own', lastOurs: undefined });
  });

  test('with our commits alone is ours', async () => {
    const github = new FakeGitHub(files);
    await commitOurs(github, 'a.txt', 'b\n');
    const last = await commitOurs(github, 'b.txt', 'new\n');
    expect(await ownership(github)).toMatchObject({ foreign: undefined, lastOurs: last });
  });

  test.each<[string, { byGitHub: boolean; own: boolean }, string]>([
    ['pushed', { byGitHub: false, own: false }, 'was not made and signed by GitHub'],
    ['made in the web editor', { byGitHub: true, own: false }, 'is by somebody else'],
    [
      'made by another job of the same bot',
      { byGitHub: true, own: true },
      'changes something else than its message says',
    ],
  ])('with a commit that copies our mark and was %s is not', async (_, by, why) => {
    const github = new FakeGitHub(files);
    const ours = await commitOurs(github, 'a.txt', 'b\n');
    const message = github.commits.get(ours ?? '')?.message ?? '';
    const theirs = github.forge('topic', { CODEOWNERS: '* @mallory\n' }, { message, ...by });
    const { foreign, lastOurs, commits } = await ownership(github);
    expect(commits.at(-1)?.oid).toBe(theirs);
    expect(foreign).toContain(why);
    expect(lastOurs).toBe(ours);
  });

  test('of which GitHub does not list all changes is not', async () => {
    const github = new FakeGitHub(files);
    await commitOurs(github, 'a.txt', 'b\n');
    const branches = { ...github.branches, changedPaths: () => Promise.resolve(undefined) };
    const found = await ownershipOf(branches, github.refs.get('main') ?? '', github.refs.get('topic') ?? '');
    expect(found.foreign).toContain('changes too many files to be verified');
  });
});
