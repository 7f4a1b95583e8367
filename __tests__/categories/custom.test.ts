import { describe, expect, test } from '@jest/globals';
import { custom } from '../../src/categories/custom.ts';

const SEND = { actions: ['ses:SendEmail'], resources: ['*'] };
const issues = (statement: object) =>
  (custom.entry.safeParse({ name: 'mail', auth: [statement] }).error?.issues ?? []).map(({ code }) => code);

describe('statements', () => {
  test('reach IAM as they are, values as text', () => {
    const conditions = { Bool: { 'aws:SecureTransport': true }, StringEquals: { 'ses:FromAddress': ['a', 'b'] } };
    expect(custom.statements({ name: 'mail', auth: [{ ...SEND, conditions }] }, { kind: 'auth' })).toEqual([
      {
        Effect: 'Allow',
        Action: SEND.actions,
        Resource: SEND.resources,
        Condition: { Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 'ses:FromAddress': ['a', 'b'] } },
      },
    ]);
  });

  test.each<[string, object]>([
    ['NotAction', { ...SEND, NotAction: ['iam:*'] }],
    ['notActions', { notActions: ['iam:*'], resources: ['*'], actions: ['ses:x'] }],
    ['notResources', { ...SEND, notResources: ['*'] }],
    ['an effect', { ...SEND, effect: 'Deny' }],
    ['a principal', { ...SEND, principal: '*' }],
    ['no actions', { ...SEND, actions: [] }],
    ['no resources', { actions: ['ses:SendEmail'] }],
    ['an action without a service', { ...SEND, actions: ['SendEmail'] }],
    ['two colons', { ...SEND, actions: ['ses:Send:Email'] }],
    ['text instead of a list', { ...SEND, actions: 'ses:SendEmail' }],
    ['a resource that is no ARN', { ...SEND, resources: ['identity/x'] }],
    ['a condition without a key', { ...SEND, conditions: { Bool: 'true' } }],
  ])('do not fit: %s', (_what, statement) => {
    expect(issues(statement)).not.toEqual([]);
  });
});

test('guests write by every action that is not surely a read', () => {
  const actions = [
    'ses:GetTemplate',
    'ses:ListTemplates',
    'ses:SendEmail',
    'dynamodb:Query',
    'x:*',
    'x:Get*',
    'x:*Get',
  ];
  expect(custom.guestWrites({ name: 'mail', guest: [{ actions, resources: ['*'] }] })).toEqual([
    'ses:SendEmail',
    'x:*',
    'x:*Get',
  ]);
});
