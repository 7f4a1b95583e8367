import { CreateRoleCommand, ListRolePoliciesCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { makeFunction } from '@amplify-import-auth/testbed/aws';
import { findingsOf, GENERATED, LOCK, MANIFEST, noticesOf, Stage, type Shop } from '../helpers/github-shop.ts';

// A lock is a record: whoever edits it must not be able to have anything deleted, written or assumed.
const BRANCH = 'amplify-import-auth/shop';
const COMMIT = { command: 'apply', publish: 'commit' };
const PULL_REQUEST = { command: 'apply', publish: 'pull-request' };
let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open();
});

beforeEach(() => {
  stage.reset();
});

afterAll(() => stage.close());

type Entry = Record<string, unknown> & { files: unknown[]; policies: unknown[]; lambdas?: unknown[] };
interface Lock {
  envs: Record<string, Entry>;
}

/** What an attacker would like to see gone, each under a format that the lock may name. */
const PRECIOUS: Readonly<Record<string, readonly [format: string, text: string]>> = {
  'src/app.ts': ['aws-exports', 'export const secret = () => 42;\n'],
  'src/settings.js': ['aws-exports', 'export default { port: 8080 };\n'],
  'package.json': ['amplifyconfiguration', '{\n  "name": "shop"\n}\n'],
  'amplify_outputs.json': ['amplify-outputs', '{"version": "1", "custom": {}}\n'],
  'terraform/admin.json': [
    'role-policies',
    '{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Effect": "Allow",\n      "Action": "s3:*",\n      "Resource": "*"\n    }\n  ]\n}\n',
  ],
  CODEOWNERS: ['dotenv', '* @octo/security\n'],
  '.env': ['dotenv', 'DATABASE_URL=postgres://db\n'],
  '.github/workflows/ci.yml': ['dotenv', 'on: push\n'],
  '.gitattributes': ['dotenv', '*.ts text\n'],
  'amplify/auth/resource.ts': ['aws-exports', 'export const auth = {};\n'],
  'blog/amplify-auth.yml': ['dotenv', 'version: 1\n'],
  'blog/amplify-auth.lock.json': [
    'amplifyconfiguration',
    '{\n  "version": 1,\n  "project": "blog",\n  "envs": {}\n}\n',
  ],
};

const hashOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const listed = (path: string, format: string, text: string) => ({ path, format, hash: hashOf(text), published: true });

/** A shop whose first run is merged, with the files that an attacker is after. */
async function applied(): Promise<Shop> {
  const shop = await stage.shop();
  const files = Object.fromEntries(Object.entries(PRECIOUS).map(([path, [, text]]) => [path, text]));
  await shop.repository.commit({ files });
  const run = await shop.run(COMMIT);
  if (run.exitCode !== 0) throw new Error(run.output);
  stage.reset();
  return shop;
}

/** The lock at a branch as an attacker leaves it. */
async function forged(shop: Shop, change: (dev: Entry, lock: Lock) => void, branch = 'main'): Promise<string> {
  const lock = JSON.parse((await shop.repository.read(LOCK, branch)) ?? '') as Lock;
  const { dev } = lock.envs;
  if (dev === undefined) throw new Error('the lock has no dev');
  change(dev, lock);
  return `${JSON.stringify(lock, undefined, 2)}\n`;
}

const listAll = (manifest: string) => (dev: Entry) => {
  for (const [path, [format, text]] of Object.entries(PRECIOUS)) dev.files.push(listed(path, format, text));
  dev.files.push(listed(MANIFEST, 'dotenv', manifest), listed(LOCK, 'amplifyconfiguration', ''));
};

describe('an edited lock that is merged', () => {
  test('removes no file that is not managed by this action', async () => {
    const shop = await applied();
    const text = await forged(shop, listAll(shop.manifest()));
    const before = await shop.repository.files();
    await shop.repository.commit({ files: { [LOCK]: text } });
    const run = await shop.run(COMMIT);
    expect(await shop.repository.files()).toEqual({ ...before, [LOCK]: expect.any(String) as unknown });
    expect(run.report.plan.changes.filter(({ action }) => action === 'delete')).toEqual([]);
    expect(run.report.findings).toEqual([]);
  });

  test('removes a file managed by this action that is no longer wanted, and plan and summary name it', async () => {
    const shop = await applied();
    const [gone = ''] = GENERATED;
    const manifest = (await shop.repository.read(MANIFEST)) ?? '';
    await shop.repository.commit({ files: { [MANIFEST]: manifest.replace(/ {2}- \{format: aws-exports.*\n/, '') } });
    const plan = await shop.run({ command: 'plan' });
    expect(plan.report.plan.changes).toContainEqual(expect.objectContaining({ action: 'delete', target: gone }));
    expect(plan.summary).toContain(`delete file \`${gone}\``);
    const run = await shop.run(COMMIT);
    expect(run.exitCode).toBe(0);
    expect(await shop.repository.read(gone)).toBeUndefined();
    expect(run.summary).toContain(gone);
  });

  test('makes no variable go of a function that has nothing to do with it', async () => {
    const shop = await applied();
    const variables = { API_KEY: 'eu-west-1_AbCdEfGhI', AUTH_TOKEN: 'keep', __proto__x: 'keep' };
    const { name, roleArn } = await makeFunction(shop.clients, 'payments', variables);
    const lambdas = Object.entries(variables).map(([variable, value]) => ({
      function: name,
      role: roleArn,
      variable,
      value,
    }));
    const text = await forged(shop, (dev) => {
      dev.lambdas = [...lambdas, { function: name, role: roleArn, variable: '__proto__', value: 'x' }];
    });
    await shop.repository.commit({ files: { [LOCK]: text } });
    const run = await shop.run(COMMIT);
    const now = await shop.clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    expect(now.Environment?.Variables).toEqual(variables);
    expect(shop.awsWrites).toEqual([]);
    expect(run.output).not.toContain('eu-west-1_AbCdEfGhI');
  });

  test('makes no policy go of a role that has nothing to do with the env', async () => {
    const shop = await applied();
    const arn = await roleWith(shop, 'break-glass', ['admin', 'amplify-import-auth.shop.dev.storage']);
    const text = await forged(shop, (dev) => {
      for (const name of ['admin', 'amplify-import-auth.shop.dev.storage']) {
        dev.policies.push({ role: arn, name, hash: hashOf('') });
      }
    });
    await shop.repository.commit({ files: { [LOCK]: text } });
    const run = await shop.run(COMMIT);
    expect(await policiesOf(shop, 'break-glass')).toEqual(['admin', 'amplify-import-auth.shop.dev.storage']);
    expect(shop.awsWrites).toEqual([]);
    expect(noticesOf(run).join('\n')).toContain('only the lock says that the role has to do with dev');
  });

  test('has no role assumed that only the lock names, and says what to write', async () => {
    const shop = await applied();
    const arn = await roleWith(shop, 'admin', []);
    const text = await forged(shop, (dev, lock) => {
      lock.envs['old'] = { ...dev, roleToAssume: { read: arn, write: arn }, files: [], policies: [] };
    });
    await shop.repository.commit({ files: { [LOCK]: text } });
    const run = await shop.run({ ...COMMIT, prune: 'true' });
    expect(stage.proxy.calls.filter(({ operation }) => operation === 'AssumeRole')).toEqual([]);
    const found = run.report.findings.find(({ env }) => env === 'old');
    expect(found).toMatchObject({ rule: 'account/credentials' });
    expect(found?.message).toContain(`only the lock names the role ${arn}`);
    expect(found?.hint).toContain('accounts:');
  });

  test.each<[string, (dev: Entry, lock: Lock) => void]>([
    ['a region that is a host of theirs', (dev) => (dev['region'] = 'eu-west-1.evil.example/')],
    ['an ARN of something else', (dev) => dev.policies.push({ role: 'arn:aws:iam::1:user/x', name: 'x', hash: 'x' })],
    ['a role that is a wildcard', (dev) => (dev['authRoleArn'] = 'arn:aws:iam::111122223333:role/*')],
    [
      'a function elsewhere',
      (dev) => {
        const role = dev['authRoleArn'];
        const name = 'arn:aws:lambda:eu-west-1:999988887777:function:x';
        dev.lambdas = [{ function: name, role, variable: null, value: null }];
      },
    ],
    ['an env that is a path', (dev, { envs }) => (envs['../prod'] = dev)],
    ['an account that is none', (dev) => (dev['accountId'] = '1'.repeat(100_000))],
  ])('with %s stops the run, and nothing is written', async (_, change) => {
    const shop = await applied();
    await shop.repository.commit({ files: { [LOCK]: await forged(shop, change) } });
    const run = await shop.run({ ...COMMIT, prune: 'true' });
    expect(run.exitCode).toBe(1);
    expect(findingsOf(run).join('\n')).toContain(`lock/stale the lock ${LOCK} cannot be read`);
    expect(run.output).not.toContain('This is a bug');
    expect(shop.awsWrites).toEqual([]);
    expect(shop.writes).toEqual([]);
  });
});

describe('an edited lock on the branch of the pull request', () => {
  test.each([
    [
      'pushed',
      async (shop: Shop, files: Record<string, string>, message: string) => {
        await shop.repository.commit({ branch: BRANCH, files, message });
      },
    ],
    [
      'committed in the web editor',
      async (shop: Shop, files: Record<string, string>, message: string) => {
        await commitInBrowser(shop, 'mallory', files, message);
      },
    ],
    [
      'committed by another bot',
      async (shop: Shop, files: Record<string, string>, message: string) => {
        await commitInBrowser(shop, 'helper[bot]', files, message);
      },
    ],
    [
      'committed by another job',
      async (shop: Shop, files: Record<string, string>, message: string) => {
        await commitInBrowser(shop, 'github-actions[bot]', files, message);
      },
    ],
  ])('and %s with our mark is not used, and the run says so', async (_, commit) => {
    const shop = await applied();
    // Something to publish: an env more would do as well.
    await shop.repository.commit({ files: { [MANIFEST]: shop.manifest('read') } });
    expect((await shop.run(PULL_REQUEST)).exitCode).toBe(0);
    const arn = await roleWith(shop, 'break-glass', ['amplify-import-auth.shop.old.storage']);
    const text = await forged(
      shop,
      (dev, lock) => {
        listAll(shop.manifest('read'))(dev);
        const policy = { role: arn, name: 'amplify-import-auth.shop.old.storage', hash: hashOf('') };
        lock.envs['old'] = { ...dev, files: dev.files, policies: [policy] };
      },
      BRANCH,
    );
    const [copied] = await shop.repository.log(BRANCH);
    await commit(shop, { [LOCK]: text }, copied?.message ?? '');
    const theirs = await shop.repository.head(BRANCH);
    stage.reset();
    const run = await shop.run({ ...PULL_REQUEST, prune: 'true' });
    expect(noticesOf(run).join('\n')).toMatch(/in the open pull request \d+ differs, and is not used/);
    expect(await policiesOf(shop, 'break-glass')).toEqual(['amplify-import-auth.shop.old.storage']);
    expect(run.report.plan.changes.filter(({ action }) => action === 'delete')).toEqual([]);
    const files = await shop.repository.files(BRANCH);
    for (const [path, [, before]] of Object.entries(PRECIOUS)) expect(files[path]).toBe(before);
    expect((await shop.repository.log(BRANCH)).map(({ sha }) => sha)).toContain(theirs);
  });

  test('counts only if it is ours', async () => {
    const shop = await applied();
    await shop.repository.commit({ files: { [MANIFEST]: shop.manifest('read') } });
    expect((await shop.run(PULL_REQUEST)).exitCode).toBe(0);
    const run = await shop.run(PULL_REQUEST);
    expect(noticesOf(run).join('\n')).toContain('The lock of shop is newer in the open pull request');
  });
});

/** A role that some other service uses. */
async function roleWith({ clients: { iam } }: Shop, RoleName: string, policies: readonly string[]): Promise<string> {
  const document = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const trust = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const made = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(trust) }));
  for (const PolicyName of policies) {
    const PolicyDocument = document({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::theirs/*' });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
  }
  return made.Role?.Arn ?? '';
}

async function policiesOf({ clients: { iam } }: Shop, RoleName: string): Promise<readonly string[]> {
  return (await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames ?? [];
}

/** GitHub signs what people commit there as it signs what the API is asked for. */
async function commitInBrowser(
  { repository }: Shop,
  login: string,
  files: Record<string, string>,
  message: string,
): Promise<void> {
  const [headline = '', ...body] = message.split('\n');
  const additions = Object.entries(files).map(([path, text]) => {
    return { path, contents: Buffer.from(text).toString('base64') };
  });
  const input = {
    branch: { repositoryNameWithOwner: repository.fullName, branchName: BRANCH },
    expectedHeadOid: await repository.head(BRANCH),
    message: { headline, body: body.join('\n').trim() },
    fileChanges: { additions },
  };
  const query =
    'mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }';
  const answer = await fetch(`${stage.github.url}/graphql`, {
    method: 'POST',
    headers: {
      authorization: `bearer ${stage.github.tokens.create({ login }).value}`,
      'content-type': 'application/json',
      'user-agent': 'test',
    },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const text = await answer.text();
  if (!text.includes('"oid"')) throw new Error(text);
}
