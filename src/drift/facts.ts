import { valueOf } from '../domain/fact.ts';
import type { LockEntry } from '../lock/model.ts';
import { factsOf, holdsNames, type LockedFacts } from '../lock/locked-facts.ts';
import type { EnvSubject, Judged } from '../plan/subject.ts';
import { compare, differences, judgeDifferences, type Difference } from './differences.ts';

/** Facts that are left out where there is nothing; all others are always there once they are known. */
const OPTIONAL = ['domain', 'customDomain', 'webAuthn'];

/** Which of an env's resources are the ones that the lock is about. */
export interface SameAs {
  readonly userPool: boolean;
  readonly webClient: boolean;
  readonly nativeClient: boolean;
  readonly identityPool: boolean;
}

/** Facts of the pools, the clients and the groups that differ from those in the lock. */
export function factDrift(subject: EnvSubject, entry: LockEntry, same: SameAs): readonly Judged[] {
  const { observed } = subject;
  const { facts } = entry;
  const now = factsOf(observed, { names: holdsNames(subject.manifest) });
  const judged: Judged[] = [];
  if (same.userPool) {
    const found = [
      ...differences(facts.userPool, now.userPool, { optional: OPTIONAL }),
      ...differences(facts.mfa, now.mfa, { prefix: 'mfa.', optional: OPTIONAL }),
      ...differences(providersIn(facts), providersIn(now)),
    ];
    const looked = [observed.userPool, observed.mfa, observed.identityProviders];
    judged.push(
      judgeDifferences(subject, 'drift/user-pool', ['userPoolId'], looked, found),
      judgeDifferences(
        subject,
        'drift/role',
        ['groups'],
        [...observed.groups.values()],
        groupDifferences(subject, entry, now),
      ),
    );
  }
  if (same.userPool && same.webClient) {
    const found = differences(facts.webClient, now.webClient);
    judged.push(judgeDifferences(subject, 'drift/client', ['webClientId'], [observed.webClient], found));
  } else if (same.userPool && subject.env.webClientId === undefined) {
    // Nobody named it: which one fits is for AWS to say, and it says another one now.
    const id = valueOf(observed.webClient)?.id;
    const found = id === undefined ? [] : compare('webClientId', entry.webClientId, id);
    judged.push(judgeDifferences(subject, 'drift/client', ['webClientId'], [observed.webClient], found));
  }
  if (same.userPool && same.nativeClient) {
    const found = differences(facts.nativeClient, now.nativeClient);
    judged.push(judgeDifferences(subject, 'drift/client', ['nativeClientId'], [observed.nativeClient], found));
  }
  if (same.identityPool) {
    const looked = [observed.identityPool, observed.identityPoolRoles];
    const found = [...differences(facts.identityPool, now.identityPool), ...roleDifferences(subject, entry)];
    judged.push(judgeDifferences(subject, 'drift/identity-pool', ['identityPoolId'], looked, found));
  }
  return judged;
}

function providersIn({ identityProviders }: LockedFacts): object {
  return { identityProviders };
}

/** The roles that the identity pool names. */
function roleDifferences({ observed }: EnvSubject, entry: LockEntry): readonly Difference[] {
  const roles = observed.identityPoolRoles && valueOf(observed.identityPoolRoles);
  if (roles === undefined) return [];
  return [
    ...compare('authRoleArn', entry.authRoleArn, roles.authenticated),
    ...compare('guestRoleArn', entry.guestRoleArn, roles.unauthenticated),
  ];
}

/** Role and precedence of each group that is there now and was there then. A group that is gone is role/pin-mismatch, unless nobody named it. */
function groupDifferences(
  { env, observed }: EnvSubject,
  { groups: locked, facts }: LockEntry,
  now: LockedFacts,
): readonly Difference[] {
  const all = env.poolGroups === 'all' && observed.poolGroups?.state === 'known' ? env.groups : undefined;
  // Where the manifest takes what is there, a group that comes or goes is no mistake, and still a difference.
  const come = [...(all ?? [])].flatMap(([name, role]) =>
    Object.hasOwn(locked, name) ? [] : compare(name, undefined, role),
  );
  const gone = Object.entries(all === undefined ? {} : locked).flatMap(([name, role]) =>
    all?.has(name) === true ? [] : compare(name, role, undefined),
  );
  const changed = [...observed.groups].flatMap(([name, fact]): readonly Difference[] => {
    const role = facts.groupRoles?.[name];
    if (fact.state !== 'known' || role === undefined) return [];
    const precedence =
      facts.groupPrecedence === undefined
        ? []
        : compare(`precedence of ${name}`, facts.groupPrecedence[name], now.groupPrecedence?.[name]);
    return [...compare(name, role, now.groupRoles?.[name]), ...precedence];
  });
  return [...changed, ...come, ...gone];
}
