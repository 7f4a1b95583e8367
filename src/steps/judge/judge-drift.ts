import { findingOf, type Finding } from '../../domain/finding.ts';
import type { LambdaEnvironmentChange, RolePolicyChange } from '../../domain/plan.ts';
import { isDrift, RULES, type RuleId } from '../../domain/rule.ts';
import { serialisePolicy } from '../../iam/document.ts';
import { entryOf } from '../../lock/lock-file.ts';
import { driftOf } from '../../drift/drift.ts';
import { hostingDrift } from '../../drift/hosting.ts';
import { openItem } from '../../drift/finding.ts';
import { lambdaEnvironmentChanges } from '../../plan/lambda-environment.ts';
import { rolePolicyChanges } from '../../plan/role-policies.ts';
import type { EnvSubject, Judged } from '../../plan/subject.ts';
import { rolesOf } from '../../policies/observed-roles.ts';
import { firstWritten } from '../../rules/rule.ts';

/** What a comparison with the lock can find. */
export const DRIFT_RULES = (Object.keys(RULES) as RuleId[]).filter(isDrift);

/**
 * Compares all envs with the lock. Where a manifest has no lock at all, that is said once, where it has none for an env, with that env;
 * its policies are compared with what the manifest wants then.
 */
export function judgeDrift(subjects: readonly EnvSubject[]): Judged {
  const declared = subjects.filter(({ kind }) => kind === 'declared');
  const withoutLock = new Map(
    declared.filter(({ lock }) => Object.keys(lock.envs).length === 0).map((subject) => [subject.manifest, subject]),
  );
  const judged = declared.map((subject): Judged => {
    const hosting = hostingDrift(subject);
    if (entryOf(subject.lock, subject.env.name) !== undefined) return both(driftOf(subject), hosting);
    const missing = withoutLock.has(subject.manifest) ? [] : [missingEntry(subject)];
    const against = policiesAgainstManifest(subject);
    return both({ ...against, findings: [...missing, ...against.findings] }, hosting);
  });
  return {
    findings: [...[...withoutLock.values()].map(missingLock), ...judged.flatMap(({ findings }) => findings)],
    unchecked: judged.flatMap(({ unchecked }) => unchecked),
  };
}

function both(one: Judged, other: Judged): Judged {
  return { findings: [...one.findings, ...other.findings], unchecked: [...one.unchecked, ...other.unchecked] };
}

function missingLock({ manifest, lockPath }: EnvSubject): Finding {
  const rule = 'lock/missing';
  return findingOf(rule, manifest.envsPlace, {
    message: `there is no lock ${lockPath} to compare with; policies are compared with the manifest`,
    hint: 'Run apply and commit the lock: otherwise it is unknown what was seen last.',
  });
}

function missingEntry({ env, lockPath }: EnvSubject): Finding {
  const rule = 'lock/missing';
  return findingOf(rule, env.keyPlace, {
    message: `the lock ${lockPath} has no entry for this env; its policies are compared with the manifest`,
    hint: 'Run apply and commit the lock: otherwise it is unknown what was seen last.',
    env: env.name,
  });
}

function policiesAgainstManifest(subject: EnvSubject): Judged {
  const rule = 'drift/policy';
  const { env } = subject;
  const unread = rolesOf(subject.observed).filter(({ inlinePolicies }) => inlinePolicies.state === 'unchecked');
  const open = new Set(unread.map(({ arn }) => arn));
  const changes = [
    ...rolePolicyChanges(subject).filter(({ role }) => !open.has(role)),
    ...lambdaEnvironmentChanges(subject),
  ];
  return {
    findings: changes.map((change) => {
      const what = { create: 'is missing', update: 'differs', delete: 'is no longer wanted' }[change.action];
      return findingOf(rule, firstWritten(env, ['identityPoolId'], ['userPoolId']), {
        message: `${nameOf(change)} ${what} (${change.target})`,
        hint: 'Run apply to put it right.',
        env: env.name,
        fields: [change.kind === 'lambda-environment' ? change.variable : change.policyName],
        differences: [differenceOf(change)],
      });
    }),
    unchecked: unread.flatMap(({ inlinePolicies }) =>
      inlinePolicies.state === 'unchecked' ? [openItem(subject, rule, ['identityPoolId'], inlinePolicies)] : [],
    ),
  };
}

/** What should be there, and what is. */
function differenceOf(change: RolePolicyChange | LambdaEnvironmentChange) {
  const { before: after } = change;
  if (change.kind === 'lambda-environment') return { field: change.variable, before: change.after, after };
  return { field: change.policyName, before: change.after && serialisePolicy(change.after), after };
}

function nameOf(change: RolePolicyChange | LambdaEnvironmentChange): string {
  return change.kind === 'lambda-environment' ? `the variable ${change.variable}` : `the policy ${change.policyName}`;
}
