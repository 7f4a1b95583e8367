import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { seedEnvironment } from '@amplify-import-auth/testbed/aws';
import { clientsFor, endpoint, freshAccount } from '../../helpers/emulator.ts';
import { startForwardProxy, type ForwardProxy } from '../../helpers/forward-proxy.ts';
import { Checkout, manifestOf, step } from '../../helpers/step.ts';

// The committed bundle behind a company's proxy.
const account = freshAccount();
const checkout = new Checkout();
let proxy: ForwardProxy;

beforeAll(async () => {
  proxy = await startForwardProxy();
  checkout.write('amplify-auth.yml', manifestOf({ dev: await seedEnvironment(clientsFor(account)) }));
});

afterEach(() => {
  proxy.requests.length = 0;
  proxy.refuse = undefined;
});

afterAll(async () => {
  await proxy.close();
  checkout.dispose();
});

const HOST = new URL(endpoint()).host;

test.each([
  ['HTTP_PROXY', {}],
  ['http_proxy', {}],
  ['ALL_PROXY', {}],
  ['HTTP_PROXY', { NO_PROXY: 'example.com,10.0.0.1' }],
])('with %s and %j every call goes through the proxy', async (name, more) => {
  const run = await step(checkout, account, {}, { env: { [name]: proxy.url, ...more } });
  expect(run.report.findings).toEqual([]);
  expect(run.report.unchecked).toEqual([]);
  expect(proxy.requests).toHaveLength(run.report.calls.total);
  expect(new Set(proxy.requests.map(({ method, target }) => `${method} ${target}`))).toEqual(
    new Set([`POST ${endpoint()}/`]),
  );
});

test.each([
  ['no proxy is set', {}],
  ['NO_PROXY names the host', { NO_PROXY: `example.com,${HOST.split(':')[0]!}` }],
  ['no_proxy names host and port', { no_proxy: HOST }],
  ['NO_PROXY is for everything', { NO_PROXY: '*' }],
  ['the proxy is only for https', { HTTP_PROXY: '', HTTPS_PROXY: 'http://127.0.0.1:9' }],
])('where %s, calls go around it', async (what, more) => {
  const env = what === 'no proxy is set' ? {} : { HTTP_PROXY: proxy.url, ...more };
  const run = await step(checkout, account, {}, { env });
  expect(run.report.findings).toEqual([]);
  expect(run.report.unchecked).toEqual([]);
  expect(proxy.requests).toEqual([]);
});

test('https goes through a tunnel, which sees the host alone', async () => {
  // Nobody speaks TLS there: what counts is how it was asked for.
  const env = { HTTPS_PROXY: proxy.url, AWS_ENDPOINT_URL: `https://${HOST}` };
  const run = await step(checkout, account, { 'fail-on': 'never' }, { env });
  expect(run.exitCode).toBe(1);
  expect(run.summary).toContain('Not completed');
  expect(new Set(proxy.requests.map(({ method, target }) => `${method} ${target}`))).toEqual(
    new Set([`CONNECT ${HOST}`]),
  );
});

test('the password of a proxy reaches it, and nobody else', async () => {
  const url = proxy.url.replace('//', '//ann:s3cret-pass@');
  const good = await step(checkout, account, {}, { env: { HTTP_PROXY: url } });
  expect(new Set(proxy.requests.map(({ authorization }) => authorization))).toEqual(
    new Set([`Basic ${Buffer.from('ann:s3cret-pass').toString('base64')}`]),
  );
  proxy.refuse = 407;
  const bad = await step(checkout, account, {}, { env: { HTTP_PROXY: url } });
  expect(bad.exitCode).toBe(1);
  for (const { output, summary, outputs, report } of [good, bad]) {
    expect(JSON.stringify({ output, summary, outputs, report })).not.toContain('s3cret-pass');
  }
});
