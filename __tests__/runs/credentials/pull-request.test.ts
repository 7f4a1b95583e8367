import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type Environment,
  type Proxy,
  makeCiRole,
  seedEnvironment,
  startProxy,
  trustsAccount,
} from '@amplify-import-auth/testbed/aws';
import { assumedIn } from '../../helpers/assumed.ts';
import { clientsFor, endpoint, freshAccount } from '../../helpers/emulator.ts';
import { startGitHubContents, type GitHubContents } from '../../helpers/github-contents.ts';
import { expectNoSecrets } from '../../helpers/secrets.ts';
import { Checkout, manifestOf, step, type StepResult } from '../../helpers/step.ts';

// Whoever may open a pull request may write anything into its manifest. Which roles are assumed is not theirs to say.
const account = freshAccount();
const FILE = 'amplify-auth.yml';
const BASE = 'b'.repeat(40);
const roles = { good: '', evil: '' };
let dev: Environment;
let proxy: Proxy;
let github: GitHubContents;

beforeAll(async () => {
  proxy = await startProxy({ upstream: endpoint() });
  github = await startGitHubContents();
  const clients = clientsFor(account);
  dev = await seedEnvironment(clients);
  roles.good = await makeCiRole(clients, 'ci', trustsAccount(account));
  // It could be assumed: that it is not is our doing.
  roles.evil = await makeCiRole(clients, 'admin', trustsAccount(account), ['*']);
});

afterEach(() => {
  proxy.reset();
  github.reset();
});

afterAll(() => Promise.all([proxy.close(), github.close()]));

const PULL = {
  eventName: 'pull_request',
  event: { pull_request: { base: { sha: BASE, ref: 'main' }, head: { sha: 'a'.repeat(40), ref: 'patch-1' } } },
};

/** One env `dev` with these lines. */
const manifest = (...lines: readonly string[]) => manifestOf({ dev }, () => lines);

interface Change {
  /** The manifest of the base branch; undefined: there is none. */
  readonly base?: string | undefined;
  readonly head: string;
  readonly inputs?: Record<string, string>;
  readonly files?: Record<string, string>;
  readonly token?: string;
  readonly env?: Record<string, string>;
  readonly eventName?: string;
  readonly event?: object;
}

/** A step on a pull request from `base` to `head`. */
async function run({ base, head, inputs = {}, files = {}, token, env, ...event }: Change): Promise<StepResult> {
  if (base !== undefined) github.files.set(`${FILE}@${BASE}`, base);
  const checkout = new Checkout({ [FILE]: head, ...files });
  const result = await step(checkout, account, inputs, {
    ...PULL,
    ...event,
    endpoint: proxy.url,
    githubToken: token ?? github.token,
    env: { GITHUB_API_URL: github.url, ...env },
  });
  checkout.dispose();
  expectNoSecrets(result, [github.token]);
  return result;
}

const assumed = () => assumedIn(proxy.calls).map(({ role, externalId }) => [role, externalId]);
const brief = ({ report }: StepResult) => report.findings.map(({ rule, env }) => `${rule} ${env ?? ''}`);

describe('a pull request that leaves the role as it is', () => {
  test.each(['validate', 'plan'])('%s assumes it', async (command) => {
    const text = manifest(`roleToAssume: ${roles.good}`);
    const result = await run({ base: text, head: text, inputs: { command } });
    expect(brief(result)).toEqual([]);
    expect(result.exitCode).toBe(0);
    expect(assumed()).toEqual([[roles.good, null]]);
    expect(github.reads).toEqual([`${FILE}@${BASE}`]);
  });

  test('may say it in another way', async () => {
    const result = await run({
      base: manifest(`roleToAssume: ${roles.good}`),
      head: manifest('account: here').replace(
        'envs:',
        `accounts: {here: {id: "${account}", roleToAssume: {read: "${roles.good}"}}}\nenvs:`,
      ),
    });
    expect(brief(result)).toEqual([]);
    expect(assumed()).toEqual([[roles.good, null]]);
  });
});

describe("a pull request that changes the role: the base branch's is used, and reviewers are told", () => {
  test.each<[string, () => { base: string; head: string }, () => (string | null)[][]]>([
    [
      'to another one',
      () => ({ base: manifest(`roleToAssume: ${roles.good}`), head: manifest(`roleToAssume: ${roles.evil}`) }),
      () => [[roles.good, null]],
    ],
    [
      'by another account’s name',
      () => {
        const accounts = [
          `  good: {id: "${account}", roleToAssume: {read: "${roles.good}"}}`,
          `  evil: {id: "${account}", roleToAssume: {read: "${roles.evil}"}}`,
        ].join('\n');
        const text = (name: string) => manifest(`account: ${name}`).replace('envs:', `accounts:\n${accounts}\nenvs:`);
        return { base: text('good'), head: text('evil') };
      },
      () => [[roles.good, null]],
    ],
    [
      'in `defaults`',
      () => {
        const text = (role: string) => manifest().replace('envs:', `defaults: {roleToAssume: "${role}"}\nenvs:`);
        return { base: text(roles.good), head: text(roles.evil) };
      },
      () => [[roles.good, null]],
    ],
    [
      'in its external id',
      () => ({
        base: manifest(`roleToAssume: {read: "${roles.good}", externalId: one}`),
        head: manifest(`roleToAssume: {read: "${roles.good}", externalId: two}`),
      }),
      () => [[roles.good, 'one']],
    ],
    ['from none', () => ({ base: manifest(), head: manifest(`roleToAssume: ${roles.evil}`) }), () => []],
    [
      'to none',
      () => ({ base: manifest(`roleToAssume: ${roles.good}`), head: manifest() }),
      () => [[roles.good, null]],
    ],
  ])('%s', async (_what, change, expected) => {
    const result = await run({ ...change(), inputs: { command: 'plan' } });
    expect(brief(result)).toEqual(['account/credentials dev']);
    expect(result.report.findings[0]!.hint).toContain('base branch');
    expect(result.exitCode).toBe(0);
    expect(assumed()).toEqual(expected());
    expect(result.report.unchecked).toEqual([]);
  });
});

describe('a role that nobody has reviewed is not assumed', () => {
  test.each<[string, () => Change, RegExp]>([
    [
      'a new env',
      () => ({
        base: manifest(),
        head: manifestOf({ dev, test: dev }, (name) => (name === 'test' ? [`roleToAssume: ${roles.evil}`] : [])),
        inputs: { envs: 'test' },
      }),
      /the role \S+:role\/admin is new in this pull request/,
    ],
    ['a new manifest', () => ({ head: manifest(`roleToAssume: ${roles.evil}`) }), /is new in this pull request/],
    [
      'a base that is no manifest',
      () => ({ base: '- nonsense', head: manifest(`roleToAssume: ${roles.evil}`) }),
      /is new in this pull request/,
    ],
    [
      'an empty token',
      () => ({ head: manifest(`roleToAssume: ${roles.good}`), token: '' }),
      /cannot be read \(the input github-token is empty\)/,
    ],
    [
      'a token that GitHub does not take',
      () => ({
        base: manifest(`roleToAssume: ${roles.good}`),
        head: manifest(`roleToAssume: ${roles.good}`),
        token: 'x',
      }),
      /cannot be read \(.*the job needs `contents: read`\)/,
    ],
  ])('%s', async (_what, change, says) => {
    const result = await run(change());
    expect(result.report.findings.map(({ rule }) => rule)).toEqual(['account/credentials']);
    expect(result.report.findings[0]!.message).toMatch(says);
    expect(result.exitCode).toBe(1);
    expect(result.summary).not.toContain('✅');
    expect(proxy.calls).toEqual([]);
  });

  test.each([401, 403, 500])('a base branch that cannot be read (%i)', async (status) => {
    github.status = status;
    const text = manifest(`roleToAssume: ${roles.good}`);
    const result = await run({ base: text, head: text });
    expect(brief(result)).toEqual(['account/credentials dev']);
    expect(result.report.findings[0]!.message).toContain("the base branch's manifest cannot be read");
    expect(proxy.calls).toEqual([]);
  });

  test.each<[string, (lock: string) => Record<string, string>]>([
    ['that it writes into the lock', () => ({})],
    ['that it changes in the lock', (lock) => ({ [`amplify-auth.lock.json@${BASE}`]: lock })],
  ])('a role %s, for an env that is to be pruned', async (_what, base) => {
    const lock = await lockOf(manifestOf({ gone: dev }));
    for (const [file, text] of Object.entries(base(lock))) github.files.set(file, text);
    const forged = lock.replace('"roleToAssume": null', `"roleToAssume": {"read": "${roles.evil}", "write": null}`);
    const result = await run({
      base: manifest(),
      head: manifest(),
      files: { 'amplify-auth.lock.json': forged },
      inputs: { command: 'plan', prune: 'true' },
    });
    expect(brief(result)).toEqual(['account/credentials gone']);
    expect(result.report.findings[0]!.message).toContain('only the lock names the role');
    expect(assumed()).toEqual([]);
  });

  test('no OIDC token is asked for it either', async () => {
    // Asked, this endpoint would not answer, and the finding would say so.
    const env = {
      AWS_ACCESS_KEY_ID: '',
      AWS_SECRET_ACCESS_KEY: '',
      ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1:9/?',
    };
    const result = await run({ head: manifest(`roleToAssume: ${roles.evil}`), env });
    expect(result.report.findings[0]!.message).toContain('is new in this pull request');
  });
});

describe('where the base is', () => {
  const head = () => manifest(`roleToAssume: ${roles.evil}`);

  test.each<[string, object, string]>([
    ['pull_request_review', PULL.event, BASE],
    ['pull_request_review_comment', PULL.event, BASE],
    ['merge_group', { merge_group: { base_sha: BASE, base_ref: 'refs/heads/main' } }, BASE],
    [
      'workflow_run',
      {
        repository: { full_name: 'octo/demo', default_branch: 'trunk' },
        workflow_run: { event: 'push', head_repository: { full_name: 'octo/demo' } },
      },
      'trunk',
    ],
  ])('on %s', async (eventName, event, ref) => {
    github.files.set(`${FILE}@${ref}`, manifest(`roleToAssume: ${roles.good}`));
    const result = await run({ head: head(), eventName, event });
    expect(github.reads).toEqual([`${FILE}@${ref}`]);
    expect(brief(result)).toEqual(['account/credentials dev']);
    expect(assumed()).toEqual([[roles.good, null]]);
  });

  test('an event that names none', async () => {
    const result = await run({ head: head(), eventName: 'merge_group', event: {} });
    expect(result.report.findings[0]!.message).toContain('the event merge_group names no base branch');
    expect(proxy.calls).toEqual([]);
  });

  test.each(['push', 'schedule', 'workflow_dispatch'])('on %s what is checked out counts', async (eventName) => {
    const result = await run({ head: manifest(`roleToAssume: ${roles.good}`), eventName, event: {} });
    expect(brief(result)).toEqual([]);
    expect(github.reads).toEqual([]);
    expect(assumed()).toEqual([[roles.good, null]]);
  });
});

test('a manifest in a folder is looked for there', async () => {
  const text = manifest(`roleToAssume: ${roles.good}`);
  github.files.set(`apps/web/${FILE}@${BASE}`, text);
  const result = await run({
    head: 'nonsense',
    files: { [`apps/web/${FILE}`]: text },
    inputs: { 'working-directory': 'apps/web' },
  });
  expect(brief(result)).toEqual([]);
  expect(assumed()).toEqual([[roles.good, null]]);
});

test('a fork has neither credentials nor a token: every env says so, and nothing is called', async () => {
  const text = manifest(`roleToAssume: ${roles.good}`);
  const env = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
  const result = await run({ base: text, head: text, env });
  expect(brief(result)).toEqual(['account/credentials dev']);
  expect(result.exitCode).toBe(1);
  expect(result.summary).not.toContain('✅');
  expect(proxy.calls).toEqual([]);
});

/** The lock that an apply of a manifest on the base branch leaves. */
async function lockOf(text: string): Promise<string> {
  const checkout = new Checkout({ [FILE]: text });
  await step(checkout, account, { command: 'apply' });
  const lock = checkout.read('amplify-auth.lock.json');
  checkout.dispose();
  return lock;
}
