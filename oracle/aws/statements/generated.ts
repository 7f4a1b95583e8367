import { SAMPLES } from '../../../__tests__/helpers/category-samples.ts';
import { granteesOf, CATEGORIES, type CategoryName } from '../../../src/categories/index.ts';
import type { Category } from '../../../src/categories/category.ts';
import { lambdaStatements } from '../../../src/categories/lambda/access.ts';
import { LAMBDA_RIGHTS, type LambdaRight } from '../../../src/categories/lambda/rights.ts';
import { PREDICTIONS } from '../../../src/categories/prediction-actions.ts';
import type { Statement } from '../../../src/domain/iam-policy.ts';
import type { Profile } from '../../../src/domain/policy-scope.ts';

/** A statement that this action writes into a policy. */
export interface Generated {
  readonly category: CategoryName | 'lambda';
  readonly profile: Profile;
  readonly partition: string;
  readonly statement: Statement;
}

const PROFILES = ['amplify', 'strict'] as const;
const accountId = '111122223333';
const PLACES = [
  { partition: 'aws', region: 'eu-west-1' },
  { partition: 'aws-cn', region: 'cn-north-1' },
  { partition: 'aws-us-gov', region: 'us-gov-west-1' },
];

/** All predictions at once: the samples need not name each. */
const FURTHER: Partial<Record<CategoryName, readonly object[]>> = {
  predictions: [{ use: Object.keys(PREDICTIONS), auth: ['invoke'], guest: ['invoke'] }],
};

/** The statements of every category, profile, right and kind of user; `custom` is left out, whose statements are the owner's. */
export function generatedStatements(): readonly Generated[] {
  const ofCategories = CATEGORIES.filter(({ name }) => name !== 'custom').flatMap((category: Category<CategoryName>) =>
    [...SAMPLES[category.name], ...category.docs.examples, ...(FURTHER[category.name] ?? [])].flatMap((raw) =>
      statementsOf(category, category.entry.parse(raw)),
    ),
  );
  return [...ofCategories, ...ofLambdas()];
}

function statementsOf(category: Category<CategoryName>, entry: unknown): readonly Generated[] {
  return PLACES.flatMap((place) =>
    PROFILES.flatMap((profile) =>
      granteesOf({ category, entry, index: 0 }).flatMap((grantee) =>
        category
          .statements(entry, grantee, { ...place, profile, accountId })
          .map((statement) => ({ category: category.name, profile, partition: place.partition, statement })),
      ),
    ),
  );
}

function ofLambdas(): readonly Generated[] {
  const entry = { function: 'f', access: Object.keys(LAMBDA_RIGHTS) as LambdaRight[] };
  return PLACES.flatMap(({ partition, region }) =>
    PROFILES.flatMap((profile) =>
      lambdaStatements(
        entry,
        profile,
        `arn:${partition}:cognito-idp:${region}:${accountId}:userpool/${region}_Ab1`,
      ).map((statement) => ({ category: 'lambda' as const, profile, partition, statement })),
    ),
  );
}
