import { describe, expect, test } from '@jest/globals';
import { adoptedResource } from '../../src/formats/reference-auth/adopt.ts';
import { resourceParts, writePart } from '../../src/formats/reference-auth/resource-parts.ts';
import { Shop, envYaml } from '../helpers/shop.ts';

const FILE = 'amplify/auth/resource.ts';

const OWN = `import { referenceAuth } from '@aws-amplify/backend';
import { listUsers } from '../functions/list-users/resource';

// Who may list: ask the platform team.
export const auth = referenceAuth({
  userPoolId: 'eu-west-1_AbCdEfGhI',
  identityPoolId: 'eu-west-1:11111111-2222-3333-4444-555555555555',
  userPoolClientId: '4tq8example4tq8example4tq8',
  authRoleArn: 'arn:aws:iam::111122223333:role/auth',
  unauthRoleArn: 'arn:aws:iam::111122223333:role/guest',
  // The admin page.
  access: (allow) => [allow.resource(listUsers).to(['listUsers'])],
});
`;

describe('an own resource.ts is taken over', () => {
  const shop = new Shop('dev');
  shop.workspace.files.set(
    'amplify-auth.yml',
    `version: 1\nproject: shop\noutputs: [{format: reference-auth, path: ${FILE}, env: dev}]\nenvs:\n${envYaml(shop.envs.get('dev')!)}`,
  );
  shop.workspace.files.set(FILE, OWN);

  test('not without a word, and the hint says what stays', async () => {
    const { findings } = await shop.run('plan');
    expect(findings.map(({ rule }) => rule)).toEqual(['manifest/output-path']);
    expect(findings[0]!.hint).toContain('only the ids in its `referenceAuth` are replaced, all else stays');
  });

  test('the plan is an update that shows what is there', async () => {
    const { plan } = await shop.run('plan', { adopt: 'true' });
    const change = plan.changes.find(({ kind }) => kind === 'file')!;
    expect(change).toMatchObject({ action: 'update', path: FILE, before: OWN });
  });

  test('access, imports and comments stay, the ids go, and a second apply changes nothing', async () => {
    expect((await shop.run('apply', { adopt: 'true' })).findings).toEqual([]);
    const text = shop.workspace.files.get(FILE)!;
    for (const line of OWN.split('\n').filter((one) => !/(Id|Arn): |^export/.test(one))) expect(text).toContain(line);
    expect(text).toContain('...chosen().auth,');
    expect(text).not.toContain('4tq8example');
    expect(text.match(/userPoolId/g)).toHaveLength(1);
    expect((await shop.run('apply')).outcomes.filter(({ status }) => status === 'applied')).toEqual([]);
    expect((await shop.run('drift')).findings).toEqual([]);
    expect(shop.workspace.files.get(FILE)).toBe(text);
  });
});

describe('what is around the ids', () => {
  const wrap = (members: string) =>
    `import { referenceAuth } from '@aws-amplify/backend';\nexport const auth = referenceAuth({${members}});\n`;

  test.each([
    ['on one line', " userPoolId: 'a', access: x, userPoolClientId: 'b' ", ['access: x']],
    ['without a last comma', "\n  userPoolId: 'a',\n  access: x,\n  authRoleArn: 'r'\n", ['access: x']],
    ['nothing else', "\n  userPoolId: 'a',\n  authRoleArn: 'r',\n", []],
    ['groups', "\n  groups: { a: 'r' },\n  userPoolId: 'a',\n", ["groups: { a: 'r' },\n  ...chosen().auth,"]],
    ['quoted keys', "\n  'userPoolId': 'a',\n  access: x,\n", ['access: x']],
    ['CRLF', "\r\n  userPoolId: 'a',\r\n  access: x,\r\n", ['access: x']],
  ])('%s', (_what, members, stays) => {
    const text = adoptedResource(wrap(members))!;
    expect(text).not.toMatch(/'?userPoolId'?:|authRoleArn:|userPoolClientId:/);
    for (const one of stays) expect(text).toContain(one);
    const part = writePart(new Map([['env', 'dev']]));
    const written = resourceParts.withParts(text, new Map([['dev', part]]))!;
    expect(resourceParts.parts(written)).toEqual(new Map([['dev', part]]));
    expect(resourceParts.withParts(written, new Map([['dev', undefined]]))).toBe(text);
  });

  test.each([
    [
      'an auth of the backend',
      "import { defineAuth } from '@aws-amplify/backend';\nexport const auth = defineAuth({});\n",
    ],
    ['no import', 'export const auth = referenceAuth({});\n'],
    ['two calls', wrap('') + wrap('').split('\n')[1]!.replace('auth =', 'other =, auth =')],
    ['one of our names', `const envs = [];\n${wrap('')}`],
    ['an argument that is no object', wrap('').replace('{}', 'props')],
    ['a comment before the comma', wrap("userPoolId: 'a' /* why */, access: x")],
    ['no TypeScript that is JavaScript', wrap('').replace('auth =', 'auth: Auth =')],
    ['no code at all', '{'],
  ])('%s cannot be merged', (_what, text) => {
    expect(adoptedResource(text)).toBeUndefined();
  });
});
