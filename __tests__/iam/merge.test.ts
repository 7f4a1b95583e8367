import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Statement } from '../../src/domain/iam-policy.ts';
import { rightsIn } from '../../src/iam/coverage.ts';
import { policyOf, policySize, serialisePolicy } from '../../src/iam/document.ts';
import { sortedJson } from '../../src/domain/ordering.ts';
import { mergeStatements } from '../../src/iam/merge.ts';
import { allow } from '../../src/iam/statement.ts';
import { SAMPLES } from '../helpers/category-samples.ts';
import { statementsOf } from '../helpers/statements.ts';

const HERE = { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } };

test.each<[string, readonly Statement[], readonly Statement[]]>([
  [
    'equal actions',
    [allow(['a:1', 'a:2'], ['x']), allow(['a:2', 'a:1'], ['y', 'z'])],
    [{ Effect: 'Allow', Action: ['a:1', 'a:2'], Resource: ['x', 'y', 'z'] }],
  ],
  [
    'equal resources',
    [allow(['a:1'], ['x']), allow(['a:2'], ['x'])],
    [{ Effect: 'Allow', Action: ['a:1', 'a:2'], Resource: 'x' }],
  ],
  [
    'first by resources, then by actions',
    [allow(['a:1'], ['x']), allow(['a:1'], ['y']), allow(['a:2'], ['y', 'x'])],
    [{ Effect: 'Allow', Action: ['a:1', 'a:2'], Resource: ['x', 'y'] }],
  ],
  [
    'the same twice',
    [allow(['a:1'], ['x'], HERE), allow(['a:1'], ['x'], HERE)],
    [{ ...allow([], [], HERE), Action: 'a:1', Resource: 'x' }],
  ],
  [
    'not: other conditions',
    [allow(['a:1'], ['x']), allow(['a:1'], ['y'], HERE)],
    [
      { Effect: 'Allow', Action: 'a:1', Resource: 'x' },
      { ...allow([], [], HERE), Action: 'a:1', Resource: 'y' },
    ],
  ],
  [
    'not: both differ',
    [allow(['a:1'], ['x']), allow(['a:2'], ['y'])],
    [
      { Effect: 'Allow', Action: 'a:1', Resource: 'x' },
      { Effect: 'Allow', Action: 'a:2', Resource: 'y' },
    ],
  ],
  [
    'not: an Allow and a Deny',
    [allow(['a:1'], ['x']), { Effect: 'Deny', Action: 'a:1', Resource: 'y' }],
    [
      { Effect: 'Allow', Action: 'a:1', Resource: 'x' },
      { Effect: 'Deny', Action: 'a:1', Resource: 'y' },
    ],
  ],
  [
    'not: exceptions',
    [
      { Effect: 'Allow', NotAction: 'a:1', Resource: 'x' },
      { Effect: 'Allow', NotAction: 'a:1', Resource: 'y' },
      { Effect: 'Allow', Action: 'a:1', NotResource: 'x' },
    ],
    [
      { Effect: 'Allow', NotAction: 'a:1', Resource: ['x', 'y'] },
      { Effect: 'Allow', Action: 'a:1', NotResource: 'x' },
    ],
  ],
])('%s', (_what, statements, expected) => {
  expect(mergeStatements(statements)).toEqual(expected);
});

const some = (...texts: readonly string[]) => fc.subarray([...texts], { minLength: 1 });
const statement = fc
  .tuple(some('a:1', 'a:2', 'a:3'), some('x', 'y', 'z'), fc.constantFrom(undefined, undefined, HERE))
  .map(([actions, resources, condition]) => allow(actions, resources, condition));

test('the rights are the same, the text is never longer, and there is nothing left to merge', () => {
  let shorter = 0;
  fc.assert(
    fc.property(fc.array(statement, { minLength: 1, maxLength: 6 }), (statements) => {
      const merged = mergeStatements(statements);
      const rights = (all: readonly Statement[]) => new Set(rightsIn(policyOf(all)).map(sortedJson));
      expect(rights(merged)).toEqual(rights(statements));
      const size = (all: readonly Statement[]) => policySize(serialisePolicy(policyOf(all)));
      expect(size(merged)).toBeLessThanOrEqual(size(statements));
      shorter += merged.length < statements.length ? 1 : 0;
      expect(mergeStatements(merged)).toEqual(merged);
    }),
    { numRuns: 300 },
  );
  expect(shorter).toBeGreaterThan(50);
});

test('it is worth it: predictions and storage', () => {
  const size = (all: readonly Statement[]) => policySize(serialisePolicy(policyOf(all)));
  for (const name of ['predictions', 'storage'] as const) {
    const statements = SAMPLES[name].flatMap((entry) => statementsOf(name, entry, { kind: 'auth' }));
    expect(size(mergeStatements(statements))).toBeLessThan(size(statements) * 0.85);
  }
});
