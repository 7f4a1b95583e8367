import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { policyOf } from '../../src/iam/document.ts';
import { CATEGORIES, type CategoryName } from '../../src/categories/index.ts';
import { mergeStatements } from '../../src/iam/merge.ts';
import { decide } from '../helpers/evaluator.ts';
import { GRANTEES, SCOPE, statementsOf } from '../helpers/statements.ts';
import * as data from './oracle/data.ts';
import type { Oracle } from './oracle/oracle.ts';
import * as services from './oracle/services.ts';

// Policies allow what the entries' rights say, and nothing else, whatever the entries and whatever is asked.
const ORACLES: readonly (readonly [name: CategoryName, what: string, oracle: Oracle])[] = [
  ['storage', 'storage', data.storage],
  ['dynamodb', 'dynamodb', data.dynamodb],
  ['rest', 'rest', data.rest],
  ['graphql', 'graphql', data.graphql],
  ['pinpoint', 'pinpoint', services.pinpoint],
  ['notifications', 'notifications', services.pinpoint],
  ['kinesis', 'kinesis', services.kinesis],
  ['firehose', 'firehose', services.firehose],
  ['personalize', 'personalize', services.personalize],
  ['geo', 'geo: maps', services.geoMap],
  ['geo', 'geo: places', services.geoPlaces],
  ['geo', 'geo: geofences', services.geoFences],
  ['lex', 'lex: V1', services.lexV1],
  ['lex', 'lex: V2', services.lexV2],
  ['predictions', 'predictions', services.predictions],
  ['pubsub', 'pubsub', services.pubsub],
  ['functions', 'functions', services.functions],
  ['logging', 'logging', services.logging],
];

describe.each(ORACLES.map(([name, what, oracle]) => ({ name, what, oracle })))('$what', ({ name, oracle }) => {
  test.each(['amplify', 'strict'] as const)('%s', (profile) => {
    const seen = { allowed: 0, denied: 0 };
    fc.assert(
      fc.property(
        fc.array(oracle.entries, { minLength: 1, maxLength: 2 }),
        fc.constantFrom('auth' as const, 'guest' as const, 'group' as const),
        fc.array(oracle.asks, { minLength: 30, maxLength: 30 }),
        (entries, who, asks) => {
          const statements = entries.flatMap((entry) =>
            statementsOf(name, entry, GRANTEES[who], { ...SCOPE, profile }),
          );
          const documents = [statements, mergeStatements(statements)].map(policyOf);
          const wrong = asks.flatMap((ask) => {
            const request = oracle.request(ask);
            const expected = entries.some((entry) => oracle.allows(entry, ask, who, profile)) ? 'allowed' : 'denied';
            seen[expected] += 1;
            const decided = documents.map((document) => decide(request, [document]));
            return decided.every((one) => one === expected) ? [] : [{ ask, expected, decided }];
          });
          expect({ entries, who, wrong }).toEqual({ entries, who, wrong: [] });
        },
      ),
      { numRuns: 150 },
    );
    // Both happen, and not by accident.
    expect(seen.allowed).toBeGreaterThan(5);
    expect(seen.denied).toBeGreaterThan(5);
  });
});

test('every category is held to its meaning, but the statements of the owner’s own', () => {
  const held = new Set(ORACLES.map(([name]) => name));
  expect(CATEGORIES.map(({ name }) => name).filter((name) => !held.has(name))).toEqual(['custom']);
});
