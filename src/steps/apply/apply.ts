import type { Finding } from '../../domain/finding.ts';
import type { Lock, LockEntry } from '../../domain/lock.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { LockChange } from '../../domain/plan.ts';
import { RULES, type RuleId } from '../../domain/rule.ts';
import { readLock, withLockEntry, writeLock } from '../../lock/lock-file.ts';
import type { Blocked } from '../../planning/blocked.ts';
import type { EnvPlan } from '../../planning/plan.ts';
import type { AwsPhase } from '../../ports/aws.ts';
import type { Workspace } from '../../ports/workspace.ts';
import { firstWritten } from '../../rules/rule.ts';
import { targetOf } from '../inspect/inspect.ts';
import { emptyLock } from '../read-locks.ts';
import { applyEnv, type ApplyPorts } from './apply-env.ts';

/** An env's plan, or why it has none that may be carried out. */
export interface Candidate {
  readonly plan: EnvPlan;
  readonly blocked: Blocked | undefined;
}

export interface Applied {
  readonly outcomes: readonly Outcome[];
  readonly findings: readonly Finding[];
}

/** Carries out the plans, one env after the other: an env that fails leaves the others alone. */
export async function apply(candidates: readonly Candidate[], aws: AwsPhase, ports: ApplyPorts): Promise<Applied> {
  const outcomes: Outcome[] = [];
  const findings: Finding[] = [];
  for (const { plan, blocked } of candidates) {
    const { env } = plan.subject;
    if (blocked !== undefined) {
      outcomes.push(leftAlone(plan, blocked.reason));
      if (blocked.by === 'unchecked') {
        const hint = 'Give the credentials the permissions that the report names as missing, then run again.';
        findings.push(finding('apply/failed', plan, `nothing was written for ${env.name}: ${blocked.reason}`, hint));
      }
      continue;
    }
    if (plan.changes.length === 0) continue;
    if (ports.runtime.cancelled.aborted) {
      outcomes.push(leftAlone(plan, 'the run was cancelled before'));
      findings.push(
        finding('apply/failed', plan, `the run was cancelled before ${env.name} was begun`, 'Run it again.'),
      );
      continue;
    }
    const done = await applyPlan(plan, aws, ports);
    outcomes.push(...done);
    findings.push(...done.flatMap((outcome) => failureFindings(plan, outcome)));
  }
  return { outcomes, findings };
}

async function applyPlan(plan: EnvPlan, aws: AwsPhase, ports: ApplyPorts): Promise<readonly Outcome[]> {
  const target = targetOf(plan.subject.env, 'write');
  const session = target && (await aws.session(target));
  if (session === undefined || 'state' in session)
    return [leftAlone(plan, session?.reason ?? 'its region is not known', 'failed')];
  return applyEnv(plan, session.roles, ports, (change) => putLockEntry(ports.workspace, plan, change));
}

/** The lock is read again for every env: envs of one manifest write it one after the other. */
async function putLockEntry(workspace: Workspace, plan: EnvPlan, change: LockChange): Promise<void> {
  const file = await workspace.read(change.path);
  if (file.state === 'unsafe') throw new Error(`the lock cannot be written: ${file.reason}`);
  const read = file.state === 'file' ? readLock(file.text) : undefined;
  if (read !== undefined && read.kind !== 'lock') throw new Error('the lock on disk cannot be understood any more');
  const lock: Lock = read?.lock ?? emptyLock(plan.subject.manifest.project);
  const next = withLockEntry(lock, change.env, (change.after ?? undefined) as LockEntry | undefined);
  await (await workspace.stage(change.path, writeLock(next))).commit();
}

function failureFindings(plan: EnvPlan, outcome: Outcome): readonly Finding[] {
  const what = `${outcome.action} ${outcome.kind} ${outcome.target}`;
  if (outcome.status === 'failed') {
    const hint = 'What this run had written for the env before was put back; run it again once the cause is mended.';
    return [finding('apply/failed', plan, `${what} failed: ${outcome.reason ?? ''}`, hint)];
  }
  if (outcome.status === 'left-behind') {
    return [finding('apply/left-behind', plan, `${what} could not be put back`, outcome.reason ?? '')];
  }
  return [];
}

function finding(rule: RuleId, { subject: { env } }: EnvPlan, message: string, hint: string): Finding {
  const place = firstWritten(env, ['identityPoolId'], ['userPoolId']);
  return { rule, severity: RULES[rule].severity, message, hint, env: env.name, place };
}

function leftAlone(
  { subject: { env, manifest } }: EnvPlan,
  reason: string,
  status: 'skipped' | 'failed' = 'skipped',
): Outcome {
  return { env: env.name, manifest: manifest.file, kind: 'env', target: env.name, action: 'apply', status, reason };
}
