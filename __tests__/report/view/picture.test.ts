import { expect, test } from '@jest/globals';
import { pictureOf } from '../../../src/report/view/picture.ts';
import { envNamed, findingIn, reportOf } from '../../helpers/reports.ts';

const grants = [
  { category: 'storage', grantees: ['auth', 'guest'] },
  { category: 'graphql', grantees: ['auth', 'group "ed"]'] },
];

test('one env, from its pool to its categories, with what is wrong marked', () => {
  const report = reportOf({
    envs: [envNamed('dev', 'blocked', { grants })],
    findings: [findingIn('dev', 'trust/audience')],
  });
  expect(pictureOf(report)?.split('\n')).toEqual([
    'flowchart LR',
    '  pool["user pool<br/>eu-west-1_Pooldev"]',
    '  web["web client<br/>webdev"]',
    '  pool --> web',
    '  native["native client<br/>nativedev"]',
    '  pool --> native',
    '  identities["identity pool<br/>11111111-2222-3333-4444-555555555555"]',
    '  web --> identities',
    '  native --> identities',
    '  role0["❌ role of signed-in users<br/>dev-auth"]',
    '  identities --> role0',
    '  role1["❌ role of guests<br/>dev-guest"]',
    '  identities --> role1',
    '  role2["❌ role of members of #34;ed#34;#93;"]',
    '  identities --> role2',
    '  category0["storage"]',
    '  category1["graphql"]',
    '  role0 --> category0',
    '  role0 --> category1',
    '  role1 --> category0',
    '  role2 --> category1',
    '  classDef error stroke:#cf222e,stroke-width:3px',
    '  class role0,role1,role2 error',
  ]);
});

test('no identity pool, no roles; unknown ids, no ids; several envs, no picture', () => {
  const config = { ...envNamed('dev').config!, identityPoolId: null, nativeClientId: 'webdev' };
  expect(pictureOf(reportOf({ envs: [envNamed('dev', 'healthy', { config })] }))).not.toMatch(/identit|role|native/);
  expect(pictureOf(reportOf({ envs: [envNamed('dev', 'blocked', { config: undefined })] }))).toContain(
    'pool["user pool"]',
  );
  expect(pictureOf(reportOf({ envs: [envNamed('dev'), envNamed('prod')] }))).toBeUndefined();
});
