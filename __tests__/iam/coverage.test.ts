import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { asList, type Conditions, type PolicyDocument, type Statement } from '../../src/domain/iam-policy.ts';
import { isGranted, rightsIn, type Right } from '../../src/iam/coverage.ts';

const SUB = '${cognito-identity.amazonaws.com:sub}';
const PREFIX: Conditions = { StringLike: { 's3:prefix': ['public/', 'public/*'] } };

function document(statements: Statement | readonly Statement[], version = '2012-10-17'): PolicyDocument {
  return { Version: version, Statement: [statements].flat() };
}

function allow(Action: Statement['Action'], Resource: Statement['Resource'], more: Partial<Statement> = {}): Statement {
  return { Effect: 'Allow', ...(Action && { Action }), ...(Resource && { Resource }), ...more };
}

test('the rights of a document, one by one', () => {
  const statements = [
    allow(['s3:PutObject', 's3:GetObject'], ['arn:aws:s3:::b/1', 'arn:aws:s3:::b/2']),
    allow('s3:ListBucket', 'arn:aws:s3:::b', { Condition: PREFIX }),
    { ...allow('s3:*', '*'), Effect: 'Deny' as const },
  ];
  expect(rightsIn(document(statements))).toEqual([
    { action: 's3:PutObject', resource: 'arn:aws:s3:::b/1', conditions: undefined },
    { action: 's3:PutObject', resource: 'arn:aws:s3:::b/2', conditions: undefined },
    { action: 's3:GetObject', resource: 'arn:aws:s3:::b/1', conditions: undefined },
    { action: 's3:GetObject', resource: 'arn:aws:s3:::b/2', conditions: undefined },
    { action: 's3:ListBucket', resource: 'arn:aws:s3:::b', conditions: PREFIX },
  ]);
});

describe('whether a right is granted', () => {
  const GET: Right = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/public/*', conditions: undefined };
  const OWN: Right = { ...GET, resource: `arn:aws:s3:::b/private/${SUB}/*` };
  const LIST: Right = { action: 's3:ListBucket', resource: 'arn:aws:s3:::b', conditions: PREFIX };

  test.each<[string, Right, Statement]>([
    ['the same', GET, allow('s3:GetObject', 'arn:aws:s3:::b/public/*')],
    ['one of many', GET, allow(['s3:PutObject', 'S3:getobject'], ['arn:aws:s3:::c', 'arn:aws:s3:::b/*'])],
    ['everything', GET, allow('*', '*')],
    ['everything but something', GET, allow(undefined, '*', { NotAction: 'ec2:*' })],
    ['all resources but some', GET, allow('s3:*', undefined, { NotResource: 'arn:aws:s3:::c/*' })],
    [
      'all resources but several',
      OWN,
      allow('s3:*', undefined, { NotResource: ['arn:aws:s3:::b/public/*', 'arn:aws:s3:::c/*'] }),
    ],
    ['all buckets but a longer name', LIST, allow('s3:*', undefined, { NotResource: 'arn:aws:s3:::bc' })],
    ['a variable by the same', OWN, allow('s3:Get*', `arn:aws:s3:::b/private/${SUB}/*`)],
    ['a variable by a star', OWN, allow('s3:Get*', 'arn:aws:s3:::b/private/*/*')],
    ['the same condition', LIST, allow('s3:List*', 'arn:aws:s3:::b', { Condition: PREFIX })],
    ['no condition', LIST, allow('s3:List*', 'arn:aws:s3:::b')],
    [
      'a wider condition',
      LIST,
      allow('s3:List*', '*', { Condition: { StringLike: { 'S3:Prefix': ['x', 'public/*', 'public/'] } } }),
    ],
  ])('yes: %s', (_what, right, statement) => {
    const other = document(allow('ec2:*', '*'));
    expect(isGranted(right, [other, document(statement)])).toBe(true);
  });

  test.each<[string, Right, Statement]>([
    ['another action', GET, allow('s3:PutObject', '*')],
    ['another resource', GET, allow('s3:*', 'arn:aws:s3:::b/protected/*')],
    ['the case of a resource', GET, allow('s3:*', 'arn:aws:s3:::B/public/*')],
    ['a part of what is wanted', GET, allow('s3:*', 'arn:aws:s3:::b/public/a*')],
    ['one character of what is wanted', GET, allow('s3:*', 'arn:aws:s3:::b/public/?')],
    ['everything but what is wanted', GET, allow(undefined, '*', { NotAction: ['ec2:*', 's3:get*'] })],
    ['all resources but those', GET, allow('s3:*', undefined, { NotResource: 'arn:aws:s3:::b/*' })],
    ['all resources but a part of them', GET, allow('s3:*', undefined, { NotResource: 'arn:aws:s3:::b/public/a*' })],
    [
      'all resources but some that may be meant',
      OWN,
      allow('s3:*', undefined, { NotResource: 'arn:*:s3:::b/*/own/*' }),
    ],
    [
      'all resources but a variable',
      OWN,
      allow('s3:*', undefined, { NotResource: 'arn:aws:s3:::b/private/${aws:username}/*' }),
    ],
    ['a Deny', GET, { Effect: 'Deny', Action: '*', Resource: '*' }],
    ['a condition that is not brought', GET, allow('s3:*', '*', { Condition: PREFIX })],
    ['another variable', OWN, allow('s3:*', 'arn:aws:s3:::b/private/${aws:username}/*')],
    ['an escaped star', OWN, allow('s3:*', 'arn:aws:s3:::b/private/${*}/*')],
    ['characters for a variable', OWN, allow('s3:*', `arn:aws:s3:::b/private/${'?'.repeat(SUB.length)}/*`)],
    ['a narrower condition', LIST, allow('s3:*', '*', { Condition: { StringLike: { 's3:prefix': 'public/' } } })],
    ['another operator', LIST, allow('s3:*', '*', { Condition: { StringEquals: PREFIX['StringLike']! } })],
    [
      'a condition more',
      LIST,
      allow('s3:*', '*', { Condition: { ...PREFIX, Bool: { 'aws:SecureTransport': 'true' } } }),
    ],
  ])('not surely: %s', (_what, right, statement) => {
    expect(isGranted(right, [document(statement)])).toBe(false);
  });

  test('conditions that exclude must be the same', () => {
    const right = { ...LIST, conditions: { StringNotEquals: { 's3:prefix': ['a', 'b'] } } };
    const granted = (values: readonly string[]) =>
      isGranted(right, [document(allow('s3:*', '*', { Condition: { StringNotEquals: { 's3:prefix': values } } }))]);
    expect(granted(['b', 'a'])).toBe(true);
    expect(granted(['a', 'b', 'c'])).toBe(false);
  });

  test('the old version of the language knows no variables', () => {
    const statement = allow('s3:*', ['arn:aws:s3:::b/public/*', `arn:aws:s3:::b/private/${SUB}/*`]);
    expect(isGranted(OWN, [document(statement)])).toBe(true);
    expect(isGranted(OWN, [document(statement, '2008-10-17')])).toBe(false);
    expect(isGranted(GET, [document(allow('s3:*', 'arn:aws:s3:::b/*'), '2008-10-17')])).toBe(true);
  });
});

// A tiny evaluator: one concrete request against documents, as IAM would decide it without Deny.

interface Request {
  readonly action: string;
  readonly resource: string;
  /** Value of the key `k`, if there is one. */
  readonly k: string | undefined;
}

/** What `${v}` stands for. */
const VARIABLE = 'ab';

function like(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(text);
}

function holds(operator: string, values: readonly string[], k: string | undefined): boolean {
  const comparison = operator.replace(/^For\w+:/, '').replace(/IfExists$/, '');
  if (k === undefined) return /^ForAllValues|IfExists$|Not/.test(operator);
  const equal = values.some((value) => (comparison.endsWith('Like') ? like(value, k) : value === k));
  return comparison.includes('Not') ? !equal : equal;
}

function allows({ Version: version, Statement: statements }: PolicyDocument, request: Request): boolean {
  const meant = (text: string) => (version === '2012-10-17' ? text.replaceAll('${v}', VARIABLE) : text);
  return statements.some(
    ({ Effect, Action, Resource, Condition = {} }) =>
      Effect === 'Allow' &&
      asList(Action).some((action) => like(action.toLowerCase(), request.action.toLowerCase())) &&
      asList(Resource).some((resource) => like(meant(resource), request.resource)) &&
      Object.entries(Condition).every(([operator, keys]) =>
        Object.values(keys).every((values) => holds(operator, asList(values).map(meant), request.k)),
      ),
  );
}

const resources = [
  '',
  ...['a', 'b', 'ab', 'ba', 'aa', 'bb', 'aab', 'aba', 'abb', 'bab', 'abab', 'aabb'],
  '${v}',
  'a${v}',
];
const requests = ['s3:a', 's3:ab', 's3:b', 'iam:a'].flatMap((action) =>
  resources.flatMap((resource) => ['x', 'y', 'xy', 'ab', undefined].map((k) => ({ action, resource, k }))),
);

const action = fc.constantFrom('*', 's3:*', 's3:?', 's3:a', 'S3:A*', 's3:ab', 'iam:*');
const resource = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '${v}'), maxLength: 3 });
const condition: fc.Arbitrary<Conditions> = fc
  .tuple(
    fc.constantFrom('StringEquals', 'StringLike', 'StringNotEquals', 'StringEqualsIfExists', 'ForAllValues:StringLike'),
    fc.constantFrom('k', 'K'),
    fc.uniqueArray(fc.constantFrom('x', 'y', 'x*', '${v}'), { minLength: 1, maxLength: 3 }),
  )
  .map(([operator, key, values]) => ({ [operator]: { [key]: values } }));
const statement: fc.Arbitrary<Statement> = fc.record(
  {
    Effect: fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const),
    Action: fc.oneof(action, fc.array(action, { minLength: 1, maxLength: 2 })),
    Resource: fc.oneof(resource, fc.array(resource, { minLength: 1, maxLength: 3 })),
    Condition: condition,
  },
  { requiredKeys: ['Effect', 'Action', 'Resource'] },
);
const anyDocument = fc
  .tuple(fc.constantFrom('2012-10-17', '2012-10-17', '2008-10-17'), fc.array(statement, { minLength: 1, maxLength: 3 }))
  .map(([version, statements]) => document(statements, version));

test('what is called granted, IAM allows', () => {
  let granted = 0;
  fc.assert(
    fc.property(fc.array(statement, { minLength: 1, maxLength: 3 }), fc.array(anyDocument), (wanted, held) => {
      for (const right of rightsIn(document(wanted))) {
        if (!isGranted(right, held)) continue;
        granted += 1;
        const alone = document(
          allow(right.action, right.resource, right.conditions && { Condition: right.conditions }),
        );
        for (const request of requests.filter((one) => allows(alone, one)))
          expect([right, held, request, held.some((one) => allows(one, request))]).toEqual([
            right,
            held,
            request,
            true,
          ]);
      }
    }),
    { numRuns: 1_000 },
  );
  // It does say yes now and then.
  expect(granted).toBeGreaterThan(100);
});
