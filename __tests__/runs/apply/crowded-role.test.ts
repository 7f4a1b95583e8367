import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { parsePolicy, policyOf, policySize, serialisePolicy } from '../../../src/iam/document.ts';
import { mergeStatements } from '../../../src/iam/merge.ts';
import { decide } from '../../helpers/evaluator.ts';
import { LiveShop, type State } from '../../helpers/live-shop.ts';
import { SCOPE, statementsOf } from '../../helpers/statements.ts';

// Roles that other people's policies have nearly filled, on the emulator.
const QUOTA = 10_240;
const OWN = (env: string) => `amplify-import-auth.shop.${env}.storage`;
const ENTRY = { bucket: 'files', auth: ['create', 'read', 'update', 'delete'] };
const LINE = 'categories: {storage: [{bucket: files, auth: [create, read, update, delete]}]}';
let shop: LiveShop;
let before: State;

/** A policy of somebody else that has this many characters; its resource is a bucket of theirs. */
function filler(size: number): string {
  const text = (name: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::theirs/${name}` }],
    });
  return text('x'.repeat(size - text('').length));
}

const statements = statementsOf('storage', ENTRY, { kind: 'auth' }, SCOPE);
const PLAIN = policySize(serialisePolicy(policyOf(statements)));
const MERGED = policySize(serialisePolicy(policyOf(mergeStatements(statements))));

beforeAll(async () => {
  shop = await LiveShop.open(['dev']);
  before = await shop.state();
});

beforeEach(async () => {
  await shop.restore(before);
  shop.write({ dev: [...shop.ids('dev'), LINE] });
});

afterAll(() => shop.close());

const role = () => shop.env('dev').authRoleName;
const writes = () => shop.proxy.calls.filter(({ operation }) => /^(Put|Delete|Attach|Create|Update)/.test(operation));
const rules = (findings: readonly { rule: string; env: string | null }[]) =>
  findings.map(({ rule, env }) => `${rule} ${env ?? ''}`);

/** What signed-in users may do with a bucket, by all inline policies of the role. */
async function rights(bucket: string): Promise<readonly string[]> {
  const documents = Object.values(await shop.inline(role())).map((text) => parsePolicy(text)!);
  const context = { 'cognito-identity.amazonaws.com:sub': 'eu-west-1:me' };
  const prefix = { 's3:prefix': 'public/' };
  const asks = [
    ...['s3:GetObject', 's3:PutObject', 's3:DeleteObject'].flatMap((action) =>
      ['public/a', 'protected/eu-west-1:me/a', 'protected/eu-west-1:you/a', 'private/eu-west-1:you/a'].map((key) => ({
        action,
        resource: `arn:aws:s3:::${bucket}/${key}`,
        context,
      })),
    ),
    { action: 's3:ListBucket', resource: `arn:aws:s3:::${bucket}`, context: { ...context, ...prefix } },
    { action: 's3:ListBucket', resource: `arn:aws:s3:::${bucket}`, context: { ...context, 's3:prefix': '' } },
  ];
  return asks.flatMap((ask) =>
    decide(ask, documents) === 'allowed' ? [`${ask.action} ${ask.resource.replace(bucket, '')}`] : [],
  );
}

test('merging makes a difference', () => {
  expect(PLAIN - MERGED).toBeGreaterThan(150);
});

describe('too full, whatever is merged', () => {
  test.each<[string, () => Promise<void>]>([
    ['9,700 characters in one policy', () => shop.put(role(), 'legacy', filler(9_700))],
    [
      'in many small ones',
      async () => {
        for (let index = 0; index < 20; index += 1) await shop.put(role(), `legacy-${index}`, filler(485));
      },
    ],
    [
      'in policies of other projects of this action',
      async () => {
        await shop.put(role(), 'amplify-import-auth.other.dev.storage', filler(4_850));
        await shop.put(role(), 'amplify-import-auth.shop.unknown.storage', filler(4_850));
      },
    ],
    ['one character too many', () => shop.put(role(), 'legacy', filler(QUOTA - MERGED + 1))],
  ])('%s: the finding, and nothing is written', async (_what, fill) => {
    await fill();
    const state = await shop.state();
    shop.proxy.reset();
    const report = await shop.run('apply');
    expect(rules(report.findings)).toEqual(['policy/quota dev']);
    expect(report.result).toBe('failure');
    expect(report.outcomes.map(({ status }) => status)).toEqual(['skipped']);
    expect(writes()).toEqual([]);
    expect(await shop.state()).toEqual(state);
  });

  test('9,000 characters of others, and two envs that share the role', async () => {
    await shop.put(role(), 'legacy', filler(9_000));
    shop.write({
      dev: [...shop.ids('dev'), LINE],
      demo: ['extends: dev', LINE.replace('files', 'more')],
    });
    const state = await shop.state();
    shop.proxy.reset();
    const report = await shop.run('apply');
    expect(rules(report.findings).toSorted()).toEqual(['policy/quota demo', 'policy/quota dev']);
    expect(writes()).toEqual([]);
    expect(await shop.state()).toEqual(state);
  });

  test('9,000 characters of others, and several categories', async () => {
    await shop.put(role(), 'legacy', filler(9_000));
    shop.write({
      dev: [
        ...shop.ids('dev'),
        'categories:',
        '  storage: [{bucket: files, auth: [create, read, update, delete]}]',
        '  dynamodb: [{table: notes, auth: [create, read, update, delete]}]',
        '  geo: [{map: streets, auth: [read]}]',
      ],
    });
    const state = await shop.state();
    shop.proxy.reset();
    const report = await shop.run('apply');
    expect(rules(report.findings)).toEqual(['policy/quota dev']);
    expect(report.findings[0]!.message).toContain('9000 of them are not this env');
    expect(writes()).toEqual([]);
    expect(await shop.state()).toEqual(state);
  });
});

describe('equal statements are merged before giving up', () => {
  test('with room for the plain form it stays plain', async () => {
    await shop.put(role(), 'legacy', filler(QUOTA - PLAIN));
    expect((await shop.run('apply')).findings).toEqual([]);
    expect(policySize((await shop.inline(role()))[OWN('dev')]!)).toBe(PLAIN);
  });

  test('to the last character, with the same rights, and re-runs are empty', async () => {
    expect((await shop.run('apply')).findings).toEqual([]);
    const plain = await rights('files');
    expect(plain).toHaveLength(8);
    await shop.drop(role(), OWN('dev'));
    await shop.put(role(), 'legacy', filler(QUOTA - MERGED));
    const report = await shop.run('apply');
    expect(report.findings).toEqual([]);
    const inline = await shop.inline(role());
    expect(policySize(inline[OWN('dev')]!)).toBe(MERGED);
    expect(Object.values(inline).reduce((sum, text) => sum + policySize(text), 0)).toBe(QUOTA);
    expect(await rights('files')).toEqual(plain);
    expect((await shop.run('apply')).plan.changes).toEqual([]);
    // Nor does it go back and forth when others make room.
    await shop.drop(role(), 'legacy');
    expect((await shop.run('apply')).plan.changes).toEqual([]);
  });

  test('where it takes the policies of two envs to fill the role, and each run sees only one of them', async () => {
    const again = 'categories: {storage: [{bucket: more, auth: [create, read, update, delete]}]}';
    shop.write({ dev: [...shop.ids('dev'), LINE], demo: ['extends: dev', again] });
    await shop.put(role(), 'legacy', filler(QUOTA - 2 * MERGED - 50));
    expect((await shop.run('apply')).findings).toEqual([]);
    expect((await rights('files')).length).toBe(8);
    expect((await rights('more')).length).toBe(8);
    for (const envs of ['dev', 'demo', '']) {
      const report = await shop.run('apply', { envs });
      expect([envs, report.findings, report.plan.changes]).toEqual([envs, [], []]);
    }
  });
});
