import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Fault, type GitHub as StandIn, type Repository, startGitHub } from '@amplify-import-auth/testbed/github';
import { GitHubFailure, type GitHub } from '../../../src/ports/github.ts';

const cancelled = new AbortController().signal;

// Seconds are short here, and pauses left out; e2e tests show both as they are. What is answered at all is waited for, however busy the
// machine is: only what hangs gets a short time.
const PACE = { timeoutMs: 60_000, secondMs: 10, pauses: false };
let standIn: StandIn;
let repository: Repository;
let make: (pace?: Partial<typeof PACE>) => GitHub;

beforeAll(async () => {
  standIn = await startGitHub();
  process.env['GITHUB_API_URL'] = standIn.url;
  const { github } = await import('../../../src/adapters/github/github.ts');
  repository = await standIn.repository('octo', 'demo', { files: { 'a.txt': 'a\n' } });
  const token = standIn.tokens.githubToken.value;
  make = (pace = {}) =>
    github({ token, userAgent: 'ours/1', owner: 'octo', repo: 'demo', cancelled, pace: { ...PACE, ...pace } });
});

beforeEach(() => {
  standIn.reset();
});

afterAll(() => standIn.close());

function go(fault: Fault, match: RegExp, times = 1): void {
  standIn.faults.push({ match, times, fault });
}

async function failure(run: () => Promise<unknown>): Promise<GitHubFailure> {
  const error: unknown = await run().then(
    () => new Error('it was done'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof GitHubFailure)) throw error;
  return error;
}

/** One read of each kind, and what it gives. */
const READS: Record<string, { readonly match: RegExp; readonly run: (port: GitHub) => Promise<unknown> }> = {
  REST: { match: /^GET .*\/git\/ref\//, run: (port) => port.branches.head('main') },
  pages: { match: /^GET .*\/issues\?/, run: (port) => port.issues.open('ours') },
  GraphQL: {
    match: /^graphql:repository$/,
    run: async (port) => [...(await port.branches.files((await repository.head()) ?? '', ['a.txt']))],
  },
};

const BROKEN: readonly Fault[] = [
  { kind: 'reset' },
  { kind: 'lose-response' },
  { kind: 'truncate' },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 502, body: '<html>Bad gateway</html>', headers: { 'content-type': 'text/html' } },
  { kind: 'status', status: 200, body: '{"data": {"repo' },
];

describe.each(Object.entries(READS))('a read (%s)', (_, { match, run }) => {
  test.each(BROKEN.map((fault) => [JSON.stringify(fault), fault] as const))(
    'is tried again after %s',
    async (_, fault) => {
      const expected = await run(make());
      standIn.reset();
      go(fault, match, 2);
      expect(await run(make())).toEqual(expected);
      const tries = standIn.log.filter(({ method, path, operation }) =>
        match.test(operation === '' ? `${method} ${path}` : `graphql:${operation}`),
      );
      expect(tries).toHaveLength(3);
    },
  );

  test('that never succeeds is a failure, and never an empty answer', async () => {
    go({ kind: 'truncate' }, match, 99);
    expect(await failure(() => run(make()))).toMatchObject({ status: undefined, refused: false });
    // The first and three more.
    expect(standIn.log.filter(({ fault }) => fault === 'truncate')).toHaveLength(4);
  });

  test('without an answer is given up after its time, each attempt for itself', async () => {
    go({ kind: 'hang' }, match, 1);
    await run(make({ timeoutMs: 1_000 }));
    expect(standIn.log.filter(({ fault }) => fault === 'hang')).toHaveLength(1);
    go({ kind: 'hang' }, match, 99);
    expect(await failure(() => run(make({ timeoutMs: 50 })))).toMatchObject({ status: undefined, refused: false });
  });

  test('that is slow in all is not given up: waits between attempts do not count', async () => {
    go({ kind: 'rate-limit', limit: 'secondary', retryAfter: 60 }, match, 2);
    // 60 short seconds, twice, are longer than one attempt may take.
    const timeoutMs = 2_500;
    const started = performance.now();
    await run(make({ timeoutMs, secondMs: 25 }));
    expect(performance.now() - started).toBeGreaterThan(timeoutMs);
    expect(standIn.log.filter(({ fault }) => fault === 'rate-limit')).toHaveLength(2);
  });

  test.each(['primary', 'secondary'] as const)('waits for a %s rate limit that is soon over', async (limit) => {
    for (const status of [403, 429] as const) go({ kind: 'rate-limit', limit, status, retryAfter: 2 }, match);
    await run(make());
    expect(standIn.log.filter(({ fault }) => fault === 'rate-limit')).toHaveLength(2);
  });

  test.each(['primary', 'secondary'] as const)('does not wait for a %s one that lasts', async (limit) => {
    go({ kind: 'rate-limit', limit, retryAfter: 3_000 }, match, 99);
    const failed = await failure(() => run(make()));
    expect(failed).toMatchObject({ status: 429, refused: true, forbidden: false });
    expect(failed.message).toMatch(/rate limit/i);
    expect(standIn.log.filter(({ fault }) => fault === 'rate-limit')).toHaveLength(1);
  });
});

describe('a write', () => {
  let number: number;
  beforeAll(() => {
    number = repository.openIssue({ title: 'Talk' }).number;
  });

  const WRITES: Record<string, { readonly match: RegExp; readonly run: (port: GitHub) => Promise<unknown> }> = {
    REST: { match: /^POST .*\/comments$/, run: (port) => port.comments.create(number, 'x') },
    GraphQL: {
      match: /^graphql:createCommitOnBranch$/,
      run: async (port) =>
        port.branches.commit({
          branch: 'main',
          expectedHead: (await repository.head()) ?? '',
          message: 'x',
          additions: [{ path: 'b.txt', text: String(Math.random()) }],
          deletions: [],
        }),
    },
  };

  describe.each(Object.entries(WRITES))('%s', (_, { match, run }) => {
    test.each(BROKEN.map((fault) => [JSON.stringify(fault), fault] as const))(
      'is made once only, whatever happens: %s',
      async (_, fault) => {
        go(fault, match, 99);
        const failed = await failure(() => run(make()));
        expect(failed.refused).toBe(false);
        expect(standIn.log.filter((call) => call.fault !== '')).toHaveLength(1);
      },
    );

    test('whose answer does not come is neither done nor refused', async () => {
      go({ kind: 'hang' }, match, 99);
      expect(await failure(() => run(make({ timeoutMs: 1_000 })))).toMatchObject({ status: undefined, refused: false });
      expect(standIn.log.filter((call) => call.fault !== '')).toHaveLength(1);
    });

    test.each(['primary', 'secondary'] as const)(
      'refused by a %s rate limit was not done, and is made after it',
      async (limit) => {
        go({ kind: 'rate-limit', limit, retryAfter: 1 }, match);
        await run(make());
        expect(standIn.log.filter((call) => call.fault !== '')).toHaveLength(1);
      },
    );
  });

  test("GitHub's own way of saying that it does not know is no refusal", async () => {
    const message =
      'Something went wrong while executing your query on 2026-11-25. Please include `ABCD` when reporting.';
    standIn.faults.push({
      match: WRITES['GraphQL']!.match,
      fault: { kind: 'status', status: 200, body: { data: null, errors: [{ message }] } },
    });
    expect((await failure(() => WRITES['GraphQL']!.run(make()))).refused).toBe(false);
    expect(standIn.log.filter((call) => call.fault !== '')).toHaveLength(1);
  });
});

describe('whose comments are ours', () => {
  test('is not guessed when it could not be asked', async () => {
    const { number } = repository.openIssue({ title: 'Whose' });
    const token = standIn.tokens.create({ login: 'ann', permissions: { issues: 'write', metadata: 'read' } });
    const { github } = await import('../../../src/adapters/github/github.ts');
    const port = github({ token: token.value, userAgent: 'x', owner: 'octo', repo: 'demo', cancelled, pace: PACE });
    await port.comments.create(number, 'by Ann');
    go({ kind: 'status', status: 502 }, /^graphql:viewer$/, 4);
    expect((await failure(() => port.comments.list(number))).status).toBe(502);
    expect(await port.comments.list(number)).toMatchObject([{ body: 'by Ann', own: true }]);
  });

  test('those of github-actions[bot] for the token of a job, which may not ask', async () => {
    const { number } = repository.openIssue({ title: 'Whose' });
    repository.comment(number, 'by Ann');
    const port = make();
    await port.comments.create(number, 'by us');
    expect((await port.comments.list(number)).map(({ body, own }) => [body, own])).toEqual([
      ['by Ann', false],
      ['by us', true],
    ]);
  });
});

test('a bug is thrown as it is, and is no failure of GitHub', async () => {
  const { failureOf } = await import('../../../src/adapters/github/client.ts');
  const bug = new TypeError("Cannot read properties of undefined (reading 'sha')");
  expect(() => failureOf(bug)).toThrow(bug);
});

test('no failure tells the token', async () => {
  const token = standIn.tokens.githubToken.value;
  const faults: readonly Fault[] = [...BROKEN, { kind: 'status', status: 401 }, { kind: 'status', status: 403 }];
  for (const fault of faults) {
    standIn.reset();
    go(fault, /./, 99);
    const failed = await failure(() => make().comments.create(1, 'x'));
    expect(`${failed.message} ${failed.stack ?? ''}`).not.toContain(token);
  }
});
