import type { EnvSpec, PolicyMode } from '../manifest/model.ts';
import type { ObservedEnv } from '../domain/observed.ts';
import { LAMBDA_CATEGORY } from '../categories/lambda/access.ts';
import { partOf } from '../categories/policy-parts.ts';
import { wantedPolicies } from './wanted.ts';
import type { WantedPolicy } from './wanted-policy.ts';

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
