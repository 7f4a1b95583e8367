import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DeleteRolePolicyCommand, GetRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import {
  actAs,
  addUser,
  type AwsClients,
  dynamodb,
  type Environment,
  identityOf,
  logIn,
  PASSWORD,
  seedEnvironment,
} from '@amplify-import-auth/testbed/aws';
import type { PolicyDocument, Statement } from '../../../src/domain/iam-policy.ts';
import { evaluate } from '../../helpers/evaluate-policies.ts';
import { clientsFor, endpoint, PUBLIC_ACCOUNT, REGION } from '../../helpers/emulator.ts';
import { Checkout, manifestOf, step } from '../../helpers/step.ts';

// Rights as they are enforced: S3 and DynamoDB calls with the credentials of a signed-in user and of a guest, by the roles that apply
// has written to. What an app can do is said by hand here, in cells of one letter for each call: `+` allowed, `-` denied.

/** Keys below which everybody tries everything; `<me>` is the caller's identity. */
const KEYS = [
  'public/x',
  'protected/<me>/x',
  'protected/other/x',
  'private/<me>/x',
  'private/other/x',
  'uploads/x',
  'x',
];
const CALLS = ['put', 'get', 'delete'] as const;
const PREFIXES = ['public/', 'protected/', 'private/<me>/', 'private/other/', ''];

type Table = Readonly<Record<string, string>>;

/** What the Amplify CLI grants for full access of users and read access of guests: put, get, delete; then the listing of a prefix. */
const AMPLIFY: Readonly<Record<'user' | 'guest', Table>> = {
  user: {
    'public/x': '+++',
    'protected/<me>/x': '+++',
    'protected/other/x': '-+-',
    'private/<me>/x': '+++',
    'private/other/x': '---',
    'uploads/x': '+--',
    x: '---',
    'list public/': '+',
    'list protected/': '+',
    'list private/<me>/': '+',
    'list private/other/': '-',
    'list ': '-',
  },
  guest: {
    'public/x': '-+-',
    'protected/<me>/x': '-+-',
    'protected/other/x': '-+-',
    'private/<me>/x': '---',
    'private/other/x': '---',
    'uploads/x': '---',
    x: '---',
    'list public/': '+',
    'list protected/': '+',
    'list private/<me>/': '-',
    'list private/other/': '-',
    'list ': '-',
  },
};

const STRICT: typeof AMPLIFY = {
  user: { ...AMPLIFY.user, 'uploads/x': '---' },
  guest: { ...AMPLIFY.guest, 'protected/<me>/x': '---', 'protected/other/x': '---', 'list protected/': '-' },
};

/** Items: put, get, update, delete, query; then a scan and a batch. */
const ITEMS: Readonly<Record<'user' | 'guest', Table>> = {
  user: { 'item <me>': '+++++', 'item other': '-----', scan: '-', 'batch <me>': '+', 'batch <me>,other': '-' },
  guest: { 'item <me>': '-+--+', 'item other': '-----', scan: '-', 'batch <me>': '-', 'batch <me>,other': '-' },
};

interface Caller {
  readonly id: string;
  readonly clients: AwsClients;
  readonly credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}

/** The outcome of a call as one letter; anything but a refusal is a mistake of the test. */
async function letter(call: () => Promise<unknown>): Promise<'+' | '-'> {
  try {
    await call();
    return '+';
  } catch (error) {
    const { name } = error as Error;
    if (name.startsWith('AccessDenied')) return '-';
    // The object may be gone by then: that was not refused.
    if (name === 'NoSuchKey') return '+';
    throw error;
  }
}

let count = 0;

describe.each([
  ['amplify', AMPLIFY],
  ['strict', STRICT],
] as const)('in the profile %s', (profile, expected) => {
  const root = clientsFor(PUBLIC_ACCOUNT);
  const checkout = new Checkout();
  const table = `notes-${profile}-${process.pid}-${(count += 1)}`;
  let env: Environment;
  let callers: Record<'user' | 'guest', Caller>;

  const asRoot = { accessKeyId: PUBLIC_ACCOUNT, secretAccessKey: 'test' };
  const ddb = (credentials: Caller['credentials'], operation: string, input: object) =>
    dynamodb({ endpoint: endpoint(), region: REGION, credentials }, operation, input);

  beforeAll(async () => {
    env = await seedEnvironment(root);
    await addUser(root, env.userPoolId, { username: 'ann@example.com', password: PASSWORD });
    await ddb(asRoot, 'CreateTable', {
      TableName: table,
      KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'owner', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    const rights = '{bucket: BUCKET, auth: [create, read, update, delete], guest: [read]}'.replace(
      'BUCKET',
      env.bucket,
    );
    const items = `{table: ${table}, auth: [create, read, update, delete], guest: [read]}`;
    const manifest = manifestOf({ dev: env }, () => [
      `profile: ${profile}`,
      `categories: {storage: [${rights}], dynamodb: [${items}]}`,
    ]);
    checkout.write('amplify-auth.yml', manifest);
    const applied = await step(checkout, PUBLIC_ACCOUNT, { command: 'apply' });
    expect(applied.report.findings).toEqual([]);
    const logins = await logIn(root, env, 'ann@example.com');
    callers = { user: await caller(logins), guest: await caller() };
    for (const key of KEYS)
      for (const { id } of Object.values(callers))
        await root.s3.send(new PutObjectCommand({ Bucket: env.bucket, Key: key.replace('<me>', id), Body: 'x' }));
  });

  afterAll(() => {
    checkout.dispose();
  });

  async function caller(logins?: Record<string, string>): Promise<Caller> {
    const id = await identityOf(root, env.identityPoolId, logins);
    const clients = await actAs(root, endpoint(), id, logins);
    const credentials = await clients.s3.config.credentials();
    return { id, clients, credentials: { ...credentials, sessionToken: credentials.sessionToken ?? '' } };
  }

  async function storageCells({ id, clients: { s3 } }: Caller): Promise<Table> {
    const cells: Record<string, string> = {};
    for (const key of KEYS) {
      const place = { Bucket: env.bucket, Key: key.replace('<me>', id) };
      const calls = {
        put: () => s3.send(new PutObjectCommand({ ...place, Body: 'x' })),
        get: () => s3.send(new GetObjectCommand(place)),
        delete: () => s3.send(new DeleteObjectCommand(place)),
      };
      cells[key] = '';
      for (const call of CALLS) cells[key] += await letter(calls[call]);
    }
    for (const prefix of PREFIXES) {
      const list = { Bucket: env.bucket, Prefix: prefix.replace('<me>', id) };
      cells[`list ${prefix}`] = await letter(() => s3.send(new ListObjectsV2Command(list)));
    }
    return cells;
  }

  async function itemCells({ id, credentials }: Caller): Promise<Table> {
    const call = (operation: string, input: object) =>
      letter(() => ddb(credentials, operation, { TableName: table, ...input }));
    const item = async (owner: string) => {
      const Key = { owner: { S: owner } };
      const query = { KeyConditionExpression: '#o = :o', ExpressionAttributeNames: { '#o': 'owner' } };
      const results = [
        await call('PutItem', { Item: Key }),
        await call('GetItem', { Key }),
        await call('UpdateItem', {
          Key,
          UpdateExpression: 'SET n = :n',
          ExpressionAttributeValues: { ':n': { N: '1' } },
        }),
        await call('DeleteItem', { Key }),
        await call('Query', { ...query, ExpressionAttributeValues: { ':o': { S: owner } } }),
      ];
      return results.join('');
    };
    const batch = (...owners: readonly string[]) => {
      const writes = owners.map((owner) => ({ PutRequest: { Item: { owner: { S: owner } } } }));
      return letter(() => ddb(credentials, 'BatchWriteItem', { RequestItems: { [table]: writes } }));
    };
    return {
      'item <me>': await item(id),
      'item other': await item('other'),
      scan: await call('Scan', {}),
      'batch <me>': await batch(id),
      'batch <me>,other': await batch(id, 'other'),
    };
  }

  test.each(['user', 'guest'] as const)('a %s reaches in S3 what is declared, and nothing else', async (who) => {
    expect(await storageCells(callers[who])).toEqual(expected[who]);
  });

  test.each(['user', 'guest'] as const)('a %s reaches in DynamoDB the own items, and nothing else', async (who) => {
    expect(await itemCells(callers[who])).toEqual(ITEMS[who]);
  });

  test('the tables have the cells that were promised', () => {
    const cells = [expected.user, expected.guest, ITEMS.user, ITEMS.guest]
      .flatMap((one) => Object.values(one))
      .join('');
    // Twice, for two profiles.
    expect(cells.length * 2).toBeGreaterThanOrEqual(120);
  });

  test.each(['user', 'guest'] as const)(
    'taking one statement from a %s turns exactly the cells that hang on it',
    async (who) => {
      const RoleName = who === 'user' ? env.authRoleName : env.guestRoleName;
      const PolicyName = 'amplify-import-auth.shop.dev.storage';
      const answer = await root.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      const whole = decodeURIComponent(answer.PolicyDocument ?? '');
      const document = JSON.parse(whole) as PolicyDocument;
      const put = (PolicyDocument: string) =>
        root.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
      const turned = new Set<string>();
      for (const [index] of document.Statement.entries()) {
        const left = document.Statement.filter((_, at) => at !== index);
        if (left.length === 0) await root.iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
        else await put(JSON.stringify({ ...document, Statement: left }));
        const cells = await storageCells(callers[who]);
        expect([index, cells]).toEqual([index, without(expected[who], left, who)]);
        for (const [key, value] of Object.entries(cells)) if (value !== expected[who][key]) turned.add(key);
      }
      await put(whole);
      expect(await storageCells(callers[who])).toEqual(expected[who]);
      // Every cell that is granted at all hangs on some statement.
      expect(turned.size).toBeGreaterThanOrEqual(who === 'user' ? 5 : 2);
    },
  );

  /** The table as it must be with these statements alone, by an evaluator that knows neither emulator nor action. */
  function without(cells: Table, statements: readonly Statement[], who: 'user' | 'guest'): Table {
    const { id } = callers[who];
    const arn = `arn:aws:s3:::${env.bucket}`;
    const may = (action: string, resource: string, prefix?: string) => {
      const text = (...values: readonly string[]) => ({ type: 'string', values }) as const;
      const context = {
        'cognito-identity.amazonaws.com:sub': text(id),
        'aws:ResourceAccount': text(PUBLIC_ACCOUNT),
        ...(prefix === undefined ? {} : { 's3:prefix': text(prefix) }),
      };
      const decision = evaluate([{ Version: '2012-10-17', Statement: statements }], { action, resource, context });
      return decision === 'allowed' ? '+' : '-';
    };
    const actions = ['s3:PutObject', 's3:GetObject', 's3:DeleteObject'];
    return Object.fromEntries(
      Object.keys(cells).map((key) => {
        const [, prefix] = /^list (.*)$/.exec(key) ?? [];
        if (prefix !== undefined) return [key, may('s3:ListBucket', arn, prefix.replace('<me>', id))];
        return [key, actions.map((action) => may(action, `${arn}/${key.replace('<me>', id)}`)).join('')];
      }),
    );
  }
});
