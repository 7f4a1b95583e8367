import { valueOf } from '../domain/fact.ts';
import type { Finding } from '../domain/finding.ts';
import type { LockEntry } from '../lock/model.ts';
import { entryOf } from '../lock/lock-file.ts';
import { changedIds } from '../lock/changed-ids.ts';
import { factDrift, type SameAs } from './facts.ts';
import { fileDrift } from './files.ts';
import { policyDrift } from './policies.ts';
import { trustDrift } from './trust.ts';
import { driftFinding } from './finding.ts';
import { lambdaDrift } from './lambda.ts';
import { movedFrom } from '../plan/moved.ts';
import type { EnvSubject, Judged } from '../plan/subject.ts';

/**
 * What has changed in AWS and on disk since the lock was written. Sets have no order, defaults that AWS spells out or leaves out are
 * the same, and a field that the lock does not have is no difference. What could not be read is unchecked; what is gone altogether is
 * told by the rule that looks for it. A resource that the manifest has replaced since is not compared: it is unknown what it was.
 */
export function driftOf(subject: EnvSubject): Judged {
  const entry = entryOf(subject.lock, subject.env.name);
  if (entry === undefined) return { findings: [], unchecked: [] };
  const same = sameAs(subject, entry);
  const parts = [
    { findings: replaced(subject, entry), unchecked: [] },
    ...factDrift(subject, entry, same),
    ...(same.identityPool ? trustDrift(subject, entry) : []),
    policyDrift(subject, entry),
    lambdaDrift(subject, entry),
    fileDrift(subject, entry),
  ];
  return {
    findings: parts.flatMap(({ findings }) => findings),
    unchecked: parts.flatMap(({ unchecked }) => unchecked),
  };
}

function sameAs({ env, observed }: EnvSubject, entry: LockEntry): SameAs {
  const changed = new Set(changedIds(env, entry));
  const chosen = valueOf(observed.webClient)?.id;
  return {
    userPool: !changed.has('userPoolId'),
    webClient: !changed.has('webClientId') && (chosen === undefined || chosen === entry.webClientId),
    nativeClient: !changed.has('nativeClientId'),
    identityPool: !changed.has('identityPoolId'),
  };
}

/** The manifest has been changed, and apply has not run since. */
function replaced(subject: EnvSubject, entry: LockEntry): readonly Finding[] {
  const changed = changedIds(subject.env, entry);
  if (changed.length === 0 || movedFrom(subject) !== undefined) return [];
  const message = `the manifest names another ${changed.join(', ')} than the lock: these cannot be compared`;
  const hint = 'Run apply, and commit the lock.';
  return [driftFinding(subject, 'lock/stale', [changed[0] ?? 'userPoolId'], message, hint, changed)];
}
