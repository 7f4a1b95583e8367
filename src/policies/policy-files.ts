import type { EnvSpec, PolicyMode } from '../manifest/model.ts';
import type { ObservedEnv } from '../domain/observed.ts';
import { declaredIn, granteesOf } from '../categories/index.ts';
import { LAMBDA_CATEGORY } from '../categories/lambda-access.ts';
import type { Grantee } from '../categories/category.ts';
import { wantedPolicies, type WantedPolicy } from './wanted.ts';

/**
 * The policies of an env as files, for people who manage the roles elsewhere: `auth.storage`, `group.editors.storage`, `lambda.<function>`.
 * Which there are follows from the manifest alone.
 */
export function policyParts(env: Pick<EnvSpec, 'categories' | 'lambdas'>): readonly string[] {
  const roles = declaredIn(env.categories).flatMap((declared) =>
    granteesOf(declared).map((grantee) => partOf(grantee, declared.category.name)),
  );
  const functions = env.lambdas
    .filter(({ access = [] }) => access.length > 0)
    .map((entry) => `${LAMBDA_CATEGORY}.${entry.function}`);
  return [...new Set([...roles, ...functions])];
}

/** The policy that one of these files holds; undefined as long as its role is not known. */
export function policyOfPart(
  part: string,
  project: string,
  env: EnvSpec,
  observed: ObservedEnv,
): WantedPolicy | undefined {
  const modes: readonly PolicyMode[] = ['manage', 'check', 'off'];
  const wanted = modes.flatMap((mode) => wantedPolicies(project, env, observed, mode));
  return wanted.find(({ category, grantees, entries }) =>
    category === LAMBDA_CATEGORY
      ? entries.some((index) => part === `${LAMBDA_CATEGORY}.${env.lambdas[index]?.function ?? ''}`)
      : grantees.some((grantee) => part === partOf(grantee, category)),
  );
}

function partOf(grantee: Grantee, category: string): string {
  return grantee.kind === 'group' ? `group.${fileName(grantee.name)}.${category}` : `${grantee.kind}.${category}`;
}

/** Group names may hold anything; what stands here is safe on every file system. */
function fileName(group: string): string {
  return encodeURIComponent(group).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
