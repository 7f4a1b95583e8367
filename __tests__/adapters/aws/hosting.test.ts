import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Hosting, startHosting } from '@amplify-import-auth/testbed/aws';
import type { AwsSession } from '../../../src/ports/aws.ts';
import { endpoint, freshAccount } from '../../helpers/emulator.ts';
import { FakeRuntime } from '../../helpers/fake-run.ts';
import { liveAws } from '../../helpers/live-aws.ts';

const NAMES = ['AMPLIFY_USERPOOL_ID', 'AMPLIFY_WEBCLIENT_ID'];
let service: Hosting;

beforeAll(async () => {
  service = await startHosting();
  process.env['AWS_ENDPOINT_URL_AMPLIFY'] = service.url;
  const own = { AMPLIFY_WEBCLIENT_ID: 'of the branch', SECRET: 'x' };
  service.apps.set('d123', {
    variables: { AMPLIFY_USERPOOL_ID: 'of the app', AMPLIFY_WEBCLIENT_ID: 'of the app' },
    branches: { develop: own, 'feature/a': {} },
  });
});

afterAll(() => service.close());

async function session(): Promise<AwsSession> {
  const opened = await liveAws(freshAccount(), endpoint(), new FakeRuntime())
    .phase()
    .session({ region: 'eu-west-1', role: undefined });
  if (opened.state === 'unchecked') throw new Error(opened.reason);
  return opened.value;
}

test('a branch has its own variables and those of the app, and nothing that was not asked for', async () => {
  const { hosting } = await session();
  service.calls.length = 0;
  const [develop, feature] = await Promise.all([
    hosting.variables('d123', 'develop', NAMES),
    hosting.variables('d123', 'feature/a', NAMES),
  ]);
  expect(develop).toEqual({
    state: 'known',
    value: { AMPLIFY_USERPOOL_ID: 'of the app', AMPLIFY_WEBCLIENT_ID: 'of the branch' },
  });
  expect(feature).toEqual({
    state: 'known',
    value: { AMPLIFY_USERPOOL_ID: 'of the app', AMPLIFY_WEBCLIENT_ID: 'of the app' },
  });
  expect(service.calls.toSorted()).toEqual(['GetApp d123', 'GetBranch d123/develop', 'GetBranch d123/feature/a']);
});

test('what is not there is absent, what is refused unchecked', async () => {
  expect(await (await session()).hosting.variables('d123', 'gone', NAMES)).toEqual({ state: 'absent' });
  expect(await (await session()).hosting.variables('d999', 'main', NAMES)).toEqual({ state: 'absent' });
  service.denied.add('GetApp');
  expect(await (await session()).hosting.variables('d123', 'develop', NAMES)).toMatchObject({
    state: 'unchecked',
    missingPermission: 'amplify:GetApp',
  });
});
