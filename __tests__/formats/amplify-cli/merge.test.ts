import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseTree } from 'jsonc-parser';
import { AmplifyShop, FRESH, IMPORTED } from '../../helpers/amplify-shop.ts';
import { laidOut, layouts, objects, type Layout } from '../../helpers/json-texts.ts';
import type { FakeEnv } from '../../helpers/shop.ts';

const TEAM = 'team-provider-info.json';
const BACKEND = 'backend/backend-config.json';
const PARAMETERS = 'backend/auth/shopauth/parameters.json';
const RUNS = { numRuns: 40 };

type Json = Record<string, unknown>;
const parse = (text = '') => JSON.parse(text.replace(/^\uFEFF/, '')) as Json;

function manifest({ envs }: AmplifyShop, names: readonly ('dev' | 'prod')[] = ['dev', 'prod'], more = ''): string {
  const lines = (name: 'dev' | 'prod', { userPoolId, webClientId, identityPoolId }: FakeEnv) =>
    `  ${name}: {userPoolId: ${userPoolId}, webClientId: ${webClientId}, identityPoolId: "${identityPoolId}"}\n`;
  const all = names.map((name) => lines(name, envs[name])).join('');
  return `version: 1\nproject: shop\n${more}outputs: [{format: amplify-cli, path: amplify}]\nenvs:\n${all}`;
}

async function succeeds(shop: AmplifyShop, command: string, envs: string): Promise<void> {
  const { findings, incomplete, outcomes } = await shop.run(command, { envs });
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(outcomes.filter(({ status }) => status !== 'applied' && status !== 'unchanged')).toEqual([]);
  expect(incomplete).toBeUndefined();
}

/** Each env of the file as it is written there, to the byte, with its key and what comes before it. */
function envsAsWritten(text: string): ReadonlyMap<string, string> {
  const body = text.replace(/^\uFEFF/, '');
  const properties = parseTree(body)?.children ?? [];
  return new Map(
    properties.map(({ offset, length, children = [] }, index) => {
      const previous = properties[index - 1];
      const start = previous === undefined ? 0 : previous.offset + previous.length;
      return [String(children[0]?.value), body.slice(start, offset + length)] as const;
    }),
  );
}

const without = (value: Json, ...keys: readonly string[]): Json =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));

/** What the CLI, its plugins and people may have in these files. */
const foreign = fc.record({
  /** In every env. */
  env: objects.map((value) => without(value, 'awscloudformation', 'categories')),
  categories: objects.map((value) => without(value, 'auth')),
  /** Envs that the manifest does not know. */
  envs: objects.map((value) => without(value, 'dev', 'prod')),
  /** Categories of the backend. */
  backend: objects.map((value) => without(value, 'auth', 'parameters')),
  parameters: objects,
});

interface Foreign {
  readonly env: Json;
  readonly categories: Json;
  readonly envs: Json;
  readonly backend: Json;
  readonly parameters: Json;
}

const notEmpty = (key: string, value: Json) => (Object.keys(value).length === 0 ? {} : { [key]: value });

function shopWith({ env, categories, envs, backend, parameters }: Foreign, layout: Layout): AmplifyShop {
  const shop = new AmplifyShop();
  const one = (region: string) => ({
    awscloudformation: { Region: region },
    ...env,
    ...notEmpty('categories', categories),
  });
  shop.folder({
    ...FRESH,
    [TEAM]: laidOut({ dev: one('eu-west-1'), ...envs, prod: one('eu-west-1') }, layout),
    [BACKEND]: laidOut({ ...backend, ...notEmpty('parameters', parameters) }, layout),
  });
  shop.workspace.files.set('amplify-auth.yml', manifest(shop));
  return shop;
}

describe('whatever else is in the files, and however they are laid out', () => {
  test('importing one env changes no byte of another', async () => {
    await fc.assert(
      fc.asyncProperty(foreign, layouts, fc.boolean(), async (others, layout, first) => {
        const shop = shopWith(others, layout);
        const [one, other] = first ? (['dev', 'prod'] as const) : (['prod', 'dev'] as const);
        await succeeds(shop, 'apply', one);
        const before = shop.read(TEAM) ?? '';
        await succeeds(shop, 'apply', other);
        const after = shop.read(TEAM) ?? '';
        const spans = [before, after].map(envsAsWritten);
        expect([...(spans[1] ?? [])].filter(([env]) => env !== other)).toEqual(
          [...(spans[0] ?? [])].filter(([env]) => env !== other),
        );
        expect(spans[1]?.get(one)).toContain(shop.envs[one].userPoolId);
        expect(spans[1]?.get(other)).toContain(shop.envs[other].userPoolId);
        expect(spans[0]?.get(other)).not.toContain(shop.envs[other].userPoolId);
      }),
      RUNS,
    );
  });

  test('what is not ours stays, apply finds nothing more to do, and unlink gives every byte back', async () => {
    await fc.assert(
      fc.asyncProperty(foreign, layouts, async (others, layout) => {
        const shop = shopWith(others, layout);
        const before = Object.fromEntries([TEAM, BACKEND].map((path) => [path, shop.read(path) ?? '']));
        await succeeds(shop, 'apply', '');
        const now = Object.fromEntries([TEAM, BACKEND].map((path) => [path, shop.read(path) ?? '']));

        const envs = parse(now[TEAM]);
        const ours = (env: 'dev' | 'prod') => {
          const { categories, ...rest } = envs[env] as { categories: Json };
          expect((categories['auth'] as Json)['shopauth']).toMatchObject({ userPoolId: shop.envs[env].userPoolId });
          return { ...rest, ...notEmpty('categories', without(categories, 'auth')) };
        };
        expect({ ...envs, dev: ours('dev'), prod: ours('prod') }).toEqual(parse(before[TEAM]));
        expect(Object.keys(envs)).toEqual(Object.keys(parse(before[TEAM])));
        const { auth, parameters, ...rest } = parse(now[BACKEND]);
        expect(auth).toEqual({ shopauth: IMPORTED });
        const foreignOnes = Object.entries(parameters as Json).filter(
          ([key]) => !key.startsWith('AMPLIFY_auth_shopauth_'),
        );
        expect({ ...rest, ...notEmpty('parameters', Object.fromEntries(foreignOnes)) }).toEqual(parse(before[BACKEND]));
        for (const [path, text] of Object.entries(now)) {
          const old = before[path] ?? '';
          expect(text.startsWith('\uFEFF')).toBe(old.startsWith('\uFEFF'));
          expect(text.slice(text.lastIndexOf('}'))).toBe(old.slice(old.lastIndexOf('}')));
          const style = { ...layout, bom: '', end: '' };
          // An empty file does not tell how it is laid out.
          if (Object.keys(parse(old)).length > 0 && layout.indent !== undefined) {
            expect(text.replace(/^\uFEFF/, '').trimEnd()).toBe(laidOut(parse(text), style));
          }
        }

        expect((await shop.run('plan')).plan.changes).toEqual([]);
        await succeeds(shop, 'unlink', '*');
        expect(Object.fromEntries([TEAM, BACKEND].map((path) => [path, shop.read(path)]))).toEqual(before);
        expect(shop.read(PARAMETERS)).toBeUndefined();
      }),
      RUNS,
    );
  });
});
