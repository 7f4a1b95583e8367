import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Conditions } from '../../src/domain/iam-policy.ts';
import { canonicalPolicy, policyOf } from '../../src/iam/document.ts';
import { CATEGORIES, type CategoryName } from '../../src/categories/index.ts';
import { allow } from '../../src/iam/statement.ts';
import { SCOPE, statementsOf } from '../helpers/statements.ts';

/**
 * What the Amplify CLI grants. The fixture holds the statements that the generators of the Amplify CLI 14.3 and of
 * `amplify-category-api` write, with the names of these entries filled in.
 */
interface CliCase {
  readonly what: string;
  readonly category: CategoryName;
  readonly entry: unknown;
  readonly grantee: string;
  readonly statements: readonly {
    readonly actions: readonly string[];
    readonly resources: readonly string[];
    readonly conditions?: Conditions;
  }[];
}

const CASES = JSON.parse(
  readFileSync(new URL('./fixtures/cli-statements.json', import.meta.url), 'utf8'),
) as readonly CliCase[];

test.each(CASES.map((one) => [`${one.category}: ${one.what}`, one] as const))(
  'the profile amplify grants what the CLI grants: %s',
  (_what, { category, entry, grantee, statements }) => {
    const who =
      grantee === 'auth' || grantee === 'guest'
        ? ({ kind: grantee } as const)
        : { kind: 'group' as const, name: grantee };
    const ours = policyOf(statementsOf(category, entry, who));
    const theirs = policyOf(
      statements.map(({ actions, resources, conditions }) => allow(actions, resources, conditions)),
    );
    expect(JSON.parse(canonicalPolicy(ours))).toEqual(JSON.parse(canonicalPolicy(theirs)));
  },
);

test('every category for which the CLI grants something has cases', () => {
  const without = ['dynamodb', 'firehose', 'personalize', 'pubsub', 'functions', 'logging', 'custom'];
  const covered = new Set<string>(CASES.map(({ category }) => category));
  expect(CATEGORIES.map(({ name }) => name).filter((name) => !covered.has(name))).toEqual(without);
});

test.each(['dynamodb', 'firehose', 'personalize', 'pubsub', 'functions', 'logging', 'custom'] as const)(
  'where the CLI grants nothing, both profiles are the strict one: %s',
  (name) => {
    const entries: Partial<Record<CategoryName, unknown>> = {
      dynamodb: { table: 'notes', auth: ['read', 'create', 'update', 'delete'] },
      firehose: { stream: 'views', auth: ['record'] },
      personalize: { tracker: 'x', auth: ['record'] },
      pubsub: { topics: ['news'], auth: ['publish', 'subscribe'] },
      functions: { function: 'quote', auth: ['invoke'] },
      logging: { logGroup: '/app', auth: ['write'] },
      custom: { name: 'mail', auth: [{ actions: ['ses:SendEmail'], resources: ['*'] }] },
    };
    const of = (profile: 'amplify' | 'strict') =>
      statementsOf(name, entries[name], { kind: 'auth' }, { ...SCOPE, profile });
    expect(of('amplify')).not.toEqual([]);
    expect(of('amplify')).toEqual(of('strict'));
  },
);
