import { describe, expect, test } from '@jest/globals';
import { publishPullRequest } from '../../src/publish/pull-request.ts';
import type { PullRequestRequest } from '../../src/publish/pull-request-model.ts';
import { FakeGitHub } from '../helpers/fake-github.ts';
import { FakeRuntime } from '../helpers/fake-run.ts';
import {
  fileOf,
  fileText,
  LOCK,
  lockText,
  MANIFEST,
  publication,
  repository,
  versionsAt,
  type Versions,
} from '../helpers/publications.ts';

const BRANCH = 'amplify-import-auth/shop';
const SEEN = { dev: 1, prod: 1 };
type Wanted = Readonly<Record<string, number | null>>;

const REQUEST: PullRequestRequest = {
  branch: BRANCH,
  base: 'main',
  title: 'Update auth',
  body: (pending) => `The plan. ${pending.join(' ')}`,
  draft: false,
  labels: ['auth'],
  reviewers: ['mona', 'octo/security'],
  commitMessage: 'Update auth',
};

function publish(github: FakeGitHub, wanted: Wanted, seen: Versions = SEEN, request = REQUEST) {
  const { branches, pullRequests } = github;
  return publishPullRequest(request, publication(seen, wanted), { branches, pullRequests, runtime: new FakeRuntime() });
}

function open(github: FakeGitHub) {
  return github.pulls.filter((pull) => pull.open);
}

/** Commits of the branch that the base has not. */
function ahead(github: FakeGitHub): readonly string[] {
  const base = new Set(github.history('main').map(({ oid }) => oid));
  return github.history(BRANCH).flatMap(({ oid, message }) => (base.has(oid) ? [] : [message.split('\n')[0] ?? '']));
}

function merge(github: FakeGitHub): void {
  const files = Object.fromEntries(github.at(BRANCH));
  const gone = [...github.at('main').keys()].filter((path) => !(path in files));
  github.push('main', { ...files, ...Object.fromEntries(gone.map((path) => [path, null])) }, 'Merge');
}

test('a branch, a commit, a pull request with labels and reviewers', async () => {
  const github = new FakeGitHub(repository(SEEN));
  const done = await publish(github, { dev: 2 });
  expect(done).toMatchObject({ kind: 'published', commit: github.refs.get(BRANCH), notes: [] });
  expect(versionsAt(github.at(BRANCH))).toEqual({ dev: 2, prod: 1 });
  expect(versionsAt(github.at('main'))).toEqual(SEEN);
  expect(open(github)).toMatchObject([
    {
      head: BRANCH,
      base: 'main',
      title: 'Update auth',
      body: 'The plan. ',
      labels: ['auth'],
      reviewers: ['mona', 'security'],
    },
  ]);
  expect([...github.refs.keys()]).toEqual(['main', BRANCH]);
});

test('a second time: nothing is written', async () => {
  const github = new FakeGitHub(repository(SEEN));
  await publish(github, { dev: 2 });
  const writes = github.writes.length;
  expect(await publish(github, { dev: 2 })).toMatchObject({ kind: 'published' });
  expect(github.writes).toHaveLength(writes);
});

test('another plan: the branch is rebuilt from the base, and the same pull request updated', async () => {
  const github = new FakeGitHub(repository(SEEN));
  await publish(github, { dev: 2 });
  github.push('main', { 'README.md': 'Later\n' });
  await publish(github, { dev: 3 }, SEEN, { ...REQUEST, title: 'Newer' });
  expect(ahead(github)).toEqual(['Update auth']);
  expect(versionsAt(github.at(BRANCH))).toEqual({ dev: 3, prod: 1 });
  expect(github.at(BRANCH).get('README.md')).toBe('Later\n');
  expect(open(github)).toMatchObject([{ number: 1, title: 'Newer' }]);
  expect([...github.refs.keys()]).toEqual(['main', BRANCH]);
});

test('a base that moved on elsewhere is no reason to touch the branch', async () => {
  const github = new FakeGitHub(repository(SEEN));
  await publish(github, { dev: 2 });
  const head = github.refs.get(BRANCH);
  github.push('main', { 'README.md': 'Later\n' });
  await publish(github, { dev: 2 });
  expect(github.refs.get(BRANCH)).toBe(head);
});

test('what a later plan no longer wants leaves the branch', async () => {
  const github = new FakeGitHub(repository(SEEN));
  await publish(github, { dev: 2, prod: 2 });
  await publish(github, { dev: 2, prod: 1 });
  expect(versionsAt(github.at(BRANCH))).toEqual({ dev: 2, prod: 1 });
  expect(ahead(github)).toHaveLength(1);
});

test('nothing left to change: closed, and the branch removed', async () => {
  const github = new FakeGitHub(repository(SEEN));
  await publish(github, { dev: 2 });
  expect(await publish(github, { dev: 1 })).toMatchObject({ kind: 'nothing', closed: { number: 1 } });
  expect(open(github)).toEqual([]);
  expect([...github.refs.keys()]).toEqual(['main']);
  const writes = github.writes.length;
  expect(await publish(github, {})).toEqual({ kind: 'nothing', closed: undefined });
  expect(github.writes).toHaveLength(writes);
});

test('merged: the next plan gets a pull request of its own', async () => {
  const github = new FakeGitHub(repository(SEEN));
  await publish(github, { dev: 2 });
  merge(github);
  github.pulls[0] = { ...github.pulls[0]!, open: false };
  expect(await publish(github, { dev: 3 }, { dev: 2, prod: 1 })).toMatchObject({
    kind: 'published',
    pullRequest: { number: 2 },
  });
  expect(versionsAt(github.at(BRANCH))).toEqual({ dev: 3, prod: 1 });
  expect(ahead(github)).toHaveLength(1);
});

describe('envs of other runs', () => {
  test.each<[string, readonly Wanted[], Record<string, number>]>([
    ['stay', [{ dev: 2 }, { prod: 2 }], { dev: 2, prod: 2 }],
    ['stay when this run wants nothing', [{ dev: 2 }, {}], { dev: 2, prod: 1 }],
    ['stay when they are new', [{ test: 1 }, { prod: 2 }], { dev: 1, prod: 2, test: 1 }],
    ['stay unlinked', [{ dev: null }, { prod: 2 }], { prod: 2 }],
    ['are replaced by their own newer run', [{ dev: 2, prod: 2 }, { dev: 3 }], { dev: 3, prod: 2 }],
  ])('%s', async (_, runs, expected) => {
    const github = new FakeGitHub(repository(SEEN));
    for (const wanted of runs) await publish(github, wanted);
    expect(versionsAt(github.at(BRANCH))).toEqual(expected);
    expect(ahead(github)).toHaveLength(1);
    expect(open(github)).toHaveLength(1);
  });

  test('are named in the text', async () => {
    const github = new FakeGitHub(repository(SEEN));
    await publish(github, { dev: 2 });
    await publish(github, { prod: 2 });
    expect(open(github)[0]?.body).toBe(`The plan. ${LOCK} ${fileOf('dev')}`);
  });

  test('that were merged meanwhile are not brought back', async () => {
    const github = new FakeGitHub(repository(SEEN));
    await publish(github, { dev: 2 });
    github.push('main', repository({ dev: 5, prod: 1 }));
    const { kind } = await publish(github, { prod: 2 }, { dev: 5, prod: 1 });
    expect(kind).toBe('published');
    expect(versionsAt(github.at(BRANCH))['prod']).toBe(2);
  });
});

describe("people's commits on the branch", () => {
  test('stay: ours come on top', async () => {
    const github = new FakeGitHub(repository(SEEN));
    await publish(github, { dev: 2 });
    const theirs = github.push(BRANCH, { 'docs/auth.md': 'Notes\n' }, 'Notes');
    await publish(github, { dev: 3 });
    expect(github.history(BRANCH).map(({ oid }) => oid)).toContain(theirs);
    expect(ahead(github)).toEqual(['Update auth', 'Notes', 'Update auth']);
    expect(github.at(BRANCH).get('docs/auth.md')).toBe('Notes\n');
    expect(versionsAt(github.at(BRANCH))).toEqual({ dev: 3, prod: 1 });
  });

  test('that only look like ours stay too', async () => {
    const github = new FakeGitHub(repository(SEEN));
    await publish(github, { dev: 2 });
    const copied = github.history(BRANCH)[0]?.message ?? '';
    const theirs = github.push(BRANCH, { 'docs/auth.md': 'Notes\n' }, copied);
    await publish(github, { dev: 3 });
    expect(github.history(BRANCH).map(({ oid }) => oid)).toContain(theirs);
  });

  test('keep the pull request open when nothing managed by this action is left', async () => {
    const github = new FakeGitHub(repository(SEEN));
    await publish(github, { dev: 2 });
    github.push(BRANCH, { 'docs/auth.md': 'Notes\n' }, 'Notes');
    await publish(github, { dev: 1 });
    expect(open(github)).toHaveLength(1);
    expect(versionsAt(github.at(BRANCH))).toEqual(SEEN);
    expect(github.at(BRANCH).get('docs/auth.md')).toBe('Notes\n');
  });

  test.each([
    ['a generated file', { [fileOf('dev')]: fileText('dev', 77) }, fileOf('dev')],
    ['the lock', { [LOCK]: lockText({ dev: 77, prod: 1 }) }, LOCK],
  ])('that change %s are not overwritten', async (_, changes, path) => {
    const github = new FakeGitHub(repository(SEEN));
    await publish(github, { dev: 2 });
    const head = github.push(BRANCH, changes, 'By hand');
    const done = await publish(github, { dev: 3 });
    expect(done).toMatchObject({ kind: 'refused', reason: expect.stringContaining(path) as unknown });
    expect(github.refs.get(BRANCH)).toBe(head);
  });

  test('such as the base, merged into the branch', async () => {
    const github = new FakeGitHub(repository(SEEN));
    await publish(github, { dev: 2 });
    github.push('main', { ...repository({ dev: 1, prod: 4 }), 'README.md': 'Later\n' });
    github.push(BRANCH, { ...repository({ dev: 2, prod: 4 }), 'README.md': 'Later\n' }, 'Merge branch main');
    await publish(github, { dev: 3 }, { dev: 1, prod: 4 });
    expect(versionsAt(github.at(BRANCH))).toEqual({ dev: 3, prod: 4 });
    expect(ahead(github)).toEqual(['Update auth', 'Merge branch main', 'Update auth']);
  });
});

test('a base that has moved on in what the run rests on: left to the newer run', async () => {
  const github = new FakeGitHub(repository(SEEN));
  github.push('main', { [MANIFEST]: 'version: 1\n' });
  expect(await publish(github, { dev: 2 })).toEqual({
    kind: 'overtaken',
    reason: `${MANIFEST} has changed on main since this run began`,
  });
  expect(github.writes).toEqual([]);
});

test.each([
  ['branches.create', 'Resource not accessible by integration', 403, /contents: write/],
  [
    'pullRequests.create',
    'GitHub Actions is not permitted to create or approve pull requests.',
    403,
    /Allow GitHub Actions to create and approve pull requests/,
  ],
  ['pullRequests.create', 'Resource not accessible by integration', 403, /pull-requests: write/],
])('%s: %s', async (operation, message, status, hint) => {
  const github = new FakeGitHub(repository(SEEN));
  github.fate = (call) => (call.startsWith(operation) ? { status, message } : 'do');
  const done = await publish(github, { dev: 2 });
  expect(done).toMatchObject({ kind: 'refused', reason: expect.stringContaining(message) as unknown });
  expect((done as { hint: string }).hint).toMatch(hint);
});

test('labels and reviewers that are refused fail nothing', async () => {
  const github = new FakeGitHub(repository(SEEN));
  github.fate = (call) => (/Labels|Reviewers/.test(call) ? { status: 422, message: 'Could not resolve' } : 'do');
  const done = await publish(github, { dev: 2 });
  expect(done).toMatchObject({
    kind: 'published',
    notes: [expect.stringContaining('labels'), expect.stringContaining('reviewers')],
  });
});

test.each([
  'branches.create',
  'branches.commit',
  'branches.move',
  'branches.remove',
  'pullRequests.create',
  'pullRequests.update',
])('an answer lost after %s: nothing is made twice', async (operation) => {
  for (const fate of ['lose', 'do-and-lose'] as const) {
    const github = new FakeGitHub(repository(SEEN));
    let lost = 0;
    github.fate = (call) => (call.startsWith(operation) && lost++ === 0 ? fate : 'do');
    await publish(github, { dev: 2 });
    await publish(github, { dev: 3 }, SEEN, { ...REQUEST, title: 'Newer' });
    expect(ahead(github)).toHaveLength(1);
    expect(versionsAt(github.at(BRANCH))).toEqual({ dev: 3, prod: 1 });
    expect(github.pulls).toMatchObject([{ open: true, title: 'Newer' }]);
    expect([...github.refs.keys()]).toEqual(['main', BRANCH]);
    expect(lost).toBeGreaterThan(0);
  }
});
