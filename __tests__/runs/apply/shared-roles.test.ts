import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../src/iam/document.ts';
import { decide, type Request } from '../../helpers/evaluator.ts';
import { LiveShop, type State } from '../../helpers/live-shop.ts';

// Two envs with one identity pool, and so with one auth and one guest role: each has resources of its own.
const FOREIGN = ['legacy', 'amplify-import-auth.other.demo.storage'];
const DOCUMENT =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:eu-west-1:111122223333:theirs"}]}';
const ENVS = ['dev', 'demo'] as const;
type Env = (typeof ENVS)[number];
let shop: LiveShop;
let before: State;

const categories = (env: Env) => [
  'categories:',
  `  storage: [{bucket: files-${env}, auth: [create, read, update, delete], guest: [read]}]`,
  `  dynamodb: [{table: notes-${env}, auth: [read, update], guest: [read]}]`,
  `  functions: [{function: quote-${env}, auth: [invoke]}]`,
];

function write(...envs: readonly Env[]): void {
  const all = { dev: [...shop.ids('dev'), ...categories('dev')], demo: [...shop.ids('dev'), ...categories('demo')] };
  shop.write(Object.fromEntries(envs.map((env) => [env, all[env]])));
}

beforeAll(async () => {
  shop = await LiveShop.open(['dev']);
  for (const role of shop.roles('dev')) for (const name of FOREIGN) await shop.put(role, name, DOCUMENT);
  write('dev', 'demo');
  const report = await shop.run('apply');
  expect([report.findings, report.result]).toEqual([[], 'success']);
  before = await shop.state();
});

beforeEach(() => shop.restore(before));

afterAll(() => shop.close());

/** Everything that the two envs declare, as calls, by env and by whom. */
function declared(env: Env): readonly (readonly [who: 'auth' | 'guest', request: Request])[] {
  const me = 'eu-west-1:me';
  const context = {
    'cognito-identity.amazonaws.com:sub': me,
    's3:prefix': 'public/',
    'dynamodb:LeadingKeys': me,
  };
  const account = shop.account;
  const ask = (action: string, resource: string): Request => ({ action, resource, context });
  const object = `arn:aws:s3:::files-${env}/public/a`;
  const table = `arn:aws:dynamodb:eu-west-1:${account}:table/notes-${env}`;
  return [
    ...['s3:GetObject', 's3:PutObject', 's3:DeleteObject'].map((action) => ['auth', ask(action, object)] as const),
    ['auth', ask('s3:ListBucket', `arn:aws:s3:::files-${env}`)],
    ['auth', ask('dynamodb:GetItem', table)],
    ['auth', ask('dynamodb:UpdateItem', table)],
    ['auth', ask('lambda:InvokeFunction', `arn:aws:lambda:eu-west-1:${account}:function:quote-${env}`)],
    ['guest', ask('s3:GetObject', object)],
    ['guest', ask('dynamodb:Query', table)],
  ];
}

/** How many of an env's declared rights the roles really give. */
async function granted(env: Env): Promise<number> {
  const [auth = '', guest = ''] = shop.roles('dev');
  const documents = async (role: string) => Object.values(await shop.inline(role)).map((text) => parsePolicy(text)!);
  const by = { auth: await documents(auth), guest: await documents(guest) };
  return declared(env).filter(([who, request]) => decide(request, by[who]) === 'allowed').length;
}

/** The first state without the policies of an env. */
function without(env: Env): State['policies'] {
  return Object.fromEntries(
    Object.entries(before.policies).map(([role, policies]) => [
      role,
      Object.fromEntries(
        Object.entries(policies).filter(([name]) => !name.startsWith(`amplify-import-auth.shop.${env}.`)),
      ),
    ]),
  );
}

test("every declared right holds by IAM's simulator, for both", async () => {
  const { capabilities } = await shop.run('plan');
  const cells = capabilities.map(({ env, category, grantee, live, planned }) => [
    `${env} ${category} ${grantee}`,
    live.state,
    planned.state,
  ]);
  const expected = ENVS.flatMap((env) =>
    ['storage auth', 'storage guest', 'dynamodb auth', 'dynamodb guest', 'functions auth'].map(
      (cell) => `${env} ${cell}`,
    ),
  );
  expect(cells.toSorted()).toEqual(expected.toSorted().map((cell) => [cell, 'yes', 'yes']));
});

test('both work, side by side, and foreign policies are as they were', async () => {
  for (const env of ENVS) expect([env, await granted(env)]).toEqual([env, declared(env).length]);
  const [auth = '', guest = ''] = shop.roles('dev');
  const names = (...own: readonly string[]) =>
    [...FOREIGN, ...own.flatMap((name) => ENVS.map((env) => `amplify-import-auth.shop.${env}.${name}`))].toSorted();
  expect(Object.keys(before.policies[auth]!).toSorted()).toEqual(names('storage', 'dynamodb', 'functions'));
  expect(Object.keys(before.policies[guest]!).toSorted()).toEqual(names('storage', 'dynamodb'));
  for (const policies of Object.values(before.policies))
    for (const name of FOREIGN) expect(policies[name]).toBe(DOCUMENT);
});

test.each(['', 'dev', 'demo'])('a re-run changes nothing, whichever envs it sees: "%s"', async (envs) => {
  const report = await shop.run('apply', { envs });
  expect([report.findings, report.plan.changes, report.outcomes]).toEqual([[], [], []]);
  expect(await shop.state()).toEqual(before);
});

test.each<[Env, Env]>([
  ['demo', 'dev'],
  ['dev', 'demo'],
])('removing %s removes its policies alone, and %s works on', async (gone, left) => {
  write(left);
  const report = await shop.run('apply', { prune: 'true' });
  expect([report.findings, report.result]).toEqual([[], 'success']);
  expect((await shop.state()).policies).toEqual(without(gone));
  expect(await granted(left)).toBe(declared(left).length);
  expect(await granted(gone)).toBe(0);
  const again = await shop.run('apply', { prune: 'true' });
  expect([again.findings, again.plan.changes]).toEqual([[], []]);
});

test('without prune a removed env keeps its policies', async () => {
  write('dev');
  const report = await shop.run('apply');
  expect(report.findings.map(({ rule }) => rule)).toEqual(['lock/orphaned-env']);
  expect((await shop.state()).policies).toEqual(before.policies);
});

test('a change in one env leaves the policies of the other to the byte', async () => {
  const all = [...shop.ids('dev'), ...categories('dev')];
  shop.write({ dev: all, demo: [...shop.ids('dev'), 'categories: {storage: [{bucket: other, auth: [read]}]}'] });
  expect((await shop.run('apply')).findings).toEqual([]);
  const { policies } = await shop.state();
  for (const [role, inline] of Object.entries(before.policies))
    for (const [name, text] of Object.entries(inline))
      if (!name.startsWith('amplify-import-auth.shop.demo.')) expect(policies[role]![name]).toBe(text);
  expect(await granted('dev')).toBe(declared('dev').length);
  expect(await granted('demo')).toBe(0);
});
