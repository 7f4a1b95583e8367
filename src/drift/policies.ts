import { factsFor } from '../domain/env-facts.ts';
import { valueOf, type Fact } from '../domain/fact.ts';
import type { Finding, UncheckedItem } from '../domain/finding.ts';
import type { PolicyDocument } from '../domain/iam-policy.ts';
import type { LockedPolicy, LockEntry } from '../lock/model.ts';
import type { ObservedEnv, Role } from '../domain/observed.ts';
import { canonicalPolicy, parsePolicy, policyHash, serialisePolicy } from '../iam/document.ts';
import { LAMBDA_CATEGORY } from '../categories/lambda/access.ts';
import { rolesOf } from '../policies/observed-roles.ts';
import { parseOwnedName } from '../policies/owned-names.ts';
import { driftFinding, openItem } from './finding.ts';
import { wantedIn, type EnvSubject, type Judged } from '../plan/subject.ts';
import { unwantedPolicies, type UnwantedPolicy } from '../plan/role-policies.ts';
import { rowsOf, texts } from './differences.ts';

/** Policies managed by this action that are missing or were changed by hand, that nothing wants any more, or that no env of manifest or lock has. */
export function policyDrift(subject: EnvSubject, entry: LockEntry): Judged {
  const findings: Finding[] = [];
  const unchecked: UncheckedItem[] = [];
  const roles = rolesOf(subject.observed);
  const left = leftOver(subject, entry);
  for (const policy of entry.policies) {
    if (left.some(({ role, name }) => role.arn === policy.role && name === policy.name)) continue;
    const role = roles.find(({ arn }) => arn === policy.role);
    const why = role?.inlinePolicies ?? unseenRole(subject.observed, policy.role);
    if (why?.state === 'unchecked')
      unchecked.push(openItem(subject, 'drift/policy', placeOf(subject, policy.name), why));
    if (role?.inlinePolicies.state !== 'known') continue;
    const text = role.inlinePolicies.value.find(({ name }) => name === policy.name)?.text;
    const document = text === undefined ? undefined : parsePolicy(text);
    if (document !== undefined && policyHash(document) === policy.hash) continue;
    const what = text === undefined ? `is missing on ${role.name}` : `on ${role.name} was changed by hand`;
    const locked = lockedDocument(subject, policy);
    const before = locked === undefined ? policy.hash : canonicalPolicy(locked);
    const rows = rowsOf([{ field: policy.name, before, after: shown(text, document) }]);
    const hint = `Run apply to put it right.\n${rows}`;
    const message = `the policy ${policy.name} ${what}`;
    const at = placeOf(subject, policy.name);
    const differences = locked && texts([{ field: policy.name, before: serialisePolicy(locked), after: text }]);
    findings.push(driftFinding(subject, 'drift/policy', at, message, hint, [policy.name], differences));
  }
  return {
    findings: [...findings, ...left.map((one) => leftFinding(subject, one)), ...orphans(subject, roles)],
    unchecked: distinct(unchecked),
  };
}

/** Why a role of the lock is not among those seen; undefined where a rule tells that it is gone. */
function unseenRole(observed: ObservedEnv, arn: string): Fact<unknown> | undefined {
  // Which role the identity pool names is not known then: any of the lock's may be it.
  const unnamed = [observed.authRole, observed.guestRole].find((fact) => fact?.state === 'unchecked');
  return observed.formerRoles.get(arn) ?? unnamed ?? [...observed.groupRoles.values()].find(isUnchecked);
}

function isUnchecked(fact: Fact<unknown>): boolean {
  return fact.state === 'unchecked';
}

/** What the lock had seen: it holds only a hash, so it is known where the manifest still leads to the same. */
function lockedDocument(subject: EnvSubject, { role, name, hash }: LockedPolicy): PolicyDocument | undefined {
  const wanted = wantedIn(subject).find((one) => one.roleArn === role && one.policyName === name);
  return wanted !== undefined && policyHash(wanted.document) === hash ? wanted.document : undefined;
}

function shown(text: string | undefined, document: PolicyDocument | undefined): string | undefined {
  return document === undefined ? text : canonicalPolicy(document);
}

/** Policies of the env that the manifest leads to no more, whether or not the lock lists them. */
function leftOver(
  subject: EnvSubject,
  { authRoleArn, guestRoleArn, groups, lambdas = [] }: LockEntry,
): readonly UnwantedPolicy[] {
  const { manifest, env, observed } = subject;
  // With a role, group or function unknown, so is what is wanted.
  const isUnknown = factsFor(observed, ['roles', 'lambdas']).some(
    ({ member, fact }) => fact.state === 'unchecked' || (member === 'lambdas' && fact.state === 'absent'),
  );
  if (env.faulty || manifest.faulty || isUnknown) return [];
  const named = observed.identityPoolRoles && valueOf(observed.identityPoolRoles);
  // That the identity pool, its roles or the role of a group or function have been replaced is reported as such.
  const moved = env.lambdas.flatMap(({ function: name }) => {
    const fact = observed.lambdas.get(name);
    const now = fact && valueOf(fact)?.roleArn;
    return lambdas.flatMap((one) => (one.function === name && now !== undefined && one.role !== now ? [one.role] : []));
  });
  const regrouped = Object.entries(groups).flatMap(([name, role]) => {
    const now = env.groups.get(name);
    const isOther = now === undefined ? env.poolGroups === 'all' : now !== role;
    return isOther ? [role] : [];
  });
  const replaced = [authRoleArn, guestRoleArn]
    .filter((arn) => arn !== named?.authenticated && arn !== named?.unauthenticated)
    .concat(moved, regrouped);
  return unwantedPolicies(subject).filter(({ role }) => !replaced.includes(role.arn));
}

function leftFinding(subject: EnvSubject, { role, name, isTied }: UnwantedPolicy): Finding {
  const message = `the policy ${name} on ${role.name} is no longer wanted: the manifest does not lead to it`;
  const hint = isTied
    ? 'Run apply to remove it.'
    : `Remove it by hand: only the lock says that the role has to do with ${subject.env.name}, so apply leaves it.`;
  return driftFinding(subject, 'drift/policy', placeOf(subject, name), message, hint, [name]);
}

/** An env on a shared role is looked at with that env; an unknown env is reported once, with the first env that sees it. */
function orphans(subject: EnvSubject, roles: readonly Role[]): readonly Finding[] {
  const { manifest, lock } = subject;
  const declared = new Set([...manifest.envs.map(({ name }) => name), ...Object.keys(lock.envs)]);
  return roles.flatMap((role) =>
    (valueOf(role.inlinePolicies) ?? []).flatMap(({ name }): readonly Finding[] => {
      const owner = parseOwnedName(manifest.project, name)?.env;
      if (owner === undefined || declared.has(owner)) return [];
      const hint = `No env of manifest or lock is called ${owner}. Nobody takes it back: remove it by hand if it is not wanted.`;
      const message = `the policy ${name} on ${role.name} belongs to no env`;
      return [driftFinding(subject, 'drift/policy', ['identityPoolId'], message, hint, [name])];
    }),
  );
}

function placeOf({ manifest }: EnvSubject, policyName: string): readonly string[] {
  return parseOwnedName(manifest.project, policyName)?.category === LAMBDA_CATEGORY ? ['lambdas'] : ['identityPoolId'];
}

/** Several policies of one role that could not be read are one thing. */
function distinct(items: readonly UncheckedItem[]): readonly UncheckedItem[] {
  return [...new Map(items.map((item) => [JSON.stringify([item.reason, item.place, item.resource]), item])).values()];
}
