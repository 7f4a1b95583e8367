import pLimit from 'p-limit';
import { valueOf } from '../../domain/fact.ts';
import { findingOf, type Finding } from '../../domain/finding.ts';
import type { Lock, LockEntry } from '../../lock/model.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { RuleId } from '../../domain/rule.ts';
import type { Blocked } from '../../plan/blocked.ts';
import type { EnvPlan } from '../../plan/plan.ts';
import type { AwsPhase, AwsSession } from '../../ports/aws.ts';
import type { Workspace } from '../../ports/workspace.ts';
import { firstWritten } from '../../rules/rule.ts';
import { targetOf } from '../observe/inspect/inspect.ts';
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
 * As long as the credentials must last for an env to be begun: IAM and Lambda take half a minute to show what was written, a function
 * a minute for each change, and what fails is put back with the same credentials.
 */
const WRITE_MS = 120_000;

/** How many accounts are worked in at once. */
const ACCOUNTS = 16;

/**
 * Carries out the plans: several accounts at once, and in each of them one env after the other, since envs may share roles. An env
 * that fails leaves the others unchanged. `ended` is called after each that had something to do.
 */
export async function apply(
  candidates: readonly Candidate[],
  aws: AwsPhase,
  ports: ApplyPorts,
  ended: () => void = () => undefined,
): Promise<Applied> {
  const locks: Locks = new Map();
  const turn = pLimit(1);
  const done = new Map<Candidate, Applied>();
  const inOneAccount = async (own: readonly Candidate[]) => {
    for (const one of own) {
      done.set(one, await applyCandidate(one, aws, ports, { turn, locks }));
      if (one.blocked === undefined && one.plan.changes.length > 0) ended();
    }
  };
  const limit = pLimit(ACCOUNTS);
  // An error here is a bug. The other accounts are waited for anyway: nothing may be written once the run has reported how it ended.
  const ends = await Promise.allSettled(byAccount(candidates).map((own) => limit(() => inOneAccount(own))));
  const bug = ends.find((end) => end.status === 'rejected');
  if (bug !== undefined) throw bug.reason;
  const applied = candidates.map((one) => done.get(one) ?? NOTHING);
  return {
    outcomes: applied.flatMap(({ outcomes }) => outcomes),
    findings: applied.flatMap(({ findings }) => findings),
  };
}

const NOTHING: Applied = { outcomes: [], findings: [] };

type Locks = Map<string, Promise<LockStore>>;

/** What the envs of a run have in common. */
interface Common {
  readonly turn: <T>(body: () => Promise<T>) => Promise<T>;
  readonly locks: Locks;
}

/** The account of an env is known, or nothing is written for it. */
function byAccount(candidates: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const accounts = new Map<string, Candidate[]>();
  for (const one of candidates) {
    const account = valueOf(one.plan.subject.observed.caller)?.accountId ?? '';
    accounts.set(account, [...(accounts.get(account) ?? []), one]);
  }
  return [...accounts.values()];
}

async function applyCandidate(
  { plan, blocked }: Candidate,
  aws: AwsPhase,
  ports: ApplyPorts,
  common: Common,
): Promise<Applied> {
  const { env } = plan.subject;
  if (blocked !== undefined) {
    const outcomes = [leftAlone(plan, blocked.reason)];
    if (blocked.by !== 'unchecked') return { outcomes, findings: [] };
    const hint = 'Give the credentials the permissions that the report names as missing, then run again.';
    const message = `nothing was written for ${env.name}: ${blocked.reason}`;
    return { outcomes, findings: [finding('apply/failed', plan, message, hint)] };
  }
  if (plan.changes.length === 0) return NOTHING;
  if (ports.runtime.cancelled.aborted) {
    const message = `the run was cancelled before ${env.name} was begun`;
    return {
      outcomes: [leftAlone(plan, 'the run was cancelled before')],
      findings: [finding('apply/failed', plan, message, 'Run it again.')],
    };
  }
  const target = targetOf(env, 'write');
  const session = target && (await aws.session(target, WRITE_MS));
  if (session?.state === 'unchecked' && session.cause === 'credentials') {
    const message = `${env.name} was not begun: ${session.reason}`;
    return {
      outcomes: [leftAlone(plan, session.reason)],
      findings: [finding('account/credentials', plan, message, session.hint ?? 'Run it again with other credentials.')],
    };
  }
  const outcomes =
    session?.state === 'known'
      ? await applyPlan(plan, session.value, ports, common)
      : [leftAlone(plan, session?.reason ?? 'its region is not known', 'failed')];
  return { outcomes, findings: outcomes.flatMap((outcome) => failureFindings(plan, outcome)) };
}

async function applyPlan(
  plan: EnvPlan,
  session: AwsSession,
  ports: ApplyPorts,
  { turn, locks }: Common,
): Promise<readonly Outcome[]> {
  const { lock, lockPath } = plan.subject;
  const opened = locks.get(lockPath) ?? openLock(lockPath, lock, ports.workspace);
  locks.set(lockPath, opened);
  const store = await opened;
  return applyEnv(plan, session, ports, {
    turn,
    writeLock: (change) => store.put(change.env, (change.after ?? undefined) as LockEntry | undefined),
  });
}

async function openLock(path: string, lock: Lock, workspace: Workspace): Promise<LockStore> {
  const file = await workspace.read(path);
  return new LockStore(path, lock, file.state === 'file' ? file.text : null, workspace);
}

function failureFindings(plan: EnvPlan, outcome: Outcome): readonly Finding[] {
  const what = `${outcome.action} ${outcome.kind} ${outcome.target}`;
  if (outcome.status === 'failed') {
    const hint = 'What this run had written for the env before was put back; run it again once the cause is fixed.';
    return [finding('apply/failed', plan, `${what} failed: ${outcome.reason ?? ''}`, hint)];
  }
  if (outcome.status === 'left-behind') {
    return [finding('apply/left-behind', plan, `${what} could not be put back`, outcome.reason ?? '')];
  }
  return [];
}

function finding(rule: RuleId, { subject: { env } }: EnvPlan, message: string, hint: string): Finding {
  const place = firstWritten(env, ['identityPoolId'], ['userPoolId']);
  return findingOf(rule, place, { message, hint, env: env.name });
}

function leftAlone(
  { subject: { env, manifest } }: EnvPlan,
  reason: string,
  status: 'skipped' | 'failed' = 'skipped',
): Outcome {
  return { env: env.name, manifest: manifest.file, kind: 'env', target: env.name, action: 'apply', status, reason };
}
