import { describe, expect, test } from '@jest/globals';
import { checkCase, dev, IDENTITY_POOL, USER_POOL, WEB, type RuleCase } from '../helpers/emulated.ts';
import { envYaml, Shop } from '../helpers/shop.ts';

const IDS = [USER_POOL, WEB, IDENTITY_POOL];
const LIVENESS = '{use: [faceLiveness], auth: [invoke], guest: [invoke]}';

describe('policy/guest-ceiling', () => {
  const BEYOND = { finds: ['policy/guest-ceiling'], inputs: { 'allow-custom': 'true' } };

  test.each<RuleCase>([
    {
      ...BEYOND,
      what: 'an action that Cognito leaves out',
      yaml: dev(
        ...IDS,
        'categories:',
        '  custom: [▸{name: x, auth: [{actions: ["ssm:GetParameter"], resources: ["arn:aws:ssm:eu-west-1:1:parameter/x"]}], guest: [{actions: ["ssm:GetParameter"], resources: ["arn:aws:ssm:eu-west-1:1:parameter/x"]}]}]',
      ),
      says: ['custom gives guests what Cognito never lets them have: ssm:GetParameter'],
      hints: ['Take it from `guest`'],
    },
    {
      ...BEYOND,
      what: 'only those actions are named, each once',
      yaml: dev(
        ...IDS,
        'categories:',
        '  custom:',
        '    - {name: x, auth: [{actions: ["ssm:GetParameter"], resources: ["arn:aws:ssm:eu-west-1:1:parameter/x"]}]}',
        '    - ▸name: y',
        '      auth: [{actions: ["s3:GetObject", "bedrock:GetAgent"], resources: ["arn:aws:s3:::x/*", "arn:aws:s3:::y/*"]}]',
        '      guest:',
        '        - {actions: ["s3:GetObject", "bedrock:GetAgent"], resources: ["arn:aws:s3:::x/*"]}',
        '        - {actions: ["bedrock:GetAgent"], resources: ["arn:aws:s3:::y/*"]}',
      ),
      says: ['never lets them have: bedrock:GetAgent'],
    },
    {
      ...BEYOND,
      what: 'not: the classic flow has no such ceiling',
      seed: { classicFlow: true },
      yaml: dev(
        USER_POOL,
        WEB,
        'identityPoolId: ▸<identityPoolId>',
        'categories:',
        '  custom: [{name: x, auth: [{actions: ["ssm:GetParameter"], resources: ["arn:aws:ssm:eu-west-1:1:parameter/x"]}], guest: [{actions: ["ssm:GetParameter"], resources: ["arn:aws:ssm:eu-west-1:1:parameter/x"]}]}]',
      ),
      finds: ['identity-pool/classic-flow'],
    },
    {
      what: 'not: what Cognito lets guests do, in other categories',
      yaml: dev(
        ...IDS,
        'categories:',
        '  storage: [{bucket: files, auth: [read], guest: [read]}]',
        '  dynamodb: [{table: notes, auth: [read], guest: [read]}]',
        '  geo: [{map: streets, auth: [read], guest: [read]}, {placeIndex: places, auth: [read], guest: [read]}]',
        `  predictions: [${LIVENESS}]`,
      ),
      finds: [],
    },
    {
      ...BEYOND,
      what: 'not: signed-in users have no ceiling',
      yaml: dev(
        ...IDS,
        'categories: {custom: [{name: x, auth: [{actions: ["ssm:GetParameter"], resources: ["arn:aws:ssm:eu-west-1:1:parameter/x"]}]}]}',
      ),
      finds: [],
    },
  ])('$what', checkCase);

  test('where the identity pool cannot be read, its flow is unknown', async () => {
    const shop = new Shop('dev');
    const yaml = envYaml(shop.envs.get('dev')!, '');
    shop.write({
      dev: `${yaml}    categories: {custom: [{name: x, auth: [{actions: ["ssm:GetParameter"], resources: ["*"]}], guest: [{actions: ["ssm:GetParameter"], resources: ["*"]}]}]}\n`,
    });
    shop.aws.denied.add('cognito-identity:DescribeIdentityPool');
    const report = await shop.run('validate', { 'allow-custom': 'true' });
    const of = (items: readonly { rule: string }[]) => items.filter(({ rule }) => rule === 'policy/guest-ceiling');
    expect(of(report.findings)).toEqual([]);
    expect(of(report.unchecked)).toMatchObject([{ missingPermission: 'cognito-identity:DescribeIdentityPool' }]);
  });
});
