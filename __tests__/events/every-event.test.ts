import { describe, expect, test } from '@jest/globals';
import { isForeignOrigin, type Origin } from '../../src/events.ts';
import { NO_TRIGGER } from '../../src/adapters/trigger.ts';
import { Shop } from '../helpers/shop.ts';

// All events that start workflows, by GitHub Docs, "Events that trigger workflows", and some names that are none.
const WRITES = ['push', 'schedule', 'workflow_dispatch', 'repository_dispatch', 'release', 'deployment'];
const READS = [
  'branch_protection_rule',
  'create',
  'delete',
  'deployment_status',
  'label',
  'merge_group',
  'milestone',
  'page_build',
  'public',
  'registry_package',
];
const BY_ORIGIN = ['pull_request', 'pull_request_review', 'pull_request_review_comment', 'workflow_run'];
const FOREIGN = [
  'check_run',
  'check_suite',
  'discussion',
  'discussion_comment',
  'fork',
  'gollum',
  'image_version',
  'issue_comment',
  'issues',
  'project',
  'project_card',
  'project_column',
  'pull_request_target',
  'status',
  'watch',
  // Named by no event: a called workflow has its caller's.
  'workflow_call',
  'dynamic',
  '',
  'PUSH',
  'toString',
  '__proto__',
];

const pull = (head: string | null, login = 'ann') => ({
  number: 7,
  user: { login },
  head: { sha: 'a', repo: head === null ? null : { full_name: head } },
  base: { repo: { full_name: 'acme/shop' } },
});
const run = (head: string | null, event?: string, login = 'ann') => ({
  ...(event === undefined ? {} : { event }),
  actor: { login },
  head_repository: head === null ? null : { full_name: head },
});
const repository = { full_name: 'acme/shop' };

const OWN: Origin = { repository, pull_request: pull('acme/shop'), workflow_run: run('acme/shop', 'push') };
const FORK: Origin = { repository, pull_request: pull('eve/shop'), workflow_run: run('eve/shop', 'pull_request') };

type Level = 'writes' | 'reads' | 'nothing';

async function attempt(event: string, origin: Origin, command: string) {
  const shop = new Shop('dev');
  shop.runtime.eventName = event;
  shop.runtime.trigger = { ...NO_TRIGGER, branch: 'main', foreign: isForeignOrigin(event, origin, 'ann') };
  const inputs = command === 'unlink' ? { envs: '*' } : {};
  const report = await shop.run(command, { ...inputs, offline: 'false' });
  return { report, asked: shop.aws.log.length > 0, wrote: shop.aws.writes.length > 0 };
}

const LEVELS: readonly (readonly [event: string, origin: Origin, level: Level, whose: string])[] = [
  ...WRITES.flatMap((event) => [[event, OWN, 'writes', 'own'] as const, [event, {}, 'writes', 'unknown'] as const]),
  ...READS.map((event) => [event, OWN, 'reads', 'own'] as const),
  ...BY_ORIGIN.flatMap((event) => [
    [event, OWN, 'reads', 'own'] as const,
    [event, FORK, 'nothing', 'a fork'] as const,
    [event, {}, 'nothing', 'unknown'] as const,
  ]),
  ...FOREIGN.map((event) => [event, OWN, 'nothing', 'own'] as const),
];

describe.each(LEVELS)('on %j', (event, origin, level, whose) => {
  test(`with a checkout that is ${whose}: ${level}`, async () => {
    for (const command of ['apply', 'unlink']) {
      const { report, wrote, asked } = await attempt(event, origin, command);
      const refused = report.findings.filter(({ rule }) => rule === 'input/invalid').map(({ message }) => message);
      if (level === 'writes') expect([refused, asked]).toEqual([[], true]);
      else {
        expect(refused).toEqual([
          expect.stringContaining(`the command ${command} is refused on ${event || 'an event without a name'}`),
        ]);
        expect([asked, wrote, report.result]).toEqual([false, false, 'failure']);
      }
    }
    for (const command of ['validate', 'plan']) {
      const { report, asked, wrote } = await attempt(event, origin, command);
      expect([asked, wrote, report.mode]).toEqual(
        level === 'nothing' ? [false, false, 'offline'] : [true, false, 'live'],
      );
    }
    for (const command of ['drift', 'discover']) {
      const { report, asked } = await attempt(event, origin, command);
      const refused = report.findings.some(
        ({ rule, message }) => rule === 'input/invalid' && message.includes('strangers'),
      );
      expect([asked, refused]).toEqual([level !== 'nothing', level === 'nothing']);
    }
  });
});

test.each<[string, string, Origin, string | undefined, boolean]>([
  ['a fork that is gone', 'pull_request', { pull_request: pull(null) }, 'ann', true],
  ['Dependabot starts it', 'pull_request', { pull_request: pull('acme/shop') }, 'dependabot[bot]', true],
  ['Dependabot opened it', 'pull_request', { pull_request: pull('acme/shop', 'dependabot[bot]') }, 'ann', true],
  ['a review on a fork', 'pull_request_review', { pull_request: pull('eve/shop') }, 'ann', true],
  ['a comment on a fork', 'pull_request_review_comment', { pull_request: pull('eve/shop') }, 'ann', true],
  ['no payload', 'pull_request', { pull_request: null } as unknown as Origin, 'ann', true],
  ['the base of a fork', 'pull_request_target', { pull_request: pull('acme/shop') }, 'ann', true],
  ['a push', 'push', {}, 'dependabot[bot]', false],
  [
    'a run of the repository',
    'workflow_run',
    { repository, workflow_run: run('acme/shop', 'pull_request') },
    'ann',
    false,
  ],
  ['a run on a schedule', 'workflow_run', { repository, workflow_run: run('acme/shop', 'schedule') }, 'ann', false],
  ['a run of a fork', 'workflow_run', { repository, workflow_run: run('eve/shop', 'push') }, 'ann', true],
  ['a run of a fork that is gone', 'workflow_run', { repository, workflow_run: run(null, 'push') }, 'ann', true],
  ['a run on a comment', 'workflow_run', { repository, workflow_run: run('acme/shop', 'issue_comment') }, 'ann', true],
  [
    'a run for the base of a pull request',
    'workflow_run',
    { repository, workflow_run: run('acme/shop', 'pull_request_target') },
    'ann',
    true,
  ],
  ['a run after a run', 'workflow_run', { repository, workflow_run: run('acme/shop', 'workflow_run') }, 'ann', true],
  ['a run on an event of tomorrow', 'workflow_run', { repository, workflow_run: run('acme/shop', 'x') }, 'ann', true],
  [
    'a run of Dependabot',
    'workflow_run',
    { repository, workflow_run: run('acme/shop', 'pull_request', 'dependabot[bot]') },
    'ann',
    true,
  ],
  ['a run without a repository', 'workflow_run', { workflow_run: {} }, 'ann', true],
  ['a run that is null', 'workflow_run', { workflow_run: null } as unknown as Origin, 'ann', true],
])('%s (%s)', (_what, event, origin, actor, expected) => {
  expect(isForeignOrigin(event, origin, actor)).toBe(expected);
});

test('in a terminal nobody else has a say', async () => {
  const shop = new Shop('dev');
  shop.runtime.kind = 'terminal';
  shop.runtime.eventName = '';
  expect((await shop.run('validate', { offline: 'false' })).mode).toBe('live');
  expect((await shop.run('apply')).result).toBe('success');
});

test('that the input offline is not heeded is said', async () => {
  const { report } = await attempt('issue_comment', OWN, 'validate');
  expect(report.notes.join()).toContain('on issue_comment the checkout may hold code of strangers');
});

test('drift opens no pull request where nothing may be written', async () => {
  const shop = new Shop('dev');
  await shop.run('apply');
  shop.push();
  shop.workspace.files.set('config/dev/amplify_outputs.json', '{}');
  shop.runtime.eventName = 'merge_group';
  shop.repository.log.length = 0;
  const report = await shop.run('drift', { publish: 'pull-request' });
  expect(report.notes.join()).toContain('Nothing was committed: on merge_group the repository is not written');
  expect(shop.repository.writes).toEqual([]);
});
