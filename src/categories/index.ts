import type { z } from 'zod';
import { groupedBy } from '../domain/ordering.ts';
import { granteeName, granteesIn, type Category, type Grantee, type GrantsAt } from './category.ts';
import { custom } from './custom.ts';
import { dynamodb } from './dynamodb.ts';
import { firehose } from './firehose.ts';
import { functions } from './functions.ts';
import { geo } from './geo.ts';
import { graphql } from './graphql.ts';
import { kinesis } from './kinesis.ts';
import { lex } from './lex.ts';
import { logging } from './logging.ts';
import { notifications } from './notifications.ts';
import { personalize } from './personalize.ts';
import { pinpoint } from './pinpoint.ts';
import { predictions } from './predictions.ts';
import { pubsub } from './pubsub.ts';
import { rest } from './rest.ts';
import { storage } from './storage.ts';

/** All categories, in the order in which the manifest, the docs and the plan list them. */
export const CATEGORIES = [
  storage,
  dynamodb,
  rest,
  graphql,
  pinpoint,
  notifications,
  kinesis,
  firehose,
  personalize,
  geo,
  lex,
  predictions,
  pubsub,
  functions,
  logging,
  custom,
] as const;

type KnownCategory = (typeof CATEGORIES)[number];

export type CategoryName = KnownCategory['name'];

/** The entries of each category that a manifest declares for an env. */
export type CategoryEntries = {
  readonly [C in KnownCategory as C['name']]?: readonly z.output<C['entry']>[] | undefined;
};

/** One entry with its category. */
export interface Declared {
  readonly category: Category<CategoryName>;
  readonly entry: unknown;
  /** Position in the category's list. */
  readonly index: number;
}

/** All entries, in the order of {@link CATEGORIES}. */
export function declaredIn(categories: CategoryEntries): readonly Declared[] {
  return CATEGORIES.flatMap((category: Category<CategoryName>) =>
    (categories[category.name] ?? []).map((entry, index) => ({ category, entry, index })),
  );
}

/** Whom each category gives rights, in the order of {@link CATEGORIES}; none where it only appears in files. */
export function grantsIn(categories: CategoryEntries): readonly CategoryGrants[] {
  const byCategory = groupedBy(declaredIn(categories), ({ category }) => category.name);
  return [...byCategory].map(([category, declared]) => {
    const all = declared.flatMap(granteesOf);
    return { category, grantees: [...new Map(all.map((one) => [granteeName(one), one])).values()] };
  });
}

interface CategoryGrants {
  readonly category: string;
  readonly grantees: readonly Grantee[];
}

/** Where an entry gives rights, and which. */
export function grantsOf({ category, entry }: Declared): readonly GrantsAt[] {
  return category.grants?.(entry) ?? [{ path: [], grants: entry as GrantsAt['grants'] }];
}

/** Everyone whom an entry gives a right, once. */
export function granteesOf(declared: Declared): readonly Grantee[] {
  const all = grantsOf(declared).flatMap(({ grants }) => granteesIn(grants));
  return [...new Map(all.map((grantee) => [JSON.stringify(grantee), grantee])).values()];
}
