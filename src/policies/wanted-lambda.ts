import { accountOf } from '../domain/arn.ts';
import { valueOf } from '../domain/fact.ts';
import type { EnvSpec, PolicyMode } from '../manifest/model.ts';
import type { ObservedEnv } from '../domain/observed.ts';
import { partitionOf } from '../domain/partition.ts';
import { distinctStatements, policyOf } from '../iam/document.ts';
import { LAMBDA_CATEGORY, lambdaStatements } from '../categories/lambda/access.ts';
import { ownedName } from './owned-names.ts';
import type { WantedPolicy } from './wanted-policy.ts';

/** The policies of the execution roles; one for each role, also where several functions of the env share it. */
export function wantedLambdaPolicies(
  project: string,
  env: EnvSpec,
  observed: ObservedEnv,
  mode: PolicyMode,
): readonly WantedPolicy[] {
  if (env.policies.lambdas !== mode || env.region === undefined || env.userPoolId === undefined) return [];
  const wanted = new Map<string, WantedPolicy>();
  for (const [index, entry] of env.lambdas.entries()) {
    const fact = observed.lambdaRoles.get(entry.function);
    const roleArn = fact && valueOf(fact)?.arn;
    if (roleArn === undefined) continue;
    const pool = `arn:${partitionOf(env.region).id}:cognito-idp:${env.region}:${accountOf(roleArn)}:userpool/${env.userPoolId}`;
    const statements = lambdaStatements(entry, env.profile, pool);
    if (statements.length === 0) continue;
    const before = wanted.get(roleArn);
    wanted.set(roleArn, {
      grantees: [],
      category: LAMBDA_CATEGORY,
      roleArn,
      policyName: ownedName(project, { env: env.name, category: LAMBDA_CATEGORY }),
      document: policyOf(distinctStatements([...(before?.document.Statement ?? []), ...statements])),
      entries: [...(before?.entries ?? []), index],
    });
  }
  return [...wanted.values()];
}
