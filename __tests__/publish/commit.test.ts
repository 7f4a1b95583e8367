import { describe, expect, test } from '@jest/globals';
import { publishCommit } from '../../src/publish/commit.ts';
import { FakeGitHub, type Fate } from '../helpers/fake-github.ts';
import { FakeRuntime } from '../helpers/fake-run.ts';
import { fileOf, fileText, LOCK, MANIFEST, publication, repository, versionsAt } from '../helpers/publications.ts';

const SEEN = { dev: 1, prod: 1 };

function publish(github: FakeGitHub, wanted: Readonly<Record<string, number | null>>) {
  return publishCommit('main', publication(SEEN, wanted), 'Update auth', {
    branches: github.branches,
    runtime: new FakeRuntime(),
  });
}

function commits(github: FakeGitHub): number {
  return github.history('main').filter(({ byGitHub }) => byGitHub).length;
}

/** The fate of the n-th call that the expression fits; all others are made. */
function nth(operation: RegExp, fates: readonly Fate[]): FakeGitHub['fate'] {
  let count = 0;
  return (call) => (operation.test(call) ? (fates[count++] ?? 'do') : 'do');
}

test('one commit with files, lock and removals', async () => {
  const github = new FakeGitHub(repository(SEEN));
  const done = await publish(github, { dev: 2, prod: null });
  expect(done).toEqual({ kind: 'published', commit: github.refs.get('main'), made: true });
  expect(commits(github)).toBe(1);
  expect(versionsAt(github.at('main'))).toEqual({ dev: 2 });
  expect(github.history('main')[0]?.message).toMatch(/^Update auth\n\nAmplify-Import-Auth-Plan: [0-9a-f]{64}$/);
});

test('no commit where everything is there already', async () => {
  const github = new FakeGitHub(repository({ dev: 2, prod: 1 }));
  expect(await publish(github, { dev: 2 })).toMatchObject({ kind: 'published', made: false });
  expect(github.writes).toEqual([]);
});

describe('a moved head', () => {
  test.each([
    ['another file', { 'README.md': 'Changed\n' }, {}],
    ['another env, by another run', repository({ dev: 1, prod: 7 }), { prod: 7 }],
    ['a new env, by another run', repository({ ...SEEN, test: 1 }), { test: 1 }],
  ])('goes on: %s', async (_, changes, more) => {
    const github = new FakeGitHub(repository(SEEN));
    github.push('main', changes);
    expect(await publish(github, { dev: 2 })).toMatchObject({ kind: 'published', made: true });
    expect(versionsAt(github.at('main'))).toEqual({ ...SEEN, dev: 2, ...more });
  });

  test('during the commit: it is made on the new one', async () => {
    const github = new FakeGitHub(repository(SEEN));
    let pushed = 0;
    github.fate = (call) => {
      if (call.startsWith('branches.commit') && pushed < 3) github.push('main', { 'README.md': `${(pushed += 1)}\n` });
      return 'do';
    };
    expect(await publish(github, { dev: 2 })).toMatchObject({ kind: 'published', made: true });
    expect(commits(github)).toBe(1);
    expect(github.at('main').get('README.md')).toBe('3\n');
  });

  test('again and again: it gives up after a while, without force', async () => {
    const github = new FakeGitHub(repository(SEEN));
    let pushed = 0;
    github.fate = (call) => {
      if (call.startsWith('branches.commit')) github.push('main', { 'README.md': `${(pushed += 1)}\n` });
      return 'do';
    };
    expect(await publish(github, { dev: 2 })).toMatchObject({ kind: 'overtaken' });
    expect(pushed).toBeLessThan(10);
    expect(commits(github)).toBe(0);
  });

  test.each([
    ['the manifest', { [MANIFEST]: 'version: 1\nproject: shop\nenvs: {}\n' }, MANIFEST],
    ['an output', { [fileOf('dev')]: fileText('dev', 9) }, fileOf('dev')],
    ['an output that is gone', { [fileOf('dev')]: null }, fileOf('dev')],
    ['the same env in the lock', { [LOCK]: repository({ dev: 9, prod: 1 })[LOCK] ?? '' }, LOCK],
    ['the lock, beyond recognition', { [LOCK]: '<<<<<<< HEAD\n' }, LOCK],
    ['the lock, by a newer release', { [LOCK]: '{"version": 2, "project": "shop", "envs": {}}' }, LOCK],
  ])('stops: %s', async (_, changes, path) => {
    const github = new FakeGitHub(repository(SEEN));
    github.push('main', changes);
    const done = await publish(github, { dev: 2 });
    expect(done).toEqual({ kind: 'overtaken', reason: `${path} has changed on main since this run began` });
    expect(github.writes).toEqual([]);
  });
});

describe('a lost answer', () => {
  test('of a commit that was made: it is not made again', async () => {
    const github = new FakeGitHub(repository(SEEN));
    github.fate = nth(/commit/, ['do-and-lose']);
    expect(await publish(github, { dev: 2 })).toEqual({
      kind: 'published',
      commit: github.refs.get('main'),
      made: true,
    });
    expect(commits(github)).toBe(1);
  });

  test('of a commit that was made, and others came after it', async () => {
    const github = new FakeGitHub(repository(SEEN));
    let commit = '';
    github.fate = (call) => {
      if (call.startsWith('branches.commit')) return 'do-and-lose';
      if (commit === '' && commits(github) === 1) commit = github.push('main', { 'README.md': 'Later\n' });
      return 'do';
    };
    expect(await publish(github, { dev: 2 })).toMatchObject({ kind: 'published' });
    expect(commits(github)).toBe(1);
    expect(github.at('main').get('README.md')).toBe('Later\n');
  });

  test('of a commit that was not made: it is made then', async () => {
    const github = new FakeGitHub(repository(SEEN));
    github.fate = nth(/commit/, ['lose', { status: 502, message: 'Bad gateway' }]);
    expect(await publish(github, { dev: 2 })).toMatchObject({ kind: 'published', made: true });
    expect(commits(github)).toBe(1);
  });

  test('each time: it is an error, not a success', async () => {
    const github = new FakeGitHub(repository(SEEN));
    github.fate = nth(/commit/, Array<Fate>(20).fill('lose'));
    await expect(publish(github, { dev: 2 })).rejects.toThrow('no answer');
  });
});

test.each([
  ['Resource not accessible by integration', 403, /permissions: \{contents: write\}/],
  ['Bad credentials', 401, /github-token/],
  ['Changes must be made through a pull request.', 422, /publish: pull-request/],
  ['Repository rule violations found', 422, /publish: pull-request/],
])('%s', async (message, status, hint) => {
  const github = new FakeGitHub(repository(SEEN));
  github.fate = nth(/commit/, [{ status, message }]);
  const done = await publish(github, { dev: 2 });
  expect(done).toMatchObject({ kind: 'refused', reason: expect.stringContaining(message) as unknown });
  expect((done as { hint: string }).hint).toMatch(hint);
  expect(github.writes).toHaveLength(1);
});

test('a branch that is not there', async () => {
  const github = new FakeGitHub(repository(SEEN));
  github.refs.clear();
  expect(await publish(github, { dev: 2 })).toMatchObject({ kind: 'refused', reason: 'there is no branch main' });
});
