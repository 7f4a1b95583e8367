import { describe, expect, test } from '@jest/globals';
import { CLI_ACTIONS, STRICT_ACTIONS } from '../../src/categories/lambda/actions.ts';
import { roleArn, Shop, type FakeEnv } from '../helpers/shop.ts';

const VARIABLE = 'AUTH_SHOPAUTH_USERPOOLID';
const POLICY = 'amplify-import-auth.shop.dev.lambda';
const LOCK = 'amplify-auth.lock.json';

/** One env, and a function `admin` that has a role and a secret of its own. */
function shopWith(lambdas: string, more = ''): Shop {
  const shop = new Shop('dev');
  makeFunction(shop, 'admin');
  declare(shop, lambdas, more);
  return shop;
}

function makeFunction(shop: Shop, name: string, role = `${name}-role`): void {
  const arn = roleArn(shop.aws, role);
  shop.aws.roles.set(role, {
    arn,
    trust: '{"Version":"2012-10-17","Statement":[]}',
    inline: new Map(),
    attached: new Map(),
  });
  shop.aws.functions.set(name, { roleArn: arn, variables: new Map([['SECRET', 'hunter2']]) });
}

function declare(shop: Shop, lambdas: string, more = ''): void {
  shop.write({ dev: entry(shop.envs.get('dev')!, lambdas, more) });
}

function entry(env: FakeEnv, lambdas: string, more = ''): string {
  const ids = [
    `userPoolId: ${env.userPoolId}`,
    `webClientId: ${env.webClientId}`,
    `identityPoolId: ${env.identityPoolId}`,
  ];
  const lines = [...ids, ...(lambdas === '' ? [] : [`lambdas: [${lambdas}]`]), ...(more === '' ? [] : [more])];
  return [`  ${env.name}:`, ...lines.map((line) => `    ${line}`), ''].join('\n');
}

function variables(shop: Shop, name = 'admin'): Record<string, string> {
  return Object.fromEntries(shop.aws.functions.get(name)!.variables);
}

function locked(shop: Shop): { policies: readonly { name: string }[]; lambdas?: unknown } | undefined {
  const lock = JSON.parse(shop.workspace.files.get(LOCK) ?? '{"envs":{}}') as { envs: Record<string, never> };
  return lock.envs['dev'];
}

function plannedIn(report: {
  plan: { changes: readonly { kind: string; action: string; target: string }[] };
}): string[] {
  return report.plan.changes
    .filter(({ kind }) => kind.startsWith('lambda'))
    .map((one) => `${one.action} ${one.kind} ${one.target}`);
}

const ADMIN = '{function: admin, access: [read]}';
const SECRET = { SECRET: 'hunter2' };

describe('what is granted', () => {
  test.each([
    ['amplify', CLI_ACTIONS.read],
    ['strict', STRICT_ACTIONS.read],
  ])('in the profile %s', async (profile, actions) => {
    const shop = shopWith(ADMIN, `profile: ${profile}`);
    const report = await shop.run('apply');
    expect(report.findings).toEqual([]);
    expect(JSON.parse(shop.inline('admin-role').get(POLICY)!)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: actions,
          Resource: ['arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_Pooldev'],
        },
      ],
    });
    expect(variables(shop)).toEqual({ ...SECRET, [VARIABLE]: 'eu-west-1_Pooldev' });
    expect(shop.inline('dev-auth').size + shop.inline('dev-guest').size).toBe(0);
  });

  test('the sets of the CLI have the sizes that its source has, and strict ones no power over the pool', () => {
    const sizes = Object.entries(CLI_ACTIONS).map(([right, actions]) => [right, new Set(actions).size]);
    expect(Object.fromEntries(sizes)).toEqual({ create: 45, read: 14, update: 12, delete: 10 });
    const strict = Object.values(STRICT_ACTIONS).flat();
    expect(strict.filter((action) => /UserPool(Client|Domain)?$|IdentityProvider$|\*/.test(action))).toEqual([
      'cognito-idp:DescribeUserPool',
    ]);
  });

  test('functions that share a role share one policy', async () => {
    const shop = shopWith('{function: admin, access: [read]}, {function: mailer, access: [delete]}', 'profile: strict');
    makeFunction(shop, 'mailer', 'admin-role');
    await shop.run('apply');
    const { Statement: statements } = JSON.parse(shop.inline('admin-role').get(POLICY)!) as { Statement: unknown[] };
    expect(statements).toHaveLength(2);
    expect((await shop.run('plan')).plan.changes).toEqual([]);
  });
});

test('a second run has nothing to do', async () => {
  const shop = shopWith(ADMIN);
  const first = await shop.run('plan');
  expect(plannedIn(first)).toEqual([
    `create lambda-policy admin-role/${POLICY}`,
    `create lambda-environment admin/${VARIABLE}`,
  ]);
  await shop.run('apply');
  const writes = shop.aws.writes.length;
  const report = await shop.run('apply');
  expect(report.plan.changes).toEqual([]);
  expect(shop.aws.writes).toHaveLength(writes);
  expect(locked(shop)?.lambdas).toEqual([
    { function: 'admin', role: roleArn(shop.aws, 'admin-role'), variable: VARIABLE, value: 'eu-west-1_Pooldev' },
  ]);
});

test('no secret of a function reaches lock, plan or report', async () => {
  const shop = shopWith(ADMIN);
  const { report } = await shop.step('apply');
  expect(
    JSON.stringify([report, [...shop.workspace.files], [...shop.results.files], shop.results.summaries]),
  ).not.toContain('hunter2');
});

describe('the variable', () => {
  test('environment: false leaves it unchanged', async () => {
    const shop = shopWith('{function: admin, access: [read], environment: false}');
    shop.aws.functions.get('admin')!.variables.set(VARIABLE, 'theirs');
    await shop.run('apply');
    expect(variables(shop)).toEqual({ ...SECRET, [VARIABLE]: 'theirs' });
    expect(shop.inline('admin-role').has(POLICY)).toBe(true);
    await shop.run('unlink', { envs: 'dev' });
    expect(variables(shop)).toEqual({ ...SECRET, [VARIABLE]: 'theirs' });
  });

  test('alone, without rights', async () => {
    const shop = shopWith('{function: admin}');
    await shop.run('apply');
    expect(variables(shop)[VARIABLE]).toBe('eu-west-1_Pooldev');
    expect(shop.inline('admin-role').size).toBe(0);
  });

  test('follows resourceName', async () => {
    const shop = shopWith(ADMIN);
    await shop.run('apply');
    shop.write({ dev: entry(shop.envs.get('dev')!, ADMIN) }, 'resourceName: myPool\n');
    await shop.run('apply');
    expect(variables(shop)).toEqual({ ...SECRET, AUTH_MYPOOL_USERPOOLID: 'eu-west-1_Pooldev' });
  });

  test('stands in the output config', async () => {
    const report = await shopWith(ADMIN).run('validate');
    expect(report.envs[0]?.config?.lambdaEnvironment).toEqual({ [VARIABLE]: 'eu-west-1_Pooldev' });
  });
});

describe('what is taken back', () => {
  test('an entry that is gone: policy and variable', async () => {
    const shop = shopWith(ADMIN);
    await shop.run('apply');
    declare(shop, '');
    const report = await shop.run('apply');
    expect(plannedIn(report)).toEqual([
      `delete lambda-policy admin-role/${POLICY}`,
      `delete lambda-environment admin/${VARIABLE}`,
    ]);
    expect(variables(shop)).toEqual(SECRET);
    expect(shop.inline('admin-role').size).toBe(0);
    expect(locked(shop)?.lambdas).toBeUndefined();
  });

  test.each([['with a lock'], ['without a lock']])('unlink, %s', async (how) => {
    const shop = shopWith(ADMIN);
    shop.aws.roles.get('admin-role')!.inline.set('theirs', '{"Version":"2012-10-17","Statement":[]}');
    await shop.run('apply');
    if (how === 'without a lock') shop.workspace.files.delete(LOCK);
    expect((await shop.run('unlink', { envs: 'dev' })).findings).toEqual([]);
    expect(variables(shop)).toEqual(SECRET);
    expect([...shop.inline('admin-role').keys()]).toEqual(['theirs']);
    expect((await shop.run('unlink', { envs: 'dev' })).plan.changes).toEqual([]);
  });

  test('an env that left the manifest, with prune', async () => {
    const shop = new Shop('dev', 'prod');
    makeFunction(shop, 'admin');
    declare(shop, ADMIN);
    await shop.run('apply');
    shop.envs.delete('dev');
    shop.write({});
    await shop.run('apply', { prune: 'true' });
    expect(variables(shop)).toEqual(SECRET);
    expect(shop.inline('admin-role').size).toBe(0);
  });

  test('a variable that somebody has changed since is no longer ours', async () => {
    const shop = shopWith(ADMIN);
    await shop.run('apply');
    shop.aws.functions.get('admin')!.variables.set(VARIABLE, 'theirs');
    await shop.run('unlink', { envs: 'dev' });
    expect(variables(shop)[VARIABLE]).toBe('theirs');
  });

  test('from the old role of a function', async () => {
    const shop = shopWith(ADMIN);
    await shop.run('apply');
    makeFunction(shop, 'other');
    shop.aws.functions.get('admin')!.roleArn = roleArn(shop.aws, 'other-role');
    expect((await shop.run('drift')).findings.map(({ rule }) => rule)).toEqual(['drift/role']);
    await shop.run('apply');
    expect(shop.inline('admin-role').size).toBe(0);
    expect(shop.inline('other-role').has(POLICY)).toBe(true);
  });

  test('a function that is gone leaves nothing behind', async () => {
    const shop = shopWith(ADMIN);
    await shop.run('apply');
    shop.aws.functions.delete('admin');
    declare(shop, '');
    expect((await shop.run('apply')).result).toBe('success');
    expect(shop.inline('admin-role').size).toBe(0);
    expect(locked(shop)?.lambdas).toBeUndefined();
  });
});

describe('a failed write', () => {
  test.each(['refuse', 'lose', 'do-and-lose'] as const)('of the variable: %s', async (fate) => {
    const shop = shopWith(ADMIN);
    shop.aws.beforeWrite = ({ operation }) => (operation.startsWith('lambda:') ? fate : 'do');
    const report = await shop.run('apply');
    if (fate === 'do-and-lose') {
      // The answer was lost, and the look shows that it was carried out.
      expect(report.result).toBe('success');
      expect(variables(shop)[VARIABLE]).toBe('eu-west-1_Pooldev');
      return;
    }
    expect(report.outcomes.map(({ kind, status }) => [kind, status])).toEqual([
      ['lambda-policy', 'rolled-back'],
      ['lambda-environment', 'failed'],
      ['file', 'skipped'],
      ['lock', 'skipped'],
    ]);
    expect(variables(shop)).toEqual(SECRET);
    expect(shop.inline('admin-role').size).toBe(0);
    expect(locked(shop)).toBeUndefined();
  });

  test('after it puts the variable back', async () => {
    const shop = shopWith('{function: admin}, {function: mailer}');
    makeFunction(shop, 'mailer');
    shop.aws.beforeWrite = ({ role }) => (role === 'mailer' ? 'refuse' : 'do');
    const report = await shop.run('apply');
    expect(report.outcomes.slice(0, 2).map(({ status }) => status)).toEqual(['rolled-back', 'failed']);
    expect(variables(shop)).toEqual(SECRET);
  });

  test('what somebody has changed meanwhile is left behind, with words to fix it', async () => {
    const shop = shopWith('{function: admin}, {function: mailer}');
    makeFunction(shop, 'mailer');
    shop.aws.beforeWrite = ({ role }) => {
      if (role === 'mailer') shop.aws.functions.get('admin')!.variables.set(VARIABLE, 'theirs');
      return role === 'mailer' ? 'refuse' : 'do';
    };
    const report = await shop.run('apply');
    expect(report.findings.map(({ rule }) => rule)).toContain('apply/left-behind');
    expect(report.findings.find(({ rule }) => rule === 'apply/left-behind')?.hint).toContain(
      'remove it in the environment',
    );
    expect(variables(shop)[VARIABLE]).toBe('theirs');
  });
});

describe('what may not be looked at', () => {
  test('a function: nothing is written for the env', async () => {
    const shop = shopWith(ADMIN);
    shop.aws.denied.add('lambda:GetFunctionConfiguration');
    const report = await shop.run('apply');
    expect(shop.aws.writes).toEqual([]);
    expect(report.findings.map(({ rule }) => rule)).toEqual(['apply/failed']);
    expect(report.unchecked.map(({ rule, missingPermission }) => [rule, missingPermission])).toEqual([
      ['lambda/not-found', 'lambda:GetFunctionConfiguration'],
    ]);
  });

  test('an environment that cannot be decrypted is never replaced', async () => {
    const shop = shopWith(ADMIN);
    shop.aws.functions.get('admin')!.locked = true;
    const report = await shop.run('apply');
    expect(shop.aws.writes).toEqual([]);
    expect(report.unchecked.map(({ rule, missingPermission }) => [rule, missingPermission])).toEqual([
      ['lambda/not-found', 'kms:Decrypt'],
    ]);
  });

  test('with policies: off nobody asks', async () => {
    const shop = shopWith(ADMIN);
    const report = await shop.run('apply', { policies: 'off' });
    expect(report.result).toBe('success');
    expect(shop.aws.log.filter((call) => call.startsWith('lambda:'))).toEqual([]);
    expect(variables(shop)).toEqual(SECRET);
  });
});

describe('policies: check', () => {
  test('says what is missing, and writes nothing in AWS', async () => {
    const shop = shopWith(ADMIN, 'policies: check');
    const report = await shop.run('apply');
    expect(report.findings.map(({ rule, message }) => [rule, message.split(':')[0]])).toEqual([
      ['policy/missing', 'admin-role does not grant what lambda wants'],
      ['policy/missing', `the Lambda function admin does not have ${VARIABLE}=eu-west-1_Pooldev`],
    ]);
    expect(shop.aws.writes).toEqual([]);
  });

  test('of Lambda only, by kind', async () => {
    const more = 'policies: {lambdas: check}\n    categories: {storage: [{bucket: files, auth: [read]}]}';
    const shop = shopWith(ADMIN, more);
    await shop.run('apply');
    expect(shop.inline('dev-auth').size).toBe(1);
    expect(shop.inline('admin-role').size).toBe(0);
  });

  test('what was applied before stays in the lock', async () => {
    const shop = shopWith(ADMIN);
    await shop.run('apply');
    const before = locked(shop);
    declare(shop, ADMIN, 'policies: check');
    expect((await shop.run('apply')).findings).toEqual([]);
    expect(locked(shop)?.lambdas).toEqual(before?.lambdas);
    expect(locked(shop)?.policies).toEqual(before?.policies);
    expect(shop.inline('admin-role').has(POLICY)).toBe(true);
  });
});

describe('drift', () => {
  test.each<[string, (shop: Shop) => void, string]>([
    [
      'a policy that was removed',
      (shop) => shop.aws.roles.get('admin-role')!.inline.delete(POLICY),
      'is missing on admin-role',
    ],
    [
      'a variable that was removed',
      (shop) => shop.aws.functions.get('admin')!.variables.delete(VARIABLE),
      'is missing',
    ],
    [
      'a variable that was changed',
      (shop) => shop.aws.functions.get('admin')!.variables.set(VARIABLE, 'other'),
      'was changed by hand',
    ],
  ])('%s', async (_what, change, says) => {
    const shop = shopWith(ADMIN);
    await shop.run('apply');
    expect((await shop.run('drift')).findings).toEqual([]);
    change(shop);
    const report = await shop.run('drift');
    expect(report.findings.map(({ rule }) => rule)).toEqual(['drift/policy']);
    expect(report.findings[0]?.message).toContain(says);
    const lines = (shop.workspace.files.get('amplify-auth.yml') ?? '').split('\n');
    expect(lines[report.findings[0]!.place.line - 1]).toContain('lambdas:');
    await shop.run('apply');
    expect((await shop.run('drift')).findings).toEqual([]);
  });

  test('without a lock, against the manifest', async () => {
    const shop = shopWith(ADMIN);
    const report = await shop.run('drift');
    expect(
      report.findings.filter(({ rule }) => rule === 'drift/policy').map(({ message }) => message.split(' (')[0]),
    ).toEqual([`the policy ${POLICY} is missing`, `the variable ${VARIABLE} is missing`]);
  });
});

test('offline nothing is known of functions', async () => {
  const shop = shopWith(ADMIN);
  await shop.run('apply');
  const report = await shop.run('validate', { offline: 'true' });
  expect(report.unchecked.map(({ rule }) => rule)).toContain('lambda/not-found');
});

test('the permissions name function and role, and with a lock the role itself', async () => {
  const shop = shopWith(ADMIN);
  const permissions = async () => {
    const { document } = await shop.run('permissions');
    return JSON.stringify(
      (document?.data as { permissions: [{ write: { policy: unknown } }] }).permissions[0].write.policy,
    );
  };
  expect(await permissions()).toContain('role/FILL-IN-THE-EXECUTION-ROLE-OF-admin');
  await shop.run('apply');
  const after = await permissions();
  expect(after).toContain('role/admin-role');
  expect(after).toContain('lambda:UpdateFunctionConfiguration');
  expect(after).toContain('function:admin');
});

test('a function with the role of another env’s users gets no rights: they would share them', async () => {
  const shop = new Shop('dev', 'prod');
  const [dev, prod] = [shop.envs.get('dev')!, shop.envs.get('prod')!];
  makeFunction(shop, 'admin');
  shop.aws.functions.get('admin')!.roleArn = roleArn(shop.aws, prod.authRole);
  shop.write({ dev: entry(dev, '{function: admin, access: [read]}'), prod: entry(prod, '') });
  const report = await shop.run('apply');
  expect(report.findings).toMatchObject([{ rule: 'policy/privileged', env: 'dev' }]);
  expect(report.findings[0]?.message).toContain('runs with the role of signed-in users of prod');
  expect(shop.aws.roles.get(prod.authRole)!.inline.has(POLICY)).toBe(false);
});
