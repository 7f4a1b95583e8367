import type { EnvSpec } from '../../manifest/model.ts';
import type { Place } from '../../domain/place.ts';
import { LAMBDA_CATEGORY } from '../../categories/lambda/access.ts';
import type { WantedPolicy } from '../../policies/wanted-policy.ts';
import { firstWritten } from '../rule.ts';

/** Where the first entry stands that a policy comes from. */
export function wantedPlace(env: EnvSpec, policy: WantedPolicy | undefined): Place {
  const index = policy?.entries[0] ?? 0;
  const path =
    policy?.category === LAMBDA_CATEGORY ? ['lambdas', index] : ['categories', policy?.category ?? '', index];
  return firstWritten(env, path, ['identityPoolId']);
}
