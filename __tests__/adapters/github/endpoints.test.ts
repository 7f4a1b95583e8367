import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { request } from 'node:http';
import { type GitHub as StandIn, startGitHub } from '@amplify-import-auth/testbed/github';
import type { GitHub } from '../../../src/ports/github.ts';
import { listen } from '../../helpers/http-server.ts';
import { startForwardProxy, type ForwardProxy } from '../../helpers/forward-proxy.ts';

const cancelled = new AbortController().signal;

// Where GitHub is, and the way there, is said only by the environment, which the client reads when it is loaded.
const NAMES = [
  'GITHUB_API_URL',
  'GITHUB_GRAPHQL_URL',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'https_proxy',
  'http_proxy',
  'no_proxy',
];
const before = Object.fromEntries(NAMES.map((name) => [name, process.env[name]]));
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
  for (const close of closing.splice(0)) await close();
});

async function start(): Promise<StandIn> {
  const standIn = await startGitHub();
  closing.push(() => standIn.close());
  await standIn.repository('octo', 'demo', { files: { 'a.txt': 'a\n' } });
  return standIn;
}

async function proxyTo(standIn: StandIn): Promise<ForwardProxy> {
  const proxy = await startForwardProxy(() => new URL(standIn.url));
  closing.push(() => proxy.close());
  return proxy;
}

async function load(env: Record<string, string>, token: string): Promise<GitHub> {
  for (const name of NAMES) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, env);
  jest.resetModules();
  const { github } = await import('../../../src/adapters/github/github.ts');
  const pace = { timeoutMs: 60_000, secondMs: 10, pauses: false };
  return github({ token, userAgent: 'ours/1', owner: 'octo', repo: 'demo', cancelled, pace });
}

/** A call of each API. */
async function callBoth({ branches }: GitHub): Promise<string | undefined> {
  const head = (await branches.head('main')) ?? '';
  return (await branches.files(head, ['a.txt'])).get('a.txt');
}

test.each([
  ['github.com and GHE.com', '', ['/repos/octo/demo/git/ref/heads%2Fmain', '/graphql']],
  ['an Enterprise Server', '/api/v3', ['/api/v3/repos/octo/demo/git/ref/heads%2Fmain', '/api/graphql']],
])('the addresses of %s', async (_, suffix, paths) => {
  const standIn = await start();
  // The stand-in takes both forms for the same: what was really asked for shows on the way.
  const seen: string[] = [];
  const front = await listen((incoming, answer) => {
    seen.push(incoming.url ?? '');
    const { method, headers } = incoming;
    const onward = request(new URL(incoming.url ?? '', standIn.url), { method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    incoming.pipe(onward);
  });
  closing.push(() => front.close());
  const github = await load({ GITHUB_API_URL: `${front.url}${suffix}` }, standIn.tokens.githubToken.value);
  expect(await callBoth(github)).toBe('a\n');
  expect(seen).toEqual(paths);
});

describe('a proxy', () => {
  test('is used for all calls; what it is told is no token', async () => {
    const standIn = await start();
    const proxy = await proxyTo(standIn);
    const url = proxy.url.replace('://', '://ann:secret@');
    const token = standIn.tokens.githubToken.value;
    const github = await load({ GITHUB_API_URL: 'http://api.github.test', HTTP_PROXY: url }, token);
    expect(await callBoth(github)).toBe('a\n');
    expect(new Set(proxy.requests.map(({ target }) => target))).toEqual(new Set(['api.github.test:80']));
    expect(proxy.requests[0]?.authorization).toBe(`Basic ${Buffer.from('ann:secret').toString('base64')}`);
    expect(JSON.stringify(proxy.requests)).not.toContain(token);
  });

  test('is asked for a tunnel to GitHub by HTTPS_PROXY', async () => {
    const standIn = await start();
    const proxy = await proxyTo(standIn);
    const env = { GITHUB_API_URL: 'https://api.github.test', HTTPS_PROXY: proxy.url };
    const github = await load(env, standIn.tokens.githubToken.value);
    // There is no TLS behind it; that it goes there is what counts.
    await expect(callBoth(github)).rejects.toThrow();
    expect(proxy.requests[0]).toMatchObject({ method: 'CONNECT', target: 'api.github.test:443' });
  });

  test('is left out for what NO_PROXY names', async () => {
    const standIn = await start();
    const proxy = await proxyTo(standIn);
    const env = { GITHUB_API_URL: 'http://api.github.test', HTTP_PROXY: proxy.url, NO_PROXY: '.github.test' };
    const github = await load(env, standIn.tokens.githubToken.value);
    // There is no such name.
    await expect(callBoth(github)).rejects.toThrow();
    expect(proxy.requests).toEqual([]);
  });
});
