import type { Grantee } from './category.ts';
import { declaredIn, granteesOf, type CategoryEntries } from './index.ts';
import { LAMBDA_CATEGORY, type LambdaEntry } from './lambda/access.ts';

/**
 * The policies of an env as files, for people who manage the roles elsewhere: `auth.storage`, `group.editors.storage`, `lambda.<function>`.
 * Which there are follows only from the manifest.
 */
export function policyParts(env: {
  readonly categories: CategoryEntries;
  readonly lambdas: readonly LambdaEntry[];
}): readonly string[] {
  const roles = declaredIn(env.categories).flatMap((declared) =>
    granteesOf(declared).map((grantee) => partOf(grantee, declared.category.name)),
  );
  const functions = env.lambdas
    .filter(({ access = [] }) => access.length > 0)
    .map((entry) => `${LAMBDA_CATEGORY}.${entry.function}`);
  return [...new Set([...roles, ...functions])];
}

/** The name of the file that holds what a grantee gets from a category. */
export function partOf(grantee: Grantee, category: string): string {
  return grantee.kind === 'group' ? `group.${fileName(grantee.name)}.${category}` : `${grantee.kind}.${category}`;
}

/** Group names may hold anything; what stands here is safe on every file system. */
function fileName(group: string): string {
  return encodeURIComponent(group).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
