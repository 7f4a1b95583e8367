import { describe, test } from '@jest/globals';
import { checkCase, dev, IDENTITY_POOL, USER_POOL, WEB, type RuleCase } from '../helpers/emulated.ts';

const IDS = [USER_POOL, WEB, IDENTITY_POOL];
const ALLOWED = { inputs: { 'allow-custom': 'true' } } as const;

/** One entry of `custom`, marked; with the same statement for each of these. */
function custom(actions: string, resources: string, who = 'auth', mark = '▸'): string {
  const statement = `[{actions: [${actions}], resources: [${resources}]}]`;
  return `categories: {custom: [${mark}{name: mail, ${who}: ${statement}}]}`;
}

const SEND = ['"ses:SendEmail"', '"arn:aws:ses:eu-west-1:111122223333:identity/shop.example"'] as const;

describe('manifest/schema', () => {
  const REFUSED = { finds: ['manifest/schema'], says: ['custom statements are not allowed in this run'] };

  test.each<RuleCase>([
    {
      ...REFUSED,
      what: 'a statement, and nobody has allowed it',
      yaml: dev(...IDS, custom(...SEND)),
      hints: ['allow-custom: true'],
    },
    {
      ...REFUSED,
      what: 'the input says no',
      inputs: { 'allow-custom': 'false' },
      yaml: dev(...IDS, custom(...SEND, 'guest', '▸▸')),
      // That guests write, and only they, is true as well.
      finds: ['manifest/schema', 'policy/guest-write', 'policy/less-than-guest'],
    },
    {
      ...REFUSED,
      what: 'every entry that grants something for itself',
      yaml: dev(
        ...IDS,
        'categories:',
        '  custom:',
        '    - ▸{name: a, auth: [{actions: ["ses:SendEmail"], resources: ["*"]}]}',
        '    - {name: b, auth: []}',
        '    - ▸{name: c, auth: [{actions: ["ses:SendEmail"], resources: ["*"]}]}',
      ),
      finds: ['manifest/schema', 'manifest/schema'],
    },
    { ...ALLOWED, what: 'not: it is allowed', yaml: dev(...IDS, custom(...SEND, 'auth', '')), finds: [] },
    { what: 'not: no statement', yaml: dev(...IDS, 'categories: {custom: []}'), finds: [] },
  ])('$what', async (given) => {
    if (given.inputs?.['allow-custom'] !== 'false') return checkCase(given);
    // Both are found at the same place.
    return checkCase({ ...given, yaml: given.yaml.replace('▸', '▸▸') });
  });
});

describe('policy/privileged', () => {
  const BAD = { ...ALLOWED, finds: ['policy/privileged'] };

  test.each<RuleCase>([
    {
      ...BAD,
      what: 'everything',
      yaml: dev(...IDS, custom('"*"', '"*"')),
      says: ['custom "mail" would allow signed-in users *'],
      hints: ['Name the single actions and the resources'],
    },
    {
      ...BAD,
      what: 'a write in IAM',
      yaml: dev(...IDS, custom('"ses:SendEmail", "iam:PassRole"', '"arn:aws:iam::111122223333:role/x"')),
      says: ['would allow signed-in users iam:PassRole'],
    },
    {
      ...BAD,
      what: 'a whole service, for guests',
      yaml: dev(...IDS, custom('"s3:*"', '"arn:aws:s3:::files/*"', 'guest', '▸▸▸')),
      finds: ['policy/privileged', 'policy/guest-write', 'policy/less-than-guest'],
      says: ['would allow guests s3:*'],
    },
    {
      ...BAD,
      what: 'a group, too',
      seed: { groups: ['admins'] },
      yaml: dev(
        ...IDS,
        'groups: {admins: <group.admins>}',
        'categories: {custom: [▸{name: mail, groups: {admins: [{actions: ["cognito-idp:Admin*"], resources: ["*"]}]}}]}',
      ),
      says: ['would allow the group "admins" cognito-idp:Admin*'],
    },
    {
      ...BAD,
      what: 'a condition does not excuse it',
      yaml: dev(
        ...IDS,
        'categories:',
        '  custom:',
        '    - ▸name: mail',
        '      auth:',
        '        - actions: ["dynamodb:GetItem"]',
        '          resources: ["*"]',
        '          conditions: {StringEquals: {"aws:RequestedRegion": eu-west-1}}',
      ),
      says: ['would allow signed-in users dynamodb:GetItem on *'],
    },
    {
      ...ALLOWED,
      what: 'not: what an app needs',
      yaml: dev(...IDS, custom('"ses:SendEmail", "cloudwatch:PutMetricData"', '"*"', 'auth', '')),
      finds: [],
    },
  ])('$what', checkCase);
});
