import type { EnvSpec, PolicyMode, PolicyModes } from '../domain/manifest.ts';
import type { ObservedEnv } from '../domain/observed.ts';
import { valueOf } from '../domain/fact.ts';
import type { Grantee } from './category.ts';

/** What is done about the policies of one grantee's role. */
export function modeOf(env: EnvSpec, grantee: Grantee['kind']): PolicyMode {
  return env.policies[grantee === 'group' ? 'groups' : grantee];
}

/** The lower of what the run and what the manifest allow, kind by kind. */
export function withCeiling(ceiling: PolicyMode, modes: PolicyModes): PolicyModes {
  const order: readonly PolicyMode[] = ['off', 'check', 'manage'];
  const lower = (mode: PolicyMode) => order[Math.min(order.indexOf(ceiling), order.indexOf(mode))] ?? 'off';
  return { auth: lower(modes.auth), guest: lower(modes.guest), groups: lower(modes.groups) };
}

/** Whether any role's policies may be written. */
export function managesAny({ policies }: EnvSpec): boolean {
  return Object.values(policies).includes('manage');
}

/** ARNs of roles whose policies must be left alone, because they are another's business by the manifest or the inputs. */
export function unmanagedRoles(env: EnvSpec, observed: ObservedEnv): ReadonlySet<string> {
  const named = observed.identityPoolRoles && valueOf(observed.identityPoolRoles);
  const arns = [
    ...(modeOf(env, 'auth') === 'manage' ? [] : [named?.authenticated]),
    ...(modeOf(env, 'guest') === 'manage' ? [] : [named?.unauthenticated]),
    ...(modeOf(env, 'group') === 'manage' ? [] : env.groups.values()),
  ];
  return new Set(arns.filter((arn) => arn !== undefined));
}
