import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { LiveShop, type State } from '../../helpers/live-shop.ts';

// How often a write is tried, by what IAM says of it.
let shop: LiveShop;
let before: State;

beforeAll(async () => {
  shop = await LiveShop.open(['dev']);
  shop.write({ dev: [...shop.ids('dev'), 'categories: {storage: [{bucket: files, auth: [read]}]}'] });
  before = await shop.state();
});

beforeEach(async () => {
  // The SDK draws its waits by lot: this way none of them takes any time.
  jest.spyOn(Math, 'random').mockReturnValue(0);
  await shop.restore(before);
});

afterAll(() => shop.close());

const attempts = () => shop.proxy.calls.filter(({ operation }) => operation === 'PutRolePolicy').length;

test.each([
  // A quota on size: the SDK would take it for throttling, by its name.
  ['LimitExceeded', 409],
  ['MalformedPolicyDocument', 400],
  ['NoSuchEntity', 404],
  ['UnmodifiableEntity', 400],
  ['AccessDenied', 403],
])('%s (%i): tried once', async (code, status) => {
  shop.proxy.rules.push({ match: /PutRolePolicy/, fault: { kind: 'error', code, status } });
  const report = await shop.run('apply');
  expect(attempts()).toBe(1);
  expect(report.findings.map(({ rule }) => rule)).toEqual(['apply/failed']);
  expect(report.findings[0]!.message).toContain(`iam:PutRolePolicy failed: ${code}`);
  expect(await shop.state()).toEqual(before);
});

test.each([
  // Two writes to one role at once: the SDK would not try it again.
  ['ConcurrentModification', 409],
  ['ServiceFailure', 500],
])('%s (%i): tried again', async (code, status) => {
  shop.proxy.rules.push({ match: /PutRolePolicy/, times: 3, fault: { kind: 'error', code, status } });
  const report = await shop.run('apply');
  expect(attempts()).toBe(4);
  expect(report.findings).toEqual([]);
  expect(report.envs.map(({ state }) => state)).toEqual(['applied']);
});

test('ConcurrentModification without an end: given up, and put back', async () => {
  shop.proxy.rules.push({
    match: /PutRolePolicy/,
    fault: { kind: 'error', code: 'ConcurrentModification', status: 409 },
  });
  const report = await shop.run('apply');
  expect(attempts()).toBe(8);
  expect(report.findings.map(({ rule }) => rule)).toEqual(['apply/failed']);
  expect(await shop.state()).toEqual(before);
});
