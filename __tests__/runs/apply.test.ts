import { describe, expect, test } from '@jest/globals';
import { brief } from '../helpers/findings.ts';
import { envYaml, Shop } from '../helpers/shop.ts';

const STORAGE = (env: string) => `amplify-import-auth.shop.${env}.storage`;

/** Everything that an apply may change, for comparisons before and after. */
function state(shop: Shop): unknown {
  return {
    roles: [...shop.aws.roles].map(([name, role]) => [name, [...role.inline]]),
    files: [...shop.workspace.files],
  };
}

describe('apply', () => {
  test('writes policies, files and lock, and then has nothing to do', async () => {
    const shop = new Shop('dev', 'prod');
    const first = await shop.run('apply');
    expect(first.findings).toEqual([]);
    expect(first.result).toBe('success');
    expect(first.envs.map((env) => env.state)).toEqual(['applied', 'applied']);
    expect([...shop.inline('dev-auth').keys()]).toEqual([STORAGE('dev')]);
    expect([...shop.workspace.files.keys()].toSorted()).toEqual([
      'amplify-auth.lock.json',
      'amplify-auth.yml',
      'config/dev/amplify_outputs.json',
      'config/prod/amplify_outputs.json',
    ]);
    expect(shop.workspace.staged).toBe(0);

    const before = state(shop);
    const writes = shop.aws.writes.length;
    const second = await shop.run('apply');
    expect(second.plan.changes).toEqual([]);
    expect(second.outcomes).toEqual([]);
    expect(second.envs.map((env) => env.state)).toEqual(['unchanged', 'unchanged']);
    expect(shop.aws.writes).toHaveLength(writes);
    expect(state(shop)).toEqual(before);
  });

  test('the plan is what apply does', async () => {
    const shop = new Shop('dev');
    const plan = await shop.run('plan');
    const done = await shop.run('apply');
    expect(done.plan).toEqual(plan.plan);
    expect(done.outcomes.map(({ target, action }) => ({ target, action }))).toEqual(
      plan.plan.changes.map(({ target, action }) => ({ target, action })),
    );
  });

  test('leaves foreign policies unchanged, also those that look like ours', async () => {
    const shop = new Shop('dev');
    const foreign = new Map([
      ['legacy', '{}'],
      ['amplify-import-auth', '{}'],
      ['amplify-import-auth.other.dev.storage', '{}'],
      ['amplify-import-auth.shop2.dev.storage', '{}'],
      ['amplify-import-auth.shop.prod.storage', '{}'],
      ['amplify-import-auth.shop.dev', '{}'],
      ['amplify-import-auth.shop.dev.storage.more', '{}'],
      ['Amplify-import-auth.shop.dev.storage', '{}'],
    ]);
    for (const [name, text] of foreign) shop.aws.roles.get('dev-auth')!.inline.set(name, text);
    await shop.run('apply');
    for (const [name, text] of foreign) expect(shop.inline('dev-auth').get(name)).toBe(text);
    expect(shop.aws.writes.every((write) => write.endsWith(STORAGE('dev')))).toBe(true);
  });

  test('an equal document in another order is no change', async () => {
    const shop = new Shop('dev');
    await shop.run('apply');
    const role = shop.aws.roles.get('dev-auth')!;
    const document = JSON.parse(role.inline.get(STORAGE('dev'))!) as { Statement: unknown[] };
    const turned = JSON.stringify({ Statement: document.Statement.toReversed(), Version: '2012-10-17' }, null, 2);
    role.inline.set(STORAGE('dev'), turned);
    const again = await shop.run('apply');
    expect(again.plan.changes).toEqual([]);
    expect(role.inline.get(STORAGE('dev'))).toBe(turned);
  });

  test('a policy that was changed by hand is put right', async () => {
    const shop = new Shop('dev');
    await shop.run('apply');
    const role = shop.aws.roles.get('dev-auth')!;
    const right = role.inline.get(STORAGE('dev'));
    role.inline.set(
      STORAGE('dev'),
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}',
    );
    const again = await shop.run('apply');
    expect(again.plan.changes.map((change) => change.action)).toEqual(['update']);
    expect(role.inline.get(STORAGE('dev'))).toBe(right);
  });

  test.each([
    ['rights of guests', '{bucket: files-dev, auth: [read]}', 'dev-guest'],
    ['rights of users', '{bucket: files-dev, guest: [read]}', 'dev-auth'],
  ])('takes back %s that are no longer wanted', async (_what, storage, role) => {
    const shop = new Shop('dev');
    await shop.run('apply');
    shop.write({ dev: envYaml(shop.envs.get('dev')!, storage) });
    const report = await shop.run('apply');
    // Where only guests are left with a right, that is worth a warning.
    expect(report.findings.filter(({ rule }) => rule !== 'policy/less-than-guest')).toEqual([]);
    expect([...shop.inline(role).keys()]).toEqual([]);
    expect(report.outcomes.filter(({ kind }) => kind === 'role-policy').map(({ action }) => action)).toEqual([
      'delete',
    ]);
  });

  test('takes a policy off a role that the identity pool no longer names', async () => {
    const shop = new Shop('dev', 'prod');
    await shop.run('apply');
    const dev = shop.envs.get('dev')!;
    const roles = shop.aws.identityPoolRoles.get(dev.identityPoolId)!;
    const trust = shop.aws.roles.get('dev-auth')!.trust;
    shop.aws.roles.set('dev-new', {
      arn: roles.authenticated!.replace('dev-auth', 'dev-new'),
      trust,
      inline: new Map(),
      attached: new Map(),
    });
    shop.aws.identityPoolRoles.set(dev.identityPoolId, { ...roles, authenticated: shop.aws.roles.get('dev-new')!.arn });
    const report = await shop.run('apply', { envs: 'dev' });
    expect(report.result).toBe('success');
    expect([...shop.inline('dev-auth').keys()]).toEqual([]);
    expect([...shop.inline('dev-new').keys()]).toEqual([STORAGE('dev')]);
    expect([...shop.inline('prod-auth').keys()]).toEqual([STORAGE('prod')]);
  });

  test('envs that share roles keep their policies apart', async () => {
    const shop = new Shop('dev');
    const dev = shop.envs.get('dev')!;
    shop.write({
      dev: `${envYaml(dev)}  test:\n    extends: dev\n    categories:\n      storage: [{bucket: other, auth: [read]}]\n`,
    });
    await shop.run('apply');
    expect([...shop.inline('dev-auth').keys()]).toEqual([STORAGE('dev'), STORAGE('test')]);
    shop.write({
      dev: `${envYaml(dev)}  test:\n    extends: dev\n    categories:\n      storage: [{bucket: other}]\n`,
    });
    await shop.run('apply');
    expect([...shop.inline('dev-auth').keys()]).toEqual([STORAGE('dev')]);
  });

  test('an env with errors is left unchanged, the others go on', async () => {
    const shop = new Shop('dev', 'prod');
    shop.aws.clients.get(`${shop.envs.get('dev')!.userPoolId} webdev`);
    shop.aws.userPools.delete(shop.envs.get('dev')!.userPoolId);
    const report = await shop.run('apply');
    expect(brief(report.findings).map((one) => one.split(' ')[0])).toEqual(['user-pool/not-found']);
    expect(report.envs.map((env) => env.state)).toEqual(['blocked', 'applied']);
    expect([...shop.inline('dev-auth').keys()]).toEqual([]);
    expect([...shop.workspace.files.keys()].some((path) => path.includes('/dev/'))).toBe(false);
  });

  test.each(['pull_request', 'pull_request_target', 'merge_group', 'issue_comment', 'workflow_run'])(
    'is refused on %s before anything is read',
    async (eventName) => {
      const shop = new Shop('dev');
      shop.runtime.eventName = eventName;
      const report = await shop.run('apply');
      expect(report.result).toBe('failure');
      expect(report.findings.map(({ rule }) => rule)).toEqual(['input/invalid']);
      expect(shop.aws.log).toEqual([]);
    },
  );

  test('policies: off writes files and no policies', async () => {
    const shop = new Shop('dev');
    const report = await shop.run('apply', { policies: 'off' });
    expect(report.result).toBe('success');
    expect(shop.aws.writes).toEqual([]);
    expect(shop.workspace.files.has('config/dev/amplify_outputs.json')).toBe(true);
  });

  test('policies: check writes files, and says what the roles lack', async () => {
    const shop = new Shop('dev');
    const report = await shop.run('apply', { policies: 'check' });
    expect(report.findings.map(({ rule }) => rule)).toEqual(['policy/missing', 'policy/missing']);
    expect(shop.aws.writes).toEqual([]);
    expect(shop.workspace.files.has('config/dev/amplify_outputs.json')).toBe(true);
    // What somebody else grants under another name, and more widely, is enough.
    const wide =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::files-dev*"}]}';
    for (const role of ['dev-auth', 'dev-guest']) shop.aws.roles.get(role)!.inline.set('theirs', wide);
    expect((await shop.run('apply', { policies: 'check' })).findings).toEqual([]);
  });

  test('policies by kind of role', async () => {
    const shop = new Shop('dev');
    shop.write({}, 'policies: {guest: "off"}\n');
    await shop.run('apply');
    expect([...shop.inline('dev-auth').keys()]).toEqual([STORAGE('dev')]);
    expect([...shop.inline('dev-guest').keys()]).toEqual([]);
    // What was written before stays where nothing is managed any more, and the lock remembers it.
    shop.write({}, 'policies: {auth: "off"}\n');
    await shop.run('apply');
    expect([...shop.inline('dev-auth').keys()]).toEqual([STORAGE('dev')]);
    expect([...shop.inline('dev-guest').keys()]).toEqual([STORAGE('dev')]);
    const lock = JSON.parse(shop.workspace.files.get('amplify-auth.lock.json')!) as {
      envs: { dev: { policies: unknown[] } };
    };
    expect(lock.envs.dev.policies).toHaveLength(2);
  });

  test('a file that is somebody’s work is not overwritten, unless it is adopted', async () => {
    const shop = new Shop('dev');
    const path = 'config/dev/amplify_outputs.json';
    shop.workspace.files.set(path, '{"mine": true}\n');
    const refused = await shop.run('apply');
    expect(refused.findings.map(({ rule }) => rule)).toEqual(['manifest/output-path']);
    expect(shop.workspace.files.get(path)).toBe('{"mine": true}\n');
    expect(shop.aws.writes).toEqual([]);
    const adopted = await shop.run('apply', { adopt: 'true' });
    expect(adopted.findings).toEqual([]);
    expect(shop.workspace.files.get(path)).toContain('user_pool_id');
  });

  test('a file that is equal already is taken over without a word', async () => {
    const shop = new Shop('dev');
    await shop.run('apply');
    shop.workspace.files.delete('amplify-auth.lock.json');
    const report = await shop.run('apply');
    expect(report.outcomes.map(({ kind, status }) => [kind, status])).toEqual([['lock', 'applied']]);
  });

  test.each([
    'sts:GetCallerIdentity',
    'iam:GetRole',
    'iam:ListRolePolicies',
    'cognito-identity:GetIdentityPoolRoles',
    'cognito-idp:GetUserPoolMfaConfig',
  ])('without %s nothing is written and apply fails', async (operation) => {
    const shop = new Shop('dev');
    shop.aws.denied.add(operation);
    const report = await shop.run('apply');
    expect(report.result).toBe('failure');
    expect(report.findings.map(({ rule }) => rule)).toEqual(['apply/failed']);
    expect(
      report.unchecked.some((item) => item.missingPermission === operation) || operation.endsWith('MfaConfig'),
    ).toBe(true);
    expect(shop.aws.writes).toEqual([]);
    expect([...shop.workspace.files.keys()]).toEqual(['amplify-auth.yml']);
  });
});

describe('a write that fails', () => {
  const failing = async (arrange: (shop: Shop) => void) => {
    const shop = new Shop('dev', 'prod');
    const before = state(shop) as { roles: unknown[] };
    arrange(shop);
    const report = await shop.run('apply');
    return { shop, report, before };
  };

  test.each<[string, (shop: Shop) => void]>([
    ['the first policy', (shop) => (shop.aws.beforeWrite = ({ role }) => (role === 'dev-auth' ? 'refuse' : 'do'))],
    [
      'the second policy',
      (shop) =>
        (shop.aws.beforeWrite = ({ role, operation }) =>
          role === 'dev-guest' && operation.includes('Put') ? 'refuse' : 'do'),
    ],
    [
      'the second policy, without an answer',
      (shop) =>
        (shop.aws.beforeWrite = ({ role, operation }) =>
          role === 'dev-guest' && operation.includes('Put') ? 'lose' : 'do'),
    ],
    ['staging a file', (shop) => shop.workspace.faults.add('stage config/dev/amplify_outputs.json')],
    ['a file into place', (shop) => shop.workspace.faults.add('commit config/dev/amplify_outputs.json')],
  ])('%s: the env is as before, the other one is applied, a second run converges', async (_what, arrange) => {
    const { shop, report } = await failing(arrange);
    expect(report.result).toBe('failure');
    expect(report.findings.map(({ rule, env }) => `${rule} ${env ?? ''}`)).toEqual(['apply/failed dev']);
    expect(report.envs.map((env) => env.state)).toEqual(['failed', 'applied']);
    expect([...shop.inline('dev-auth').keys()]).toEqual([]);
    expect([...shop.inline('dev-guest').keys()]).toEqual([]);
    expect(shop.workspace.files.has('config/dev/amplify_outputs.json')).toBe(false);
    expect(shop.workspace.staged).toBe(0);
    const lock = JSON.parse(shop.workspace.files.get('amplify-auth.lock.json')!) as { envs: object };
    expect(Object.keys(lock.envs)).toEqual(['prod']);

    shop.aws.beforeWrite = () => 'do';
    shop.workspace.faults.clear();
    const second = await shop.run('apply');
    expect(second.envs.map((env) => env.state)).toEqual(['applied', 'unchanged']);
    expect((await shop.run('apply')).plan.changes).toEqual([]);
  });

  test('the lock of one env: files and policies are put back', async () => {
    const shop = new Shop('dev');
    shop.workspace.faults.add('commit amplify-auth.lock.json');
    const report = await shop.run('apply');
    expect(report.outcomes.map(({ kind, status }) => [kind, status])).toEqual([
      ['role-policy', 'rolled-back'],
      ['role-policy', 'rolled-back'],
      ['file', 'rolled-back'],
      ['lock', 'failed'],
    ]);
    expect([...shop.workspace.files.keys()]).toEqual(['amplify-auth.yml']);
    expect([...shop.inline('dev-auth').keys()]).toEqual([]);
  });

  test('a lost answer to a write that was carried out is no failure', async () => {
    const shop = new Shop('dev');
    shop.aws.beforeWrite = () => 'do-and-lose';
    const report = await shop.run('apply');
    expect(report.result).toBe('success');
    expect([...shop.inline('dev-auth').keys()]).toEqual([STORAGE('dev')]);
  });

  test('what cannot be put back is left behind, with the command that fixes it', async () => {
    const shop = new Shop('dev');
    const old = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}';
    shop.aws.roles.get('dev-auth')!.inline.set(STORAGE('dev'), old);
    let puts = 0;
    shop.aws.beforeWrite = ({ role }) => (role === 'dev-guest' || ++puts > 1 ? 'refuse' : 'do');
    const report = await shop.run('apply');
    expect(report.outcomes.slice(0, 2).map(({ status }) => status)).toEqual(['left-behind', 'failed']);
    expect(report.findings.map(({ rule }) => rule).toSorted()).toEqual(['apply/failed', 'apply/left-behind']);
    const hint = report.findings.find(({ rule }) => rule === 'apply/left-behind')!.hint!;
    expect(hint).toContain(
      `aws iam put-role-policy --role-name 'dev-auth' --policy-name '${STORAGE('dev')}' --policy-document '${old}'`,
    );
  });

  test('what somebody else changes meanwhile is not overwritten', async () => {
    const shop = new Shop('dev');
    const theirs = '{"Version":"2012-10-17","Statement":[]}';
    shop.aws.beforeWrite = ({ role }) => {
      if (role !== 'dev-guest') return 'do';
      shop.aws.roles.get('dev-auth')!.inline.set(STORAGE('dev'), theirs);
      return 'refuse';
    };
    const report = await shop.run('apply');
    expect(report.outcomes[0]).toMatchObject({ status: 'left-behind' });
    expect(shop.inline('dev-auth').get(STORAGE('dev'))).toBe(theirs);
  });

  test('a policy that AWS does not show yet is waited for, and unconfirmed after half a minute', async () => {
    const shop = new Shop('dev');
    shop.aws.staleReads = 3;
    expect((await shop.run('apply')).outcomes.map(({ status }) => status)).toEqual(Array(4).fill('applied'));
    expect(shop.runtime.now()).toBeGreaterThan(0);

    const slow = new Shop('dev');
    slow.aws.staleReads = 1_000;
    const report = await slow.run('apply');
    expect(report.outcomes.map(({ status }) => status)).toEqual(['unconfirmed', 'unconfirmed', 'applied', 'applied']);
    expect(slow.runtime.now()).toBeLessThanOrEqual(30_000);
  });

  test('a cancelled run begins no env', async () => {
    const shop = new Shop('dev', 'prod');
    shop.aws.beforeWrite = () => {
      shop.runtime.cancel.abort();
      return 'do';
    };
    const report = await shop.run('apply');
    expect(report.envs.map((env) => env.state)).toEqual(['applied', 'blocked']);
    expect(report.result).toBe('failure');
    expect([...shop.inline('prod-auth').keys()]).toEqual([]);
  });
});
