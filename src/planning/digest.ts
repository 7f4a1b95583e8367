import { createHash } from 'node:crypto';
import { valueOf } from '../domain/fact.ts';
import type { Change } from '../domain/plan.ts';
import { canonicalPolicy, parsePolicy, sortedJson } from '../policies/document.ts';
import type { EnvPlan } from './plan.ts';

/**
 * Names the plan of one env: over its changes and over the identities that they rest on (account, pool, clients, roles). What
 * others do meanwhile, the version of the action and the time do not enter, so a reviewed plan stays applicable.
 */
export function envDigest(plan: EnvPlan): string {
  const { env, observed } = plan.subject;
  const roles = observed.identityPoolRoles && valueOf(observed.identityPoolRoles);
  const rests = {
    account: valueOf(observed.caller)?.accountId,
    userPool: env.userPoolId,
    identityPool: env.identityPoolId,
    webClient: valueOf(observed.webClient)?.id,
    nativeClient: observed.nativeClient && valueOf(observed.nativeClient)?.id,
    authRole: roles?.authenticated,
    guestRole: roles?.unauthenticated,
    groups: [...env.groups].toSorted(),
  };
  return digestOf({ rests, changes: plan.changes.map(canonicalChange) });
}

/** Names the plans of several envs together. */
export function planDigest(digests: Readonly<Record<string, string>>): string {
  return digestOf(digests);
}

function canonicalChange(change: Change): unknown {
  const { kind, target, action } = change;
  if (change.kind === 'role-policy') {
    const before = change.before === null ? undefined : parsePolicy(change.before);
    return {
      kind,
      target,
      action,
      role: change.roleArn,
      before: before === undefined ? change.before : canonicalPolicy(before),
      after: change.after && canonicalPolicy(change.after),
    };
  }
  return { kind, target, action, before: change.before, after: change.after };
}

function digestOf(value: unknown): string {
  return `sha256:${createHash('sha256').update(sortedJson(value)).digest('hex')}`;
}
