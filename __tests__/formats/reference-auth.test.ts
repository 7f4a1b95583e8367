import { beforeEach, describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { resourceParts, writePart } from '../../src/formats/reference-auth/resource-parts.ts';
import { envYaml, Shop } from '../helpers/shop.ts';

const FILE = 'amplify/auth/resource.ts';

/** Runs a resource.ts with these variables; gives what `referenceAuth` was called with. */
function deployed(source: string, env: Record<string, string> = {}): Record<string, unknown> {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const module: { auth?: unknown } = {};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const run = new Function('exports', 'require', 'globalThis', outputText) as (...given: unknown[]) => void;
  run(module, () => ({ referenceAuth: (props: unknown) => props }), { process: { env } });
  return module.auth as Record<string, unknown>;
}

describe('resource.ts', () => {
  let shop: Shop;
  const text = () => shop.workspace.files.get(FILE)!;
  const manifest = (output: string, more: Record<string, string> = {}) => {
    const envs = [...shop.envs.values()].map((env) => envYaml(env) + (more[env.name] ?? ''));
    shop.workspace.files.set(
      'amplify-auth.yml',
      `version: 1\nproject: shop\noutputs: [{format: reference-auth, path: ${FILE}${output}}]\nenvs:\n${envs.join('')}`,
    );
  };
  const apply = async (inputs = {}) => {
    const report = await shop.run('apply', inputs);
    expect(report.findings).toEqual([]);
    expect(report.result).toBe('success');
  };
  const idsOf = (name: string) => {
    const env = shop.envs.get(name)!;
    return {
      userPoolId: env.userPoolId,
      identityPoolId: env.identityPoolId,
      userPoolClientId: env.webClientId,
      authRoleArn: `arn:aws:iam::111122223333:role/${env.authRole}`,
      unauthRoleArn: `arn:aws:iam::111122223333:role/${env.guestRole}`,
    };
  };

  beforeEach(() => {
    shop = new Shop('dev', 'prod', 'test');
    manifest(', env: dev', {
      prod: '    hosting: {appId: d123, branches: [main, release]}\n',
      test: '    hosting: {appId: d456, branches: [main]}\n',
    });
  });

  test.each<[string, Record<string, string>, string]>([
    ['by name', { AMPLIFY_AUTH_ENV: 'test' }, 'test'],
    ['by name, whatever the branch', { AMPLIFY_AUTH_ENV: 'dev', AWS_BRANCH: 'main', AWS_APP_ID: 'd123' }, 'dev'],
    ['by a branch of its hosting', { AWS_BRANCH: 'release', AWS_APP_ID: 'd123' }, 'prod'],
    ['by app and branch', { AWS_BRANCH: 'main', AWS_APP_ID: 'd456' }, 'test'],
    ['by a branch of its own name', { AWS_BRANCH: 'dev', AWS_APP_ID: 'd123' }, 'dev'],
    ['in a sandbox', {}, 'dev'],
  ])('picks the ids %s', async (_what, variables, env) => {
    await apply();
    expect(deployed(text(), variables)).toEqual(idsOf(env));
  });

  test.each<[string, Record<string, string>, string]>([
    ['an unknown name', { AMPLIFY_AUTH_ENV: 'prd' }, '"prd", which is no env (known envs: dev, prod, test)'],
    ['a name in other letters', { AMPLIFY_AUTH_ENV: 'Dev' }, '"Dev", which is no env'],
    ['an unknown branch', { AWS_BRANCH: 'feature', AWS_APP_ID: 'd123' }, 'the branch "feature" is of no env'],
    ['a branch of another app', { AWS_BRANCH: 'release', AWS_APP_ID: 'd999' }, 'the branch "release" is of no env'],
    ['a branch of several envs, and no app', { AWS_BRANCH: 'main' }, 'several envs fit: prod, test'],
  ])('fails on %s', async (_what, variables, message) => {
    await apply();
    expect(() => deployed(text(), variables)).toThrow(message);
  });

  test('fails in a sandbox for which no env is named', async () => {
    manifest('');
    await apply();
    expect(() => deployed(text())).toThrow('no env is named. Set AMPLIFY_AUTH_ENV');
  });

  test('a second apply changes nothing', async () => {
    await apply();
    expect((await shop.run('plan')).plan.changes).toEqual([]);
  });

  test('holds the groups of the manifest', async () => {
    const dev = shop.envs.get('dev')!;
    const role = shop.aws.roles.get('dev-auth')!.arn;
    shop.aws.groups.set(`${dev.userPoolId} it's`, role);
    manifest(', env: dev', { dev: `    groups: {"it's": "${role}"}\n` });
    await apply();
    expect(deployed(text())).toEqual({ ...idsOf('dev'), groups: { "it's": role } });
  });

  test('applying one env changes no byte of another, nor of what the owner wrote', async () => {
    await apply();
    const mine = text()
      .replace('referenceAuth(chosen().auth)', 'referenceAuth({ ...chosen().auth, access: () => [] })')
      .replace("env: 'prod',", "env: 'prod', // mine");
    shop.workspace.files.set(FILE, mine);
    const { identityPoolId } = shop.envs.get('dev')!;
    const { webClientId, userPoolId } = shop.envs.get('dev')!;
    shop.aws.clients.set(`${userPoolId} other`, {
      ...shop.aws.clients.get(`${userPoolId} ${webClientId}`)!,
      id: 'other',
    });
    const pool = shop.aws.identityPools.get(identityPoolId)!;
    shop.aws.identityPools.set(identityPoolId, {
      ...pool,
      providers: pool.providers.map((one) => (one.clientId === webClientId ? { ...one, clientId: 'other' } : one)),
    });
    const yaml = shop.workspace.files.get('amplify-auth.yml')!;
    shop.workspace.files.set('amplify-auth.yml', yaml.replace('webClientId: webdev', 'webClientId: other'));
    await apply({ envs: 'dev' });
    expect(text()).toBe(mine.replace("userPoolClientId: 'webdev'", "userPoolClientId: 'other'"));
  });

  test('a formatter may run over it', async () => {
    await apply();
    const other = text().replaceAll("'", '"').replaceAll('\n', '\r\n');
    shop.workspace.files.set(FILE, other);
    expect((await shop.run('plan')).plan.changes).toEqual([]);
  });

  test('an edited id is put back', async () => {
    await apply();
    const good = text();
    shop.workspace.files.set(FILE, good.replace("'webdev'", 'process.env.CLIENT!'));
    await apply();
    expect(text()).toBe(good);
  });

  test('somebody’s own file stays until it is adopted', async () => {
    const own =
      "import { defineAuth } from '@aws-amplify/backend';\nexport const auth = defineAuth({ loginWith: { email: true } });\n";
    shop.workspace.files.set(FILE, own);
    const report = await shop.run('apply');
    expect(report.findings.map(({ rule, env }) => `${rule} ${env ?? ''}`)).toEqual(
      ['dev', 'prod', 'test'].map((env) => `manifest/output-path ${env}`),
    );
    expect(report.findings[0]!.hint).toContain('adopt');
    expect(text()).toBe(own);
    await apply({ adopt: 'true' });
    expect(deployed(text(), { AMPLIFY_AUTH_ENV: 'prod' })).toEqual(idsOf('prod'));
  });
});

describe('regions', () => {
  const part = (env: string) => writePart(new Map([['env', env]]));

  test('the order of applies does not matter', () => {
    const together = (...envs: string[]) =>
      envs.reduce<string | null>((text, env) => resourceParts.withParts(text, new Map([[env, part(env)]])), null);
    expect(together('b', 'a', 'c')).toBe(together('c', 'b', 'a'));
    expect([...resourceParts.parts(together('b', 'a', 'c'))!.keys()]).toEqual(['a', 'b', 'c']);
  });

  test('the last one takes the file along, unless somebody added to it', () => {
    const text = resourceParts.withParts(null, new Map([['a', part('a')]]))!;
    expect(resourceParts.withParts(text, new Map([['a', undefined]]))).toBeNull();
    expect(resourceParts.withParts(`${text}// mine\n`, new Map([['a', undefined]]))).toContain('// mine');
  });

  test.each<[string, (text: string) => string]>([
    ['a region twice', (text) => text + text],
    ['no end of a region', (text) => text.replace('#endregion', '#end')],
    ['no end of the envs', (text) => text.replace('end of the envs', '')],
    [
      'a region in a region',
      (text) => text.replace('// #endregion amplify-import-auth a', '// #region amplify-import-auth b'),
    ],
  ])('cannot be understood: %s', (_what, change) => {
    const text = resourceParts.withParts(null, new Map([['a', part('a')]]))!;
    expect(resourceParts.parts(change(text))).toBeUndefined();
  });
});
