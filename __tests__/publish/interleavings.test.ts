import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { publishCommit } from '../../src/publish/commit.ts';
import { keepIssue } from '../../src/publish/drift-issue.ts';
import { publishPullRequest } from '../../src/publish/pull-request.ts';
import { keepComment } from '../../src/publish/sticky-comment.ts';
import { GitHubFailure } from '../../src/ports/github.ts';
import { FakeGitHub, type Fate } from '../helpers/fake-github.ts';
import { FakeRuntime } from '../helpers/fake-run.ts';
import { publication, repository, versionsAt } from '../helpers/publications.ts';

// Two runners at once, in every order that the scheduler thinks of, while answers get lost and people push. GitHub's own guarantees
// (a branch moves only from where it was expected) are the fake's; that the real adapter keeps them is shown by the contract suite.

const BRANCH = 'amplify-import-auth/shop';
const SEEN = { dev: 1, prod: 1 };
const RUNS = { numRuns: 500 };

const wanted = fc.oneof(
  fc.constant<Record<string, number>>({ dev: 2 }),
  fc.constant<Record<string, number>>({ prod: 2 }),
  fc.constant<Record<string, number>>({ test: 1 }),
  fc.constant<Record<string, number>>({ dev: 2, prod: 2 }),
);
const faults = fc.array(fc.constantFrom<Fate>('do', 'do', 'do', 'do', 'do', 'lose', 'do-and-lose'), { maxLength: 60 });

interface World {
  readonly github: FakeGitHub;
  /** Runs both to their ends and gives how they ended; a failure that is GitHub's is an end, too. */
  readonly both: <T>(first: () => Promise<T>, second: () => Promise<T>) => Promise<readonly (T | GitHubFailure)[]>;
}

/** Every call waits for its turn; after the given number of calls a person pushes to the base. */
function world(scheduler: fc.Scheduler, fates: readonly Fate[], pushAt: number): World {
  const github = new FakeGitHub(repository(SEEN));
  let calls = 0;
  github.fate = async (operation) => {
    await scheduler.schedule(Promise.resolve(), operation);
    calls += 1;
    if (calls === pushAt) github.push('main', { 'README.md': 'By hand\n' });
    return fates[calls - 1] ?? 'do';
  };
  const ended = async <T>(run: () => Promise<T>) => {
    try {
      return await run();
    } catch (error) {
      if (error instanceof GitHubFailure) return error;
      throw error;
    }
  };
  return {
    github,
    both: (first, second) => scheduler.waitFor(Promise.all([ended(first), ended(second)])),
  };
}

function published(result: unknown): boolean {
  return (result as { kind?: string }).kind === 'published';
}

test('commits: none is lost, none is made twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      faults,
      fc.integer({ min: 0, max: 12 }),
      wanted,
      wanted,
      async (s, fates, pushAt, a, b) => {
        const { github, both } = world(s, fates, pushAt);
        const publish = (envs: Record<string, number>) => () =>
          publishCommit('main', publication(SEEN, envs), 'Update', {
            branches: github.branches,
            runtime: new FakeRuntime(),
          });
        const results = await both(publish(a), publish(b));
        const now = versionsAt(github.at('main'));
        for (const [index, envs] of [a, b].entries()) {
          if (published(results[index])) expect(now).toMatchObject(envs);
        }
        // Files and lock always agree, and nobody's env has another version than before or wanted.
        for (const [env, version] of Object.entries(now)) {
          expect([{ ...SEEN }[env], a[env], b[env]]).toContain(version);
        }
        const ours = github.history('main').filter(({ byGitHub }) => byGitHub);
        expect(new Set(ours.map(({ message }) => message)).size).toBe(ours.length);
        expect(ours.length).toBeLessThanOrEqual(2);
        if (pushAt > 0 && github.log.length >= pushAt) expect(github.at('main').get('README.md')).toBe('By hand\n');
      },
    ),
    RUNS,
  );
});

test('pull requests: one, with what both want', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      faults,
      fc.integer({ min: 0, max: 20 }),
      wanted,
      wanted,
      fc.boolean(),
      async (s, fates, pushAt, a, b, before) => {
        const { github, both } = world(s, fates, pushAt);
        const publish = (envs: Record<string, number>) => () =>
          publishPullRequest(
            {
              branch: BRANCH,
              base: 'main',
              title: 'Update',
              body: () => 'The plan.',
              draft: false,
              labels: [],
              reviewers: [],
              commitMessage: 'Update',
            },
            publication(SEEN, envs),
            { branches: github.branches, pullRequests: github.pullRequests, runtime: new FakeRuntime() },
          );
        if (before) await s.waitFor(publish({ stage: 1 })().catch(() => undefined));
        const results = await both(publish(a), publish(b));
        if (results.some(published)) {
          const now = versionsAt(github.at(BRANCH));
          for (const [index, envs] of [a, b].entries()) {
            if (published(results[index])) expect(now).toMatchObject(envs);
          }
          for (const [env, version] of Object.entries(now)) {
            expect([{ ...SEEN, stage: 1 }[env], a[env], b[env]]).toContain(version);
          }
        }
        expect(github.pulls.filter(({ open }) => open).length).toBeLessThanOrEqual(1);
        if (results.every(published)) expect(github.pulls.filter(({ open }) => open)).toHaveLength(1);
        expect(github.pulls.length).toBeLessThanOrEqual(1);
        expect(versionsAt(github.at('main'))).toEqual(SEEN);
        if (pushAt > 0 && github.log.length >= pushAt) expect(github.at('main').get('README.md')).toBe('By hand\n');
      },
    ),
    RUNS,
  );
});

test('comments and issues: one of each, however often', async () => {
  const body = fc.constantFrom('one', 'two');
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), body, body, async (s, a, b) => {
      const { github, both } = world(s, [], 0);
      const tell = (text: string) => async () => {
        await keepComment(
          { pullRequest: 7, marker: '<!-- c -->', body: text, worthwhile: true },
          'on-change',
          github.comments,
        );
        await keepIssue(
          { marker: '<!-- d -->', title: 'Drift', body: () => text, drifted: true, complete: true },
          github.issues,
          () => Promise.resolve(),
        );
      };
      await both(tell(a), tell(b));
      expect(github.threads).toHaveLength(1);
      expect(github.tickets.filter(({ open }) => open)).toHaveLength(1);
    }),
    RUNS,
  );
});
