import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { parseEnv } from 'node:util';
import { known } from '../../src/domain/fact.ts';
import { dotenv } from '../../src/formats/dotenv/format.ts';
import { dotenvValue } from '../../src/formats/dotenv/value.ts';
import { Shop } from '../helpers/shop.ts';

const OUTPUTS = '  - {format: dotenv, path: "{env}/.env"}\n';

describe('values', () => {
  test.each([
    ['eu-west-1_AbC', 'eu-west-1_AbC'],
    ['eu-west-1:1111-2222', 'eu-west-1:1111-2222'],
    ['arn:aws:iam::111122223333:role/a+b=c,d.e@f-g', 'arn:aws:iam::111122223333:role/a+b=c,d.e@f-g'],
    ['a#b', "'a#b'"],
    ['$HOME', "'$HOME'"],
    ['two words', "'two words'"],
    ["it's", "`it's`"],
    ["`it's`", '"`it\'s`"'],
    [`a'"\`b`, `a'"\`b`],
    ['a\rb', String.raw`"a\rb"`],
    [`a'"\`#b`, undefined],
    ['a\\', 'a\\'],
  ])('%j', (value, text) => {
    expect(dotenvValue(value)).toBe(text);
  });

  test('none of them ends the line, or sets another variable', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 10 }), (value) => {
        const text = dotenvValue(value);
        if (text === undefined || value.includes('\n')) return;
        expect(text).not.toMatch(/[\r\n]/);
      }),
    );
  });

  // What Node.js itself reads with `--env-file`; the package dotenv reads them in `npm run oracle:gen2`.
  test('what an ARN can hold, as Node.js reads it', () => {
    const character = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCodePoint(code));
    fc.assert(
      fc.property(fc.string({ unit: character, minLength: 1, maxLength: 12 }), (path) => {
        const value = `arn:aws:iam::111122223333:role/${path}/auth`;
        const text = dotenvValue(value);
        if (text !== undefined) expect(parseEnv(`A=${text}\nB=next`)).toEqual({ A: value, B: 'next' });
      }),
    );
  });
});

describe('files', () => {
  test('hold the values of the output config, those that there are', async () => {
    const shop = new Shop('dev');
    shop.write({}, '');
    const manifest = shop.workspace.files.get('amplify-auth.yml')!;
    shop.workspace.files.set('amplify-auth.yml', manifest.replace('outputs:\n', `outputs:\n${OUTPUTS}`));
    expect((await shop.run('apply')).result).toBe('success');
    const env = shop.envs.get('dev')!;
    expect(shop.workspace.files.get('dev/.env')).toBe(
      [
        'AMPLIFY_AUTH_REGION=eu-west-1',
        `AMPLIFY_AUTH_USER_POOL_ID=${env.userPoolId}`,
        `AMPLIFY_AUTH_WEB_CLIENT_ID=${env.webClientId}`,
        `AMPLIFY_AUTH_NATIVE_CLIENT_ID=${env.webClientId}`,
        `AMPLIFY_AUTH_IDENTITY_POOL_ID=${env.identityPoolId}`,
        'AMPLIFY_AUTH_AUTH_ROLE_ARN=arn:aws:iam::111122223333:role/dev-auth',
        'AMPLIFY_AUTH_GUEST_ROLE_ARN=arn:aws:iam::111122223333:role/dev-guest',
        `AMPLIFY_USERPOOL_ID=${env.userPoolId}`,
        `AMPLIFY_WEBCLIENT_ID=${env.webClientId}`,
        `AMPLIFY_NATIVECLIENT_ID=${env.webClientId}`,
        `AMPLIFY_IDENTITYPOOL_ID=${env.identityPoolId}`,
        '',
      ].join('\n'),
    );
  });

  test('are read by a shell as well', async () => {
    const shop = new Shop('dev');
    const manifest = shop.workspace.files.get('amplify-auth.yml')!;
    shop.workspace.files.set('amplify-auth.yml', manifest.replace('outputs:\n', `outputs:\n${OUTPUTS}`));
    await shop.run('apply');
    const text = shop.workspace.files.get('dev/.env')!;
    const out = execFileSync('sh', ['-c', `${text}echo "$AMPLIFY_AUTH_IDENTITY_POOL_ID"`], { encoding: 'utf8' });
    expect(out.trim()).toBe(shop.envs.get('dev')!.identityPoolId);
  });

  test('a value that cannot be written is left out, and said', async () => {
    const shop = new Shop('dev');
    const role = `arn:aws:iam::111122223333:role/a'"\`#b/dev-auth`;
    const { identityPoolId } = shop.envs.get('dev')!;
    const roles = shop.aws.identityPoolRoles.get(identityPoolId)!;
    shop.aws.identityPoolRoles.set(identityPoolId, { ...roles, authenticated: role });
    const manifest = shop.workspace.files.get('amplify-auth.yml')!;
    shop.workspace.files.set('amplify-auth.yml', manifest.replace('outputs:\n', `outputs:\n${OUTPUTS}`));
    const { findings } = await shop.run('validate');
    expect(findings.filter(({ rule }) => rule === 'output/unsupported-value').map(({ message }) => message)).toEqual([
      `the variable AMPLIFY_AUTH_AUTH_ROLE_ARN is left out of dev/.env: no way of quoting in a dotenv file holds ${role}`,
    ]);
  });

  test('wait for the roles', () => {
    const open = { state: 'unchecked', cause: 'permission', reason: 'not allowed' } as const;
    type Facts = Parameters<NonNullable<typeof dotenv.unknown>>[0];
    const facts = (identityPoolRoles: unknown) => ({ observed: { identityPoolRoles } }) as Facts;
    expect(dotenv.unknown!(facts(open))).toBe('not allowed');
    expect(dotenv.unknown!(facts(known({ authenticated: 'a' })))).toBeUndefined();
    expect(dotenv.unknown!(facts(undefined))).toBeUndefined();
  });
});
