import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Proxy, startProxy } from '@amplify-import-auth/testbed/aws';
import { endpoint, freshAccount, REGION } from '../../helpers/emulator.ts';
import { FakeRuntime } from '../../helpers/fake-run.ts';
import { liveAws } from '../../helpers/live-aws.ts';

const ARN = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:cognito-idp!shop';
let proxy: Proxy;

beforeAll(async () => {
  proxy = await startProxy({ upstream: endpoint() });
});

afterAll(() => proxy.close());

beforeEach(() => {
  proxy.reset();
});

async function userPools(region: string) {
  const aws = liveAws(freshAccount(), proxy.url, new FakeRuntime());
  const session = await aws.phase().session({ region, role: undefined });
  if (session.state === 'unchecked') throw new Error(session.reason);
  return session.value.userPools;
}

/** Cognito describes every client so. */
function describedAs(client: object): void {
  const body = JSON.stringify({ UserPoolClient: { ClientId: 'abc', ClientName: 'web', ...client } });
  const fault = { kind: 'status', status: 200, body, contentType: 'application/x-amz-json-1.1' } as const;
  proxy.rules.push({ match: /DescribeUserPoolClient/, fault });
}

test.each<[string, object, boolean, string | undefined]>([
  ['kept in Secrets Manager', { ClientSecretArn: ARN }, true, ARN],
  ['that Cognito gives out', { ClientSecret: 'shhh' }, true, undefined],
  ['that is not there', {}, false, undefined],
  ['that is empty', { ClientSecret: '', ClientSecretArn: '' }, false, undefined],
])('a secret %s', async (_what, client, hasSecret, secretArn) => {
  describedAs(client);
  const pools = await userPools(REGION);
  const known = { state: 'known', value: expect.objectContaining({ name: 'web', hasSecret, secretArn }) };
  expect(await pools.client(`${REGION}_AbCdEfGhI`, 'abc')).toEqual(known);
  const { value } = (await pools.clientWithSecret(`${REGION}_AbCdEfGhI`, 'abc')) as { value?: object };
  expect(value).toMatchObject({ client: { hasSecret, secretArn } });
});

test("an answer that cannot be read is the SDK's to report", async () => {
  proxy.rules.push({ fault: { kind: 'status', status: 200, body: '<html>', contentType: 'text/html' } });
  const fact = await (await userPools(REGION)).client(`${REGION}_AbCdEfGhI`, 'abc');
  expect(fact.state).toBe('unchecked');
});

test('clients that registered themselves are not asked for', async () => {
  await (await userPools(REGION)).clientIds(`${REGION}_AbCdEfGhI`);
  const asked = proxy.calls.filter(({ operation }) => operation === 'ListUserPoolClients');
  expect(asked.map(({ body }) => JSON.parse(body) as object)).toMatchObject([{ ClientType: 'REGULAR' }]);
});

test("a region of GovCloud at an endpoint of one's own, where there is no FIPS", async () => {
  const fact = await (await userPools('us-gov-west-1')).allUserPools();
  expect(fact).toEqual({ state: 'known', value: [] });
});
