import type { Finding } from '../domain/finding.ts';
import type { LambdaEnvironmentChange, RolePolicyChange } from '../domain/plan.ts';
import { RULES } from '../domain/rule.ts';
import { driftOf } from '../planning/drift.ts';
import { lambdaEnvironmentChanges } from '../planning/lambda-environment.ts';
import { rolePolicyChanges } from '../planning/role-policies.ts';
import type { EnvSubject, Judged } from '../planning/subject.ts';
import { firstWritten } from '../rules/rule.ts';

/**
 * Compares all envs with the lock. Where a manifest has no lock at all, that is said once, and the policies are compared with what
 * the manifest wants.
 */
export function judgeDrift(subjects: readonly EnvSubject[]): Judged {
  const declared = subjects.filter(({ kind }) => kind === 'declared');
  const withoutLock = new Map(
    declared.filter(({ lock }) => Object.keys(lock.envs).length === 0).map((subject) => [subject.manifest, subject]),
  );
  const judged = declared.map((subject) =>
    withoutLock.has(subject.manifest)
      ? { findings: policiesAgainstManifest(subject), unchecked: [] }
      : driftOf(subject),
  );
  return {
    findings: [...[...withoutLock.values()].map(missingLock), ...judged.flatMap(({ findings }) => findings)],
    unchecked: judged.flatMap(({ unchecked }) => unchecked),
  };
}

function missingLock({ manifest, lockPath }: EnvSubject): Finding {
  const rule = 'lock/missing';
  return {
    rule,
    severity: RULES[rule].severity,
    message: `there is no lock ${lockPath} to compare with; policies are compared with the manifest`,
    hint: 'Run apply and commit the lock: without it nobody knows what was seen last.',
    env: null,
    place: manifest.envsPlace,
  };
}

function policiesAgainstManifest(subject: EnvSubject): readonly Finding[] {
  const rule = 'drift/policy';
  const { env } = subject;
  const changes = [...rolePolicyChanges(subject), ...lambdaEnvironmentChanges(subject)];
  return changes.map((change) => {
    const what = { create: 'is missing', update: 'is another', delete: 'is no longer wanted' }[change.action];
    return {
      rule,
      severity: RULES[rule].severity,
      message: `${nameOf(change)} ${what} (${change.target})`,
      hint: 'Run apply to put it right.',
      env: env.name,
      place: firstWritten(env, ['identityPoolId'], ['userPoolId']),
      fields: [change.kind === 'lambda-environment' ? change.variable : change.policyName],
    };
  });
}

function nameOf(change: RolePolicyChange | LambdaEnvironmentChange): string {
  return change.kind === 'lambda-environment' ? `the variable ${change.variable}` : `the policy ${change.policyName}`;
}
