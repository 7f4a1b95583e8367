import { entryOf } from '../lock/lock-file.ts';
import type { Finding } from '../domain/finding.ts';
import type { LockEntry } from '../lock/model.ts';
import type { Change, LockChange } from '../domain/plan.ts';
import { lockedPolicies, lockEntryOf } from '../lock/lock-entry.ts';
import { sortedJson } from '../domain/ordering.ts';
import { leavesAlone } from '../policies/modes.ts';
import { parseOwnedName } from '../policies/owned-names.ts';
import { fileChanges, keptFiles, renderedFiles, type RenderedFile } from './files.ts';
import { textHash } from '../domain/file.ts';
import { relativeTo } from './paths.ts';
import { lambdaEnvironmentChanges, nextLambdas } from './lambda-environment.ts';
import { keptPolicies, rolePolicyChanges } from './role-policies.ts';
import { sharedChanges, wantedParts } from './shared-files.ts';
import { wantedIn, type EnvSubject } from './subject.ts';

export interface EnvPlan {
  readonly subject: EnvSubject;
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
  /** What people should know of it, and what is no change: what could not be planned and why, what is left where it is. */
  readonly notes: readonly string[];
  /** The lock's entry once the plan is carried out. */
  readonly lockEntry: LockEntry | undefined;
}

/** Everything that would change for one env, in the order in which it would be done. */
export interface PlanOptions {
  readonly adopt: boolean;
  /** Whether the files will reach the repository, so that the lock may say so. */
  readonly publishes: boolean;
}

export function planEnv(subject: EnvSubject, options: PlanOptions): EnvPlan {
  const files = renderedFiles(subject);
  const filePlan = fileChanges(subject, files, options.adopt);
  const lockEntry = subject.kind === 'orphaned' ? undefined : nextLockEntry(subject, files, options.publishes);
  const shared = sharedChanges(subject);
  const changes = [
    ...rolePolicyChanges(subject),
    ...lambdaEnvironmentChanges(subject),
    ...filePlan.changes,
    ...shared.changes,
    ...lockChanges(subject, lockEntry),
  ];
  const findings = [...filePlan.findings, ...shared.findings];
  const notes = [...filePlan.notes, ...shared.notes, ...keptFiles(subject, files), ...keptPolicies(subject)];
  return { subject, changes, findings, notes, lockEntry };
}

/** A plan without changes, for commands that make none and for envs that may have none. */
export function emptyPlan(subject: EnvSubject): EnvPlan {
  return { subject, changes: [], findings: [], notes: [], lockEntry: undefined };
}

function nextLockEntry(subject: EnvSubject, files: readonly RenderedFile[], publishes: boolean): LockEntry | undefined {
  const { manifest, env, observed, lock } = subject;
  const before = entryOf(lock, env.name);
  const leftAlone = leavesAlone(env, observed);
  const policies = [
    ...lockedPolicies(wantedIn(subject)),
    // What is left unchanged now may have been written before: a later unlink has to find it.
    ...(before?.policies ?? []).filter(({ role, name }) =>
      leftAlone(role, parseOwnedName(manifest.project, name)?.category ?? ''),
    ),
  ];
  const own = files.map(({ path, format, own: text, text: whole }) => ({
    path,
    format,
    text,
    // What holds a secret never reaches the repository.
    stays: typeof whole !== 'string',
  }));
  const shared = wantedParts(subject).map((part) => ({ ...part, stays: false }));
  const locked = [...own, ...shared].map((file) => {
    const path = relativeTo(manifest.file, file.path);
    const hash = textHash(file.text);
    const same = before?.files.find((one) => one.path === path && one.hash === hash);
    return { path, format: file.format, hash, published: !file.stays && (publishes || (same?.published ?? false)) };
  });
  return lockEntryOf(manifest, env, observed, { policies, lambdas: nextLambdas(subject), files: locked });
}

function lockChanges(subject: EnvSubject, after: LockEntry | undefined): readonly LockChange[] {
  const { kind, manifest, env, lock, lockPath } = subject;
  const before = entryOf(lock, env.name);
  const change = {
    kind: 'lock',
    env: env.name,
    manifest: manifest.file,
    target: `${lockPath}#${env.name}`,
    path: lockPath,
  } as const;
  if (kind === 'orphaned') return before === undefined ? [] : [{ ...change, action: 'delete', before, after: null }];
  if (after === undefined || (before !== undefined && sortedJson(before) === sortedJson(after))) return [];
  return [{ ...change, action: before === undefined ? 'create' : 'update', before: before ?? null, after }];
}
