import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PolicyDocument, Statement } from '../../src/domain/iam-policy.ts';
import {
  canonicalPolicy,
  meansTheSame,
  parsePolicy,
  policyHash,
  policySize,
  serialisePolicy,
} from '../../src/iam/document.ts';

const READ: Statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };
const LIST: Statement = {
  Effect: 'Allow',
  Action: ['s3:ListBucket'],
  Resource: ['arn:aws:s3:::b'],
  Condition: { StringLike: { 's3:prefix': ['public/', 'public/*'] } },
};
const document = (...statements: Statement[]): PolicyDocument => ({ Version: '2012-10-17', Statement: statements });

describe('documents that mean the same', () => {
  test.each<[string, PolicyDocument, PolicyDocument]>([
    [
      'a list of one and its member',
      document(READ),
      document({ ...READ, Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::b/*'] }),
    ],
    ['order of statements', document(READ, LIST), document(LIST, READ)],
    [
      'order of actions, and one twice',
      document({ ...READ, Action: ['s3:B', 's3:A'] }),
      document({ ...READ, Action: ['s3:A', 's3:B', 's3:A'] }),
    ],
    ['case of actions', document(READ), document({ ...READ, Action: 'S3:getobject' })],
    ['an empty Sid', document(READ), document({ Sid: '', ...READ })],
    [
      'order and case in conditions',
      document(LIST),
      document({ ...LIST, Condition: { StringLike: { 'S3:Prefix': ['public/*', 'public/'] } } }),
    ],
  ])('%s', (_what, a, b) => {
    expect(canonicalPolicy(a)).toBe(canonicalPolicy(b));
    expect(policyHash(a)).toBe(policyHash(b));
    expect(meansTheSame(serialisePolicy(b), a)).toBe(true);
  });

  test.each<[string, PolicyDocument, PolicyDocument]>([
    ['another resource', document(READ), document({ ...READ, Resource: 'arn:aws:s3:::b/x' })],
    ['case of resources', document(READ), document({ ...READ, Resource: 'arn:aws:s3:::B/*' })],
    ['Deny', document(READ), document({ ...READ, Effect: 'Deny' })],
    [
      'a condition less',
      document(LIST),
      document({ Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::b' }),
    ],
    [
      'another operator',
      document(LIST),
      document({ ...LIST, Condition: { StringEquals: { 's3:prefix': ['public/', 'public/*'] } } }),
    ],
    [
      'NotAction',
      document(READ),
      document({ Effect: 'Allow', NotAction: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }),
    ],
    ['another version', document(READ), { ...document(READ), Version: '2008-10-17' }],
    ['one statement more', document(READ), document(READ, LIST)],
  ])('not: %s', (_what, a, b) => {
    expect(canonicalPolicy(a)).not.toBe(canonicalPolicy(b));
    expect(meansTheSame(serialisePolicy(b), a)).toBe(false);
  });
});

describe('reading', () => {
  test.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['a statement that is text', '{"Statement":"x"}'],
    ['a statement without an effect', '{"Statement":[{"Action":"x"}]}'],
    ['null', 'null'],
  ])('%s is no policy', (_what, text) => {
    expect(parsePolicy(text)).toBeUndefined();
  });

  test('a single statement, and the version that IAM assumes', () => {
    expect(parsePolicy(JSON.stringify({ Statement: READ }))).toEqual({ Version: '2008-10-17', Statement: [READ] });
  });
});

test('white space is not counted', () => {
  expect(policySize('{ "a" :\n\t"b" }')).toBe(9);
});

const text = fc.string({ minLength: 1, maxLength: 8 });
const statement: fc.Arbitrary<Statement> = fc.record({
  Effect: fc.constantFrom('Allow', 'Deny'),
  Action: fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 4 })),
  Resource: fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 4 })),
});

test('the canonical form does not depend on order, and is its own canonical form', () => {
  fc.assert(
    fc.property(fc.array(statement, { minLength: 1, maxLength: 5 }), (statements) => {
      const canonical = canonicalPolicy(document(...statements));
      expect(canonicalPolicy(document(...statements.toReversed()))).toBe(canonical);
      expect(canonicalPolicy(parsePolicy(canonical)!)).toBe(canonical);
      expect(meansTheSame(serialisePolicy(document(...statements)), document(...statements))).toBe(true);
    }),
  );
});
