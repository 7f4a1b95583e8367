import { beforeEach, describe, expect, test } from '@jest/globals';
import { secretIn } from '../helpers/client-secret.ts';
import { Shop } from '../helpers/shop.ts';

const SECRET = 'q8s7cr3tq8s7cr3tq8s7cr3tq8s7cr3tq8s7cr3tq8s7cr3t0001';
const RENEWED = SECRET.replace('0001', '0002');
const FILE = 'ios/dev/awsconfiguration.json';
const PLAIN = 'config/dev/amplify_outputs.json';
const LOCK = 'amplify-auth.lock.json';
const ALLOWED = { 'allow-client-secret': 'true', 'github-token': 'token' };

let shop: Shop;

/** One env, a native client with a secret, and a mobile file that is to hold it. */
beforeEach(() => {
  shop = new Shop('dev');
  const env = shop.envs.get('dev')!;
  const key = `${env.userPoolId} ${env.nativeClientId}`;
  shop.aws.clients.set(key, { ...shop.aws.clients.get(key)!, hasSecret: true });
  shop.aws.secrets.set(key, SECRET);
  write();
  shop.workspace.files.set('.gitignore', 'ios/\n');
  shop.push();
});

function write(options = ', includeClientSecret: true', native = true): void {
  shop.write({});
  const output = `  - {format: awsconfiguration, platform: ios, path: "ios/{env}/awsconfiguration.json"${options}}\n`;
  const text = shop.workspace.files.get('amplify-auth.yml')!.replace('envs:\n', `${output}envs:\n`);
  const client = `$1    nativeClientId: ${shop.envs.get('dev')!.nativeClientId}\n`;
  shop.workspace.files.set('amplify-auth.yml', native ? text.replace(/( +webClientId: .*\n)/, client) : text);
}

function renew(secret: string): void {
  const env = shop.envs.get('dev')!;
  shop.aws.secrets.set(`${env.userPoolId} ${env.nativeClientId}`, secret);
}

/** Every text that the runs have left anywhere but at the file's own path. */
function told(): string {
  const { files } = shop.workspace;
  return JSON.stringify([
    [...files].filter(([path]) => path !== FILE),
    [...shop.results.files, ...shop.results.outputs, shop.results.summaries],
    [shop.console.lines, shop.console.annotations],
    [shop.repository.log, [...shop.repository.commits], shop.repository.pulls, shop.repository.threads],
    shop.uploads.uploads,
  ]);
}

const rules = (findings: readonly { readonly rule: string; readonly severity: string }[]) =>
  findings.map(({ rule, severity }) => `${severity} ${rule}`);

describe('with the input', () => {
  test.each(['commit', 'pull-request', 'artifact'])(
    'apply writes it to the disk and nowhere else (%s)',
    async (publish) => {
      const { code, report } = await shop.step('apply', { ...ALLOWED, publish });
      expect(rules(report.findings)).toEqual([]);
      expect(code).toBe(0);
      expect(secretIn(shop.workspace.files.get(FILE))).toBe(SECRET);
      expect(told()).not.toContain(SECRET);
      const published = [
        ...shop.uploads.uploads.flatMap(({ files }) => files),
        ...[...shop.repository.refs.values()].flatMap((ref) => [...shop.repository.commits.get(ref)!.files.keys()]),
      ];
      expect(published).toContain(PLAIN);
      expect(published).not.toContain(FILE);
      const lock = JSON.parse(shop.workspace.files.get(LOCK)!) as { envs: { dev: { files: unknown } } };
      expect(lock.envs.dev.files).toEqual([
        { path: PLAIN, format: 'amplify-outputs', hash: expect.any(String), published: publish !== 'artifact' },
        { path: FILE, format: 'awsconfiguration', hash: expect.any(String), published: false },
      ]);
    },
  );

  test('the plan has hashes in place of the texts, and another digest for another secret', async () => {
    const first = await shop.run('plan', ALLOWED);
    const change = first.plan.changes.find(({ target }) => target === FILE)!;
    expect(change).toMatchObject({ action: 'create', before: null, after: expect.stringMatching(/^sha256:\w{64}$/) });
    expect(shop.workspace.files.has(FILE)).toBe(false);
    renew(RENEWED);
    const second = await shop.run('plan', ALLOWED);
    expect(second.plan.digest).not.toBe(first.plan.digest);
    renew(SECRET);
    expect((await shop.run('plan', ALLOWED)).plan.digest).toBe(first.plan.digest);
  });

  test('nothing changes the second time; a renewed secret changes the file and not the lock', async () => {
    await shop.run('apply', { ...ALLOWED, publish: 'commit' });
    expect((await shop.run('plan', { ...ALLOWED, publish: 'commit' })).plan.changes).toEqual([]);
    renew(RENEWED);
    const { plan } = await shop.run('plan', { ...ALLOWED, publish: 'commit' });
    expect(plan.changes).toMatchObject([{ target: FILE, action: 'update', before: expect.stringMatching(/^sha256:/) }]);
    const writes = shop.repository.writes.length;
    const { code } = await shop.step('apply', { ...ALLOWED, publish: 'commit' });
    expect(code).toBe(0);
    expect(secretIn(shop.workspace.files.get(FILE))).toBe(RENEWED);
    expect(shop.repository.writes).toHaveLength(writes);
    for (const secret of [SECRET, RENEWED]) expect(told()).not.toContain(secret);
  });

  test('that the repository has no such file does not look as if it had moved on', async () => {
    await shop.run('apply', { ...ALLOWED, publish: 'commit' });
    const { userPoolId } = shop.envs.get('dev')!;
    const pool = shop.aws.userPools.get(userPoolId)!;
    shop.aws.userPools.set(userPoolId, { ...pool, passwordPolicy: { ...pool.passwordPolicy, minimumLength: 77 } });
    const report = await shop.run('apply', { ...ALLOWED, publish: 'commit' });
    expect(report.notes).toEqual([]);
    expect(shop.repository.at('main').get(PLAIN)).toContain('77');
    expect(shop.repository.at('main').has(FILE)).toBe(false);
  });

  test('a run that fails puts the earlier secret back', async () => {
    await shop.run('apply', ALLOWED);
    renew(RENEWED);
    // The lock must change too, so that something comes after the file.
    write();
    const text = shop.workspace.files.get('amplify-auth.yml')!;
    shop.workspace.files.set('amplify-auth.yml', text.replace('config/{env}', 'other/{env}'));
    shop.workspace.faults.add(`commit ${LOCK}`);
    const report = await shop.run('apply', ALLOWED);
    expect(report.outcomes.find(({ target }) => target === FILE)?.status).toBe('rolled-back');
    expect(secretIn(shop.workspace.files.get(FILE))).toBe(SECRET);
    expect(JSON.stringify(report)).not.toMatch(/q8s7cr3t/);
  });

  test('once the manifest does not ask for it any more, it goes, and nobody is told what it was', async () => {
    await shop.run('apply', ALLOWED);
    write('');
    const { code } = await shop.step('apply', { ...ALLOWED, publish: 'artifact' });
    expect(code).toBe(0);
    expect(shop.workspace.files.get(FILE)).toContain('CognitoUserPool');
    expect(shop.workspace.files.get(FILE)).not.toContain('AppClientSecret');
    expect(told()).not.toContain(SECRET);
  });

  test('a file of somebody else with a secret is not told of either', async () => {
    write('');
    shop.workspace.files.set(FILE, `{"CognitoUserPool": {"Default": {"AppClientSecret": "${SECRET}"}}}`);
    await shop.step('plan', { ...ALLOWED, adopt: 'true', publish: 'artifact' });
    expect(told()).toContain(`update file`);
    expect(told()).not.toContain(SECRET);
  });

  test.each([
    ['no rule', '', 'no .gitignore leaves it out'],
    ['a rule that is taken back', 'ios/*\n!ios/dev\n', 'no .gitignore leaves it out'],
  ])('git must leave the file unchanged: %s', async (_, text, reason) => {
    shop.workspace.files.set('.gitignore', text);
    const report = await shop.run('apply', ALLOWED);
    expect(rules(report.findings)).toEqual(['error manifest/output-path']);
    expect(report.findings[0]?.message).toContain(reason);
    expect(shop.workspace.files.has(FILE)).toBe(false);
    expect(shop.aws.writes).toEqual([]);
  });

  test('git must not have it already', async () => {
    shop.workspace.tracked.add(FILE);
    const report = await shop.run('apply', ALLOWED);
    expect(rules(report.findings)).toEqual(['error manifest/output-path']);
    expect(report.findings[0]?.message).toContain('git has it already');
    expect(shop.workspace.files.has(FILE)).toBe(false);
  });

  test('a repository within relies on its own rules', async () => {
    shop.workspace.files.set('ios/.git', 'gitdir: ../.git/modules/ios\n');
    expect(rules((await shop.run('plan', ALLOWED)).findings)).toEqual(['error manifest/output-path']);
    shop.workspace.files.set('ios/.gitignore', 'awsconfiguration.json\n');
    expect(rules((await shop.run('plan', ALLOWED)).findings)).toEqual([]);
  });

  test.each([
    [
      'a client without one',
      () => {
        shop.aws.secrets.clear();
      },
      /native\w+ has no secret/,
    ],
    [
      'no native client',
      () => {
        write(', includeClientSecret: true', false);
      },
      /names no native client/,
    ],
  ])('%s: the file is written without, and a warning says so', async (_, change, message) => {
    change();
    const env = shop.envs.get('dev')!;
    const key = `${env.userPoolId} ${env.nativeClientId}`;
    shop.aws.clients.set(key, { ...shop.aws.clients.get(key)!, hasSecret: shop.aws.secrets.has(key) });
    const report = await shop.run('apply', { ...ALLOWED, publish: 'commit' });
    expect(rules(report.findings)).toEqual(['warning manifest/schema']);
    expect(report.findings[0]?.message).toMatch(message);
    expect(shop.workspace.files.get(FILE)).toContain('CognitoUserPool');
    expect(shop.workspace.files.get(FILE)).not.toContain('AppClientSecret');
    expect(shop.repository.at('main').has(FILE)).toBe(false);
  });
});

describe('it is not even read', () => {
  test('without the input, which is an error', async () => {
    const report = await shop.run('apply', {});
    expect(rules(report.findings)).toEqual(['error manifest/schema']);
    expect(report.findings[0]?.hint).toContain('allow-client-secret: true');
    expect(report.findings[0]?.place).toMatchObject({ line: 5 });
    expect(shop.aws.secretReads).toBe(0);
    expect(shop.workspace.files.has(FILE)).toBe(false);
  });

  test.each(['pull_request', 'merge_group', 'workflow_run'])('on %s: the plan leaves the file open', async (event) => {
    shop.runtime.eventName = event;
    const report = await shop.run('plan', ALLOWED);
    expect(rules(report.findings)).toEqual([]);
    expect(report.plan.changes.map(({ target }) => target)).toContain(PLAIN);
    expect(report.plan.changes.map(({ target }) => target)).not.toContain(FILE);
    expect(report.notes.join('\n')).toContain(`Whether ${FILE} changes is not known`);
    expect(shop.aws.secretReads).toBe(0);
  });

  test.each(['pull_request_target', 'issue_comment', ''])('on %j, where AWS is not read at all', async (event) => {
    shop.runtime.eventName = event;
    const report = await shop.run('plan', ALLOWED);
    expect(rules(report.findings)).toEqual(['notice lock/missing']);
    expect(report.plan.changes).toEqual([]);
    expect(shop.aws.log).toEqual([]);
  });

  test.each<[command: string, inputs: object]>([
    ['validate', {}],
    ['drift', {}],
    ['plan', { offline: 'true' }],
  ])('by %s', async (command, inputs) => {
    await shop.run('apply', { ...ALLOWED, publish: 'commit' });
    const before = shop.aws.secretReads;
    const report = await shop.run(command, { ...ALLOWED, ...inputs });
    expect(rules(report.findings)).toEqual([]);
    expect(report.plan.changes).toEqual([]);
    expect(shop.aws.secretReads).toBe(before);
  });

  test('where no file is to hold it', async () => {
    write('');
    await shop.run('apply', ALLOWED);
    expect(shop.aws.secretReads).toBe(0);
  });
});
