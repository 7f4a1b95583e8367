import { afterAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { gitEnvironment, type GitHub as StandIn, startGitHub } from '@amplify-import-auth/testbed/github';
import { GitHubFailure, type GitHub } from '../../src/ports/github.ts';
import { FakeGitHub } from '../helpers/fake-github.ts';

const cancelled = new AbortController().signal;

/** A repository with a first commit on `main`, seen by the port, and what people do in it. */
interface World {
  readonly port: GitHub;
  /** The same with a token that may only read. */
  readonly reader: GitHub;
  /** A person commits; a branch that is not there begins at `main`. */
  readonly push: (branch: string, files: Record<string, string | null>, message?: string) => Promise<string>;
  /** Many commits at once on a new branch; gives them, oldest first. */
  readonly pushMany: (branch: string, count: number) => Promise<readonly string[]>;
  /** Somebody else writes a comment. */
  readonly say: (number: number, body: string) => void;
  /** Somebody else opens an issue. */
  readonly report: (title: string, label: string) => number;
  readonly protect: () => void;
  /** A tag at `main`. */
  readonly tag: (name: string) => Promise<unknown>;
  /** Labels and requested reviewers. */
  readonly pull: (number: number) => { readonly labels: readonly string[]; readonly reviewers: readonly string[] };
  readonly checkRuns: () => readonly {
    readonly head: string;
    readonly conclusion: string;
    readonly annotations: number;
  }[];
  /** The answer to the next call of this kind is lost; it is carried out. */
  readonly lose: (what: 'commit' | 'comment') => void;
}

const FILES = { 'a.txt': 'a\n', 'dir/ü ö.txt': 'ü\n', 'empty.txt': '' };

function fakeWorld(): Promise<World> {
  const fake = new FakeGitHub(FILES);
  const reader = new FakeGitHub(FILES);
  reader.fate = (operation) =>
    /\b(head|files|defaultBranch|ahead|changedPaths|isTag|obstacles|find|wasMerged|list|open|commentableLines)\b/.test(
      operation,
    )
      ? 'do'
      : { status: 403, message: 'Resource not accessible by integration' };
  let id = 1_000_000;
  return Promise.resolve({
    port: fake,
    reader,
    push: (branch, files, message) => {
      const oid = fake.push(branch, files, message);
      for (const { number } of fake.pulls.filter(({ head }) => head === branch)) {
        // The lines of the files that the tests look at.
        fake.diff.set(`${number} lines.txt`, [1, 2, 3]);
      }
      return Promise.resolve(oid);
    },
    pushMany: (branch, count) =>
      Promise.resolve(Array.from({ length: count }, (_, index) => fake.push(branch, { 'b.txt': String(index) }))),
    say: (on, body) => void fake.threads.push({ id: (id += 1), body, own: false, on }),
    report: (title, label) => {
      const number = (id += 1);
      fake.tickets.push({ number, title, body: '', own: false, open: true, labels: [label] });
      return number;
    },
    tag: (name) => Promise.resolve(fake.tags.add(name)),
    protect: () => void fake.forbidding.set('main', ['pull-request-required']),
    pull: (number) => {
      const found = fake.pulls.find((one) => one.number === number);
      return { labels: found?.labels ?? [], reviewers: found?.reviewers ?? [] };
    },
    checkRuns: () =>
      fake.checkRuns.map(({ head, conclusion, annotations }) => ({
        head,
        conclusion,
        annotations: annotations.length,
      })),
    lose: (what) => {
      const wanted = what === 'commit' ? /^branches\.commit/ : /^comments\.create/;
      fake.fate = (operation) => {
        if (!wanted.test(operation)) return 'do';
        fake.fate = () => 'do';
        return 'do-and-lose';
      };
    },
  });
}

let standIn: Promise<StandIn> | undefined;
let repositories = 0;

afterAll(async () => {
  await (await standIn)?.close();
});

/** The client reads its endpoints from the environment once, when it is loaded. */
async function adapter(server: StandIn) {
  process.env['GITHUB_API_URL'] = server.url;
  return (await import('../../src/adapters/github/github.ts')).github;
}

async function realWorld(): Promise<World> {
  const server = await (standIn ??= startGitHub());
  const github = await adapter(server);
  const options = { files: FILES, collaborators: ['bob'], teams: ['core'] };
  const repository = await server.repository('octo', `demo-${(repositories += 1)}`, options);
  const pace = { timeoutMs: 60_000, secondMs: 10, pauses: false };
  const as = (token: string) =>
    github({ token, userAgent: 'test', owner: 'octo', repo: repository.name, cancelled, pace });
  return {
    port: as(server.tokens.githubToken.value),
    reader: as(server.tokens.readOnly.value),
    push: (branch, files, message = 'By hand') => repository.commit({ branch, files, message }),
    pushMany: (branch, count) => importCommits(repository.directory, branch, count),
    say: (number, body) => void repository.comment(number, body),
    report: (title, label) => repository.openIssue({ title, labels: [label] }).number,
    tag: async (name) =>
      git(repository.directory, '', 'update-ref', `refs/tags/${name}`, (await repository.head()) ?? ''),
    protect: () => void repository.rulesets.push({ rules: [{ type: 'pull_request' }] }),
    pull: (number) => {
      const found = repository.issues.find((issue) => issue.number === number);
      return {
        labels: found?.labels ?? [],
        reviewers: [...(found?.pull?.reviewers ?? []), ...(found?.pull?.teams ?? [])],
      };
    },
    checkRuns: () =>
      repository.checkRuns.map(({ headSha, conclusion, annotations }) => ({
        head: headSha,
        conclusion: conclusion ?? '',
        annotations: annotations.length,
      })),
    lose: (what) => {
      const match = what === 'commit' ? /^graphql:createCommitOnBranch$/ : /^POST .*\/comments$/;
      server.faults.push({ match, times: 1, fault: { kind: 'lose-response' } });
    },
  };
}

/** One by one they would take a minute. */
function importCommits(cwd: string, branch: string, count: number): Promise<readonly string[]> {
  const commits = Array.from({ length: count }, (_, index) => [
    `commit refs/heads/${branch}`,
    `committer Ann <ann@example.com> ${1_700_000_000 + index} +0000`,
    'data 7\nBy hand',
    ...(index === 0 ? ['from refs/heads/main^0'] : []),
    `M 100644 inline b.txt\ndata ${String(index).length}\n${index}`,
  ]);
  git(cwd, `${commits.flat().join('\n')}\n`, 'fast-import', '--quiet');
  return Promise.resolve(git(cwd, '', 'rev-list', '--reverse', `main..${branch}`).trim().split('\n'));
}

function git(cwd: string, input: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd, input, env: gitEnvironment(), encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

async function headOf({ branches }: GitHub, branch = 'main'): Promise<string> {
  const head = await branches.head(branch);
  if (head === undefined) throw new Error(`there is no ${branch}`);
  return head;
}

async function commitTo(port: GitHub, branch: string, path: string, message = 'Ours'): Promise<string> {
  const expectedHead = await headOf(port, branch);
  const additions = [{ path, text: 'ours\n' }];
  const answer = await port.branches.commit({ branch, expectedHead, message, additions, deletions: [] });
  if (answer.kind !== 'done') throw new Error(answer.kind);
  return answer.oid;
}

/** A pull request of this action with one commit. */
async function opened({ port }: World, head = 'topic') {
  await port.branches.create(head, await headOf(port));
  await commitTo(port, head, 'ours.txt');
  return port.pullRequests.create({ head, base: 'main', title: 'Ours', body: 'Text', draft: false });
}

async function failure(run: () => Promise<unknown>): Promise<GitHubFailure> {
  const error: unknown = await run().then(
    () => new Error('it was done'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof GitHubFailure)) throw error;
  return error;
}

describe.each<[string, () => Promise<World>]>([
  ['in memory', fakeWorld],
  ['by the API', realWorld],
])('GitHub %s', (_, world) => {
  describe('branches', () => {
    test('their names and tips', async () => {
      const { port, push } = await world();
      expect(await port.branches.defaultBranch()).toBe('main');
      const oid = await push('topic/a', { 'b.txt': 'b' });
      expect(await port.branches.head('topic/a')).toBe(oid);
      expect(await port.branches.head('topic')).toBeUndefined();
      expect(await port.branches.head('nowhere')).toBeUndefined();
    });

    test('files at any commit, many of them, large ones, and none where there is none', async () => {
      const { port, push } = await world();
      const before = await headOf(port);
      const large = 'ü'.repeat(600 * 1024);
      const many = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`many/${index}.txt`, `${index}`]));
      const after = await push('main', { ...many, 'a.txt': null, 'large.txt': large });
      const paths = [...Object.keys(FILES), 'large.txt', 'nowhere.txt'];
      expect(Object.fromEntries(await port.branches.files(before, paths))).toEqual({
        ...FILES,
        'large.txt': undefined,
        'nowhere.txt': undefined,
      });
      const now = await port.branches.files(after, [...paths, ...Object.keys(many)]);
      expect(now.get('a.txt')).toBeUndefined();
      expect(now.get('large.txt') === large).toBe(true);
      expect(Object.keys(many).filter((path) => now.get(path) !== many[path])).toEqual([]);
      expect(await port.branches.files(after, [])).toEqual(new Map());
    });

    test('are made once, and removed as often as one likes, where they were seen', async () => {
      const { port, push } = await world();
      const head = await headOf(port);
      await port.branches.create('topic', head);
      expect(await port.branches.head('topic')).toBe(head);
      expect(await failure(() => port.branches.create('topic', head))).toMatchObject({ status: 422, refused: true });
      const later = await push('topic', { 'b.txt': 'b' });
      expect(await port.branches.remove('topic', head)).toBe(false);
      expect(await port.branches.head('topic')).toBe(later);
      expect(await port.branches.remove('topic', later)).toBe(true);
      expect(await port.branches.head('topic')).toBeUndefined();
      expect(await port.branches.remove('topic', later)).toBe(true);
    });

    test('are no tags', async () => {
      const { port, tag } = await world();
      await tag('v1');
      expect(await port.branches.isTag('v1')).toBe(true);
      expect(await port.branches.isTag('main')).toBe(false);
      expect(await port.branches.head('v1')).toBeUndefined();
    });

    test("whose commits these are, what they rest on and what they change; a person's is not the token's", async () => {
      const { port, push } = await world();
      const base = await headOf(port);
      await port.branches.create('topic', base);
      const ours = await commitTo(port, 'topic', 'ours.txt');
      const theirs = await push('topic', { 'dir/ü ö.txt': 'other', 'a.txt': null });
      const { commits } = await port.branches.ahead(base, theirs);
      expect(commits).toMatchObject([
        { oid: ours, byGitHub: true, own: true, parents: [base] },
        { oid: theirs, byGitHub: false, own: false, parents: [ours] },
      ]);
      expect(await port.branches.changedPaths(ours)).toEqual(['ours.txt']);
      expect([...((await port.branches.changedPaths(theirs)) ?? [])].toSorted()).toEqual(['a.txt', 'dir/ü ö.txt']);
    });

    test('a commit by GitHub: its changes and its message, on the expected tip', async () => {
      const { port } = await world();
      const expectedHead = await headOf(port);
      const answer = await port.branches.commit({
        branch: 'main',
        expectedHead,
        message: 'Head\n\nBody\n\nTrailer: x',
        additions: [
          { path: 'dir/ü ö.txt', text: 'other\n' },
          { path: 'new.txt', text: '' },
        ],
        deletions: ['a.txt'],
      });
      const head = await headOf(port);
      expect(answer).toEqual({ kind: 'done', oid: head });
      expect(Object.fromEntries(await port.branches.files(head, [...Object.keys(FILES), 'new.txt']))).toEqual({
        'a.txt': undefined,
        'dir/ü ö.txt': 'other\n',
        'empty.txt': '',
        'new.txt': '',
      });
      expect(await port.branches.ahead(expectedHead, head)).toMatchObject({
        origin: expectedHead,
        commits: [{ oid: head, message: 'Head\n\nBody\n\nTrailer: x', byGitHub: true }],
      });
    });

    test('a commit on another tip is stale, and nothing is done', async () => {
      const { port, push } = await world();
      const expectedHead = await headOf(port);
      const moved = await push('main', { 'b.txt': 'b' });
      const additions = [{ path: 'c.txt', text: 'c' }];
      const request = { branch: 'main', expectedHead, message: 'Ours', additions, deletions: [] };
      expect(await port.branches.commit(request)).toEqual({ kind: 'stale' });
      expect(await headOf(port)).toBe(moved);
    });

    test('what one branch has and the other has not, oldest first, and where they parted', async () => {
      const { port, push } = await world();
      const origin = await headOf(port);
      const first = await push('topic', { 'b.txt': 'b' }, 'By hand');
      const second = await commitTo(port, 'topic', 'c.txt');
      const base = await push('main', { 'd.txt': 'd' });
      expect(await port.branches.ahead(base, second)).toMatchObject({
        origin,
        commits: [
          { oid: first, message: 'By hand', byGitHub: false },
          { oid: second, message: 'Ours', byGitHub: true },
        ],
      });
      expect(await port.branches.ahead(base, origin)).toEqual({ origin, commits: [] });
    });

    test('more commits than one page has', async () => {
      const { port, pushMany } = await world();
      const origin = await headOf(port);
      const oids = await pushMany('topic', 205);
      const { commits } = await port.branches.ahead(origin, oids.at(-1) ?? '');
      expect(commits).toHaveLength(205);
      expect(commits.map(({ oid }) => oid)).toEqual(oids);
    });

    test('move in any direction, but only from where they are expected', async () => {
      const { port, push } = await world();
      const base = await headOf(port);
      const other = await push('other', { 'b.txt': 'b' });
      const tip = await push('topic', { 'c.txt': 'c' });
      // Not a fast forward.
      expect(await port.branches.move('topic', tip, other)).toBe(true);
      expect(await port.branches.head('topic')).toBe(other);
      expect(await port.branches.move('topic', tip, base)).toBe(false);
      expect(await port.branches.head('topic')).toBe(other);
      expect(await port.branches.move('topic', other, base)).toBe(true);
      expect(await port.branches.head('topic')).toBe(base);
      expect(await port.branches.move('nowhere', base, tip)).toBe(false);
    });

    test('what their rules forbid', async () => {
      const { port, protect } = await world();
      expect(await port.branches.obstacles('main')).toEqual([]);
      protect();
      expect(await port.branches.obstacles('main')).toEqual(['pull-request-required']);
      expect(await port.branches.obstacles('topic')).toEqual([]);
    });
  });

  describe('pull requests', () => {
    test('are opened once, found by their branches, changed and closed', async () => {
      const here = await world();
      const { pullRequests } = here.port;
      expect(await pullRequests.find('topic', 'main')).toBeUndefined();
      const made = await opened(here);
      expect(made).toMatchObject({ title: 'Ours', body: 'Text', draft: false });
      expect(made.url).toContain(`/pull/${made.number}`);
      const again = { head: 'topic', base: 'main', title: 'x', body: '', draft: false };
      expect(await failure(() => pullRequests.create(again))).toMatchObject({ status: 422, refused: true });
      await pullRequests.update(made.number, { title: 'New', body: 'Other' });
      expect(await pullRequests.find('topic', 'main')).toMatchObject({
        number: made.number,
        title: 'New',
        body: 'Other',
      });
      expect(await pullRequests.find('topic', 'other')).toBeUndefined();
      expect(await pullRequests.find('opic', 'main')).toBeUndefined();
      await pullRequests.update(made.number, { state: 'closed' });
      expect(await pullRequests.find('topic', 'main')).toBeUndefined();
    });

    test('without a commit of their own are refused', async () => {
      const { port } = await world();
      await port.branches.create('topic', await headOf(port));
      const request = { head: 'topic', base: 'main', title: 'x', body: '', draft: false };
      expect(await failure(() => port.pullRequests.create(request))).toMatchObject({ status: 422, refused: true });
    });

    test('drafts, labels and reviewers', async () => {
      const here = await world();
      const { port } = here;
      await port.branches.create('topic', await headOf(port));
      await commitTo(port, 'topic', 'ours.txt');
      const request = { head: 'topic', base: 'main', title: 'x', body: '', draft: true };
      const { number, draft } = await port.pullRequests.create(request);
      expect(draft).toBe(true);
      await port.pullRequests.addLabels(number, ['one', 'two']);
      await port.pullRequests.requestReviewers(number, ['bob'], ['core']);
      expect(here.pull(number)).toEqual({ labels: ['one', 'two'], reviewers: ['bob', 'core'] });
    });

    test('are closed by GitHub with their branch, and when it has nothing of its own any more', async () => {
      const here = await world();
      const { branches, pullRequests } = here.port;
      await opened(here, 'topic');
      await branches.remove('topic', await headOf(here.port, 'topic'));
      expect(await pullRequests.find('topic', 'main')).toBeUndefined();
      await opened(here, 'other');
      await branches.move('other', await headOf(here.port, 'other'), await headOf(here.port));
      expect(await pullRequests.find('other', 'main')).toBeUndefined();
    });

    test('stay open when their branch is made anew', async () => {
      const here = await world();
      const { branches, pullRequests } = here.port;
      const { number } = await opened(here);
      await branches.create('staging', await headOf(here.port));
      const other = await commitTo(here.port, 'staging', 'other.txt');
      expect(await branches.move('topic', await headOf(here.port, 'topic'), other)).toBe(true);
      expect(await pullRequests.find('topic', 'main')).toMatchObject({ number });
    });
  });

  describe('comments', () => {
    test('of all authors, all pages of them, each with whose it is', async () => {
      const here = await world();
      const { comments } = here.port;
      const { number } = await opened(here);
      for (let index = 0; index < 101; index += 1) here.say(number, `Talk ${index}`);
      const id = await comments.create(number, 'Ours');
      const all = await comments.list(number);
      expect(all).toHaveLength(102);
      expect(all.filter(({ own }) => own)).toMatchObject([{ id, body: 'Ours' }]);
      await comments.update(id, 'Changed');
      expect((await comments.list(number)).find((comment) => comment.id === id)).toMatchObject({ body: 'Changed' });
      await comments.remove(id);
      await comments.remove(id);
      expect((await comments.list(number)).filter(({ own }) => own)).toEqual([]);
      expect((await failure(() => comments.update(id, 'x'))).status).toBe(404);
    });
  });

  describe('comments on lines', () => {
    test('stand where the diff is', async () => {
      const here = await world();
      const { reviewComments } = here.port;
      const { number } = await opened(here);
      const commit = await here.push('topic', { 'lines.txt': 'one\ntwo\nthree\n' });
      expect([...((await reviewComments.commentableLines(number)).get('lines.txt') ?? [])]).toEqual([1, 2, 3]);
      expect((await reviewComments.commentableLines(number)).get('a.txt')).toBeUndefined();
      const id = await reviewComments.create(number, { commit, path: 'lines.txt', line: 2, body: 'Better' });
      expect(await reviewComments.list(number)).toMatchObject([
        { id, path: 'lines.txt', line: 2, body: 'Better', own: true },
      ]);
      await reviewComments.remove(id);
      await reviewComments.remove(id);
      expect(await reviewComments.list(number)).toEqual([]);
    });
  });

  test('a check run has any number of annotations', async () => {
    const { port, checkRuns } = await world();
    const head = await headOf(port);
    const annotations = Array.from({ length: 120 }, (_, index) => ({
      path: 'a.txt',
      startLine: index + 1,
      endLine: index + 1,
      startColumn: index % 2 === 0 ? 1 : undefined,
      endColumn: index % 2 === 0 ? 2 : undefined,
      level: 'warning' as const,
      title: 'x',
      message: 'y',
    }));
    const run = { name: 'check', head, conclusion: 'failure' as const, title: 't', summary: 's' };
    await port.checks.publish({ ...run, annotations });
    await port.checks.publish({ ...run, annotations: [] });
    expect(checkRuns()).toEqual([
      { head, conclusion: 'failure', annotations: 120 },
      { head, conclusion: 'failure', annotations: 0 },
    ]);
  });

  describe('issues', () => {
    test('by label, the open ones, oldest first, each with whose it is', async () => {
      const { port, report } = await world();
      const first = await port.issues.create({ title: 'One', body: 'Text', labels: ['ours'] });
      const theirs = report('Theirs', 'ours');
      report('Other', 'other');
      const last = await port.issues.create({ title: 'Two', body: 'Text', labels: ['ours'] });
      const open = await port.issues.open('ours');
      expect(open.map(({ number, title, own }) => [number, title, own])).toEqual([
        [first, 'One', true],
        [theirs, 'Theirs', false],
        [last, 'Two', true],
      ]);
      await port.issues.update(first, { title: 'New', body: 'Other' });
      expect((await port.issues.open('ours'))[0]).toMatchObject({ title: 'New', body: 'Other' });
      await port.issues.update(first, { state: 'closed' });
      expect((await port.issues.open('ours')).map(({ number }) => number)).toEqual([theirs, last]);
      await port.issues.update(first, { state: 'open' });
      expect((await port.issues.open('ours')).map(({ number }) => number)).toEqual([first, theirs, last]);
    });
  });

  describe('failures', () => {
    test('a token that may only read reads, and all else is refused', async () => {
      const { reader } = await world();
      const head = await headOf(reader);
      expect((await reader.branches.files(head, ['a.txt'])).get('a.txt')).toBe('a\n');
      const additions = [{ path: 'b.txt', text: 'b' }];
      const attempts: readonly (() => Promise<unknown>)[] = [
        () => reader.branches.create('topic', head),
        () => reader.branches.remove('main', head),
        () => reader.branches.commit({ branch: 'main', expectedHead: head, message: 'x', additions, deletions: [] }),
        () => reader.comments.create(1, 'x'),
        () => reader.issues.create({ title: 'x', body: '', labels: [] }),
        () =>
          reader.checks.publish({
            name: 'x',
            head,
            conclusion: 'success',
            title: 'x',
            summary: 'x',
            annotations: [],
          }),
      ];
      for (const attempt of attempts) {
        expect(await failure(attempt)).toMatchObject({ status: 403, refused: true, forbidden: true });
      }
      expect(await headOf(reader)).toBe(head);
    });

    test('a lost answer is neither a success nor a refusal, and is not tried again behind the back', async () => {
      const here = await world();
      const { port } = here;
      const { number } = await opened(here);
      const before = await headOf(port);
      here.lose('commit');
      expect(await failure(() => commitTo(port, 'main', 'b.txt'))).toMatchObject({ status: undefined, refused: false });
      const now = await headOf(port);
      expect((await port.branches.ahead(before, now)).commits).toHaveLength(1);
      here.lose('comment');
      expect(await failure(() => port.comments.create(number, 'x'))).toMatchObject({
        status: undefined,
        refused: false,
      });
      expect(await port.comments.list(number)).toHaveLength(1);
    });
  });
});
