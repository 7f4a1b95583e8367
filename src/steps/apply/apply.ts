import type { Finding } from '../../domain/finding.ts';
import type { Lock, LockEntry } from '../../domain/lock.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { RULES, type RuleId } from '../../domain/rule.ts';
import type { Blocked } from '../../planning/blocked.ts';
import type { EnvPlan } from '../../planning/plan.ts';
import type { AwsPhase } from '../../ports/aws.ts';
import type { Workspace } from '../../ports/workspace.ts';
import { firstWritten } from '../../rules/rule.ts';
import { targetOf } from '../inspect/inspect.ts';
import { applyEnv, type ApplyPorts } from './apply-env.ts';
import { LockStore } from './lock-store.ts';

/** An env's plan, or why it has none that may be carried out. */
export interface Candidate {
  readonly plan: EnvPlan;
  readonly blocked: Blocked | undefined;
}

export interface Applied {
  readonly outcomes: readonly Outcome[];
  readonly findings: readonly Finding[];
}

/**
 * Carries out the plans, one env after the other: an env that fails leaves the others alone. `ended` is called after each that had
 * something to do.
 */
export async function apply(
  candidates: readonly Candidate[],
  aws: AwsPhase,
  ports: ApplyPorts,
  ended: () => void = () => undefined,
): Promise<Applied> {
  const outcomes: Outcome[] = [];
  const findings: Finding[] = [];
  const locks = new Map<string, LockStore>();
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
    const done = await applyPlan(plan, aws, ports, locks);
    outcomes.push(...done);
    findings.push(...done.flatMap((outcome) => failureFindings(plan, outcome)));
    ended();
  }
  return { outcomes, findings };
}

async function applyPlan(
  plan: EnvPlan,
  aws: AwsPhase,
  ports: ApplyPorts,
  locks: Map<string, LockStore>,
): Promise<readonly Outcome[]> {
  const { env, lock, lockPath } = plan.subject;
  const target = targetOf(env, 'write');
  const session = target && (await aws.session(target));
  if (session === undefined || 'state' in session) {
    return [leftAlone(plan, session?.reason ?? 'its region is not known', 'failed')];
  }
  const store = locks.get(lockPath) ?? (await openLock(lockPath, lock, ports.workspace));
  locks.set(lockPath, store);
  return applyEnv(plan, session, ports, (change) =>
    store.put(change.env, (change.after ?? undefined) as LockEntry | undefined),
  );
}

async function openLock(path: string, lock: Lock, workspace: Workspace): Promise<LockStore> {
  const file = await workspace.read(path);
  return new LockStore(path, lock, file.state === 'file' ? file.text : null, workspace);
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
