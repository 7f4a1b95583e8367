import { parseArn } from '../domain/arn.ts';
import { roleFactsIn } from '../domain/env-facts.ts';
import { valueOf } from '../domain/fact.ts';
import { asList } from '../domain/iam-policy.ts';
import type { Role } from '../domain/observed.ts';
import { partitionOf } from '../domain/partition.ts';
import { entryOf } from '../lock/lock-file.ts';
import { parsePolicy } from '../iam/document.ts';
import { LAMBDA_CATEGORY } from '../categories/lambda/access.ts';
import { identityStatements, names } from '../iam/trust.ts';
import type { EnvSubject } from './subject.ts';

/**
 * Whether a role, or a policy managed by this action on it, has to do with an env by more than the lock's word: the manifest or the live identity pool
 * names the role; or its trust policy is for the env's identity pool; or, on the role of a Lambda function, the policy is about the env's
 * user pool and nothing else. A role that is none of these keeps even a policy that bears our name.
 */
export function isTied(subject: EnvSubject, role: Role, category: string, policy: string): boolean {
  if (isNamed(subject, role)) return true;
  return category === LAMBDA_CATEGORY ? isAboutPool(subject, policy) : trustsPool(subject, role);
}

function isNamed({ env, observed }: EnvSubject, { arn }: Role): boolean {
  const functions = new Set(env.lambdas.map((entry) => entry.function));
  return roleFactsIn(observed).some(({ member, name, fact }) => {
    const isNow = member !== 'formerRoles' && (member !== 'lambdaRoles' || functions.has(name ?? ''));
    return isNow && valueOf(fact)?.arn === arn;
  });
}

function trustsPool({ env, lock }: EnvSubject, role: Role): boolean {
  const trust = valueOf(role.trust);
  const entry = entryOf(lock, env.name);
  const pools = [env.identityPoolId, entry?.identityPoolId].flatMap((id) => id ?? []);
  if (trust === undefined) return false;
  const { allow } = identityStatements(trust, partitionOf(env.region ?? entry?.region ?? ''));
  return allow.some(({ audience }) =>
    audience.some((condition) => condition.comparison === 'equals' && pools.some((pool) => names(condition, pool))),
  );
}

function isAboutPool({ env, lock }: EnvSubject, policy: string): boolean {
  const pools = [env.userPoolId, entryOf(lock, env.name)?.userPoolId].flatMap((id) => id ?? []);
  const resources = parsePolicy(policy)?.Statement.flatMap(({ Resource: resource }) =>
    resource === undefined ? [''] : asList(resource),
  );
  return (
    resources !== undefined &&
    resources.length > 0 &&
    resources.every((arn) => pools.some((pool) => parseArn(arn)?.resource === `userpool/${pool}`))
  );
}
