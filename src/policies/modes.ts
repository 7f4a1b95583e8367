import type { EnvSpec, PolicyMode, PolicyModes } from '../manifest/model.ts';
import type { ObservedEnv } from '../domain/observed.ts';
import { valueOf } from '../domain/fact.ts';
import type { Grantee } from '../categories/category.ts';
import { LAMBDA_CATEGORY } from '../categories/lambda/access.ts';

/** What is done about the policies of one grantee's role. */
export function modeOf(env: EnvSpec, grantee: Grantee['kind']): PolicyMode {
  return env.policies[grantee === 'group' ? 'groups' : grantee];
}

/** The lower of what the run and what the manifest allow, kind by kind. */
export function withCeiling(ceiling: PolicyMode, modes: PolicyModes): PolicyModes {
  const order: readonly PolicyMode[] = ['off', 'check', 'manage'];
  const lower = (mode: PolicyMode) => order[Math.min(order.indexOf(ceiling), order.indexOf(mode))] ?? 'off';
  return {
    auth: lower(modes.auth),
    guest: lower(modes.guest),
    groups: lower(modes.groups),
    lambdas: lower(modes.lambdas),
  };
}

/** Whether any role's policies, or a function's variable, may be written. */
export function managesAny({ policies, lambdas }: EnvSpec): boolean {
  const { lambdas: lambdaMode, ...roles } = policies;
  return Object.values(roles).includes('manage') || (lambdaMode === 'manage' && lambdas.length > 0);
}

/**
 * Tells of a policy on a role, by the role's ARN and the category in the policy's name, whether it must be left unchanged because it is
 * another's business by the manifest or the inputs.
 */
export function leavesAlone(env: EnvSpec, observed: ObservedEnv): (roleArn: string, category: string) => boolean {
  const named = observed.identityPoolRoles && valueOf(observed.identityPoolRoles);
  const arns = new Set([
    ...(modeOf(env, 'auth') === 'manage' ? [] : [named?.authenticated]),
    ...(modeOf(env, 'guest') === 'manage' ? [] : [named?.unauthenticated]),
    ...(modeOf(env, 'group') === 'manage' ? [] : env.groups.values()),
  ]);
  const nothing = !managesAny(env);
  return (roleArn, category) =>
    nothing || (category === LAMBDA_CATEGORY ? env.policies.lambdas !== 'manage' : arns.has(roleArn));
}
