import type { Statement } from '../../src/domain/iam-policy.ts';
import type { Category, Grantee } from '../../src/categories/category.ts';
import type { PolicyScope } from '../../src/domain/policy-scope.ts';
import { CATEGORIES, type CategoryName } from '../../src/categories/index.ts';

export const SCOPE: PolicyScope = {
  profile: 'amplify',
  partition: 'aws',
  region: 'eu-west-1',
  accountId: '111122223333',
};

/** The kinds of roles, and a grantee of each. */
export const GRANTEES = {
  auth: { kind: 'auth' },
  guest: { kind: 'guest' },
  group: { kind: 'group', name: 'editors' },
} as const satisfies Record<string, Grantee>;

export function categoryOf(name: CategoryName): Category<CategoryName> {
  return CATEGORIES.find((category) => category.name === name)!;
}

/** The statements of one entry, which has to fit the category's schema. */
export function statementsOf(
  name: CategoryName,
  entry: unknown,
  grantee: Grantee,
  scope: PolicyScope = SCOPE,
): readonly Statement[] {
  const category = categoryOf(name);
  return category.statements(category.entry.parse(entry), grantee, scope);
}
