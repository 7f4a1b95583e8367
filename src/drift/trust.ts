import { groupPath } from '../manifest/group-path.ts';
import type { LockEntry } from '../lock/model.ts';
import type { ObservedEnv } from '../domain/observed.ts';
import { factsOf } from '../lock/locked-facts.ts';
import type { EnvSubject, Judged } from '../plan/subject.ts';
import { compare, judgeDifferences } from './differences.ts';

/** Trust policies that differ from those in the lock. Another role has another trust: that is drift of whatever names the role. */
export function trustDrift(subject: EnvSubject, entry: LockEntry): readonly Judged[] {
  const { observed } = subject;
  const { facts } = entry;
  const now = factsOf(observed, { names: false });
  const of = (kind: 'authTrust' | 'guestTrust', fact: ObservedEnv['authRole'], arn: string | null) =>
    isOther(fact, arn)
      ? NOTHING
      : judgeDifferences(
          subject,
          'drift/trust',
          ['identityPoolId'],
          [trustOf(fact)],
          whereKnown(kind, facts[kind], now[kind]),
        );
  const groups = [...observed.groupRoles].map(([group, fact]) => {
    if (isOther(fact, entry.groups[group])) return NOTHING;
    const found = whereKnown(`groupTrust.${group}`, facts.groupTrust?.[group], now.groupTrust?.[group]);
    return judgeDifferences(subject, 'drift/trust', groupPath(subject.env, group), [trustOf(fact)], found);
  });
  return [
    of('authTrust', observed.authRole, entry.authRoleArn),
    of('guestTrust', observed.guestRole, entry.guestRoleArn),
    ...groups,
  ];
}

const NOTHING: Judged = { findings: [], unchecked: [] };

function isOther(fact: ObservedEnv['authRole'], arn: string | null | undefined): boolean {
  return fact?.state === 'known' && fact.value.arn !== arn;
}

function trustOf(fact: ObservedEnv['authRole']) {
  return fact?.state === 'known' ? fact.value.trust : fact;
}

function whereKnown(field: string, before: unknown, after: unknown) {
  return before === undefined || after === undefined ? [] : compare(field, before, after);
}
