import type { Command } from '../commands.ts';
import type { Finding } from '../domain/finding.ts';
import type { ObservedEnv } from '../domain/observed.ts';
import type { LockEntry } from '../domain/lock.ts';
import type { EnvSpec, Manifest } from '../domain/manifest.ts';
import type { RuleId, Severity } from '../domain/rule.ts';
import type { ActionInputs } from '../inputs.ts';
import { changedIds } from '../lock/changed-ids.ts';
import { entryOf } from '../lock/lock-file.ts';
import { lockPathOf } from '../manifest/output-paths.ts';
import type { EnvSubject } from '../planning/subject.ts';
import { poolVariable } from '../policies/lambda-access.ts';
import { crowdedRoles } from '../policies/inline-quota.ts';
import type { Aws, AwsPhase } from '../ports/aws.ts';
import type { Console } from '../ports/console.ts';
import type { Runtime } from '../ports/runtime.ts';
import type { Workspace } from '../ports/workspace.ts';
import { inLockedOrder } from './inspect/locked-order.ts';
import { observedFromLock } from './inspect/from-lock.ts';
import { inspect, type InspectOptions, type InspectSubject } from './inspect/inspect.ts';
import { observeFiles, type ObservedFiles } from './observe-files.ts';
import { missesSomething, SECOND_LOOK_AFTER_MS, twiceSeen } from './second-look.ts';
import type { ChosenEnv } from './selected-envs.ts';

/** Where the facts of a run come from. */
export interface Mode {
  readonly name: 'live' | 'offline';
  /** What is to be said about locks that stand in for AWS. */
  findingsFor(subjects: readonly EnvSubject[]): readonly Finding[];
}

/**
 * Decides whether AWS is asked. It is not, where the user says so; where the job cannot have credentials (pull requests of forks and
 * of Dependabot); and in a terminal without any. Credentials that exist and fail are no reason: that is a finding.
 */
export async function modeOf(
  command: Command,
  { offline }: ActionInputs,
  { runtime, aws }: { readonly runtime: Runtime; readonly aws: Aws },
): Promise<Mode> {
  if (!command.offline || offline === 'false') return LIVE;
  if (offline === 'true') return offlineMode('warning');
  if (runtime.kind === 'terminal') return (await aws.hasCredentials()) ? LIVE : offlineMode('notice');
  return runtime.trigger.pullRequest?.readOnly === true ? offlineMode('notice') : LIVE;
}

const LIVE: Mode = { name: 'live', findingsFor: () => [] };

/** Chosen for the user, what the lock lacks is only a notice. */
function offlineMode(severity: Severity): Mode {
  return { name: 'offline', findingsFor: (subjects) => subjects.flatMap((subject) => lockFindings(subject, severity)) };
}

function lockFindings({ kind, env, lock }: EnvSubject, severity: Severity): readonly Finding[] {
  if (kind === 'orphaned') return [];
  const say = (rule: RuleId, message: string, hint: string): readonly Finding[] => [
    { rule, severity, message, hint, env: env.name, place: env.keyPlace },
  ];
  const entry = entryOf(lock, env.name);
  if (entry === undefined) {
    const hint =
      'Only the manifest itself was checked. Once apply has run and its lock is committed, its facts are checked too.';
    return say('lock/missing', 'AWS was not asked, and the lock has no entry for this env', hint);
  }
  const changed = changedIds(env, entry);
  if (changed.length === 0) return [];
  const hint = 'They are checked against AWS once somebody with access runs validate or apply.';
  return say('lock/stale', `AWS was not asked, and the lock does not know the new ${changed.join(', ')}`, hint);
}

interface LookPorts {
  readonly workspace: Workspace;
  readonly console: Console;
  readonly aws: Pick<Aws, 'phase'>;
  readonly runtime: Pick<Runtime, 'sleep'>;
}

/** Looks at the envs, in AWS or in the lock, and for commands that plan at their files. */
export async function look(
  chosen: readonly ChosenEnv[],
  mode: Mode,
  phase: AwsPhase,
  command: Command,
  inputs: ActionInputs,
  ports: LookPorts,
): Promise<readonly EnvSubject[]> {
  const { workspace, console } = ports;
  const observed =
    mode.name === 'offline'
      ? chosen.map(({ env, lock }) => observedFromLock(env, entryOf(lock, env.name)))
      : await console.group(`Looking at ${chosen.length} env(s) in AWS`, () =>
          lookInAws(chosen, phase, command, inputs, ports),
        );
  const files = new Map<ChosenEnv['manifest'], ObservedFiles>();
  for (const { manifest, lock } of command.plans ? chosen : []) {
    const names = new Set(chosen.filter((one) => one.manifest === manifest).map(({ env }) => env.name));
    if (!files.has(manifest)) files.set(manifest, await observeFiles(workspace, manifest, lock, names));
  }
  const subjects = chosen.flatMap(
    ({ kind, manifest, env, lock }, index): readonly Omit<EnvSubject, 'crowdedRoles'>[] => {
      const seen = observed[index];
      if (seen === undefined) return [];
      const inOrder = inLockedOrder(seen, entryOf(lock, env.name));
      const own = files.get(manifest) ?? NO_FILES;
      return [{ kind, manifest, env, observed: inOrder, lock, lockPath: lockPathOf(manifest.file), ...own }];
    },
  );
  const crowded = crowdedRoles(
    subjects.map(({ manifest, env, observed: seen }) => ({ project: manifest.project, env, observed: seen })),
  );
  return subjects.map((subject) => ({ ...subject, crowdedRoles: crowded }));
}

/** Looks at the envs in AWS; before drift tells that something was deleted, it looks at that env a second time. */
async function lookInAws(
  chosen: readonly ChosenEnv[],
  phase: AwsPhase,
  command: Command,
  inputs: ActionInputs,
  { console, aws, runtime }: LookPorts,
): Promise<readonly ObservedEnv[]> {
  const options: InspectOptions = {
    maxParallel: inputs.maxParallel,
    purpose: command.writes ? 'write' : 'read',
    allowedAccounts: inputs.allowedAccountIds,
    hosting: command.drifts,
  };
  const seen = await inspect(chosen.map(inspected), phase, options);
  if (!command.drifts) return seen;
  const doubtful = chosen.filter((one, index) => {
    const observed = seen[index];
    return observed !== undefined && missesSomething(observed, entryOf(one.lock, one.env.name));
  });
  if (doubtful.length === 0) return seen;
  console.info(`Something is missing in ${doubtful.map(({ env }) => env.name).join(', ')}: looking once more.`);
  await runtime.sleep(SECOND_LOOK_AFTER_MS);
  // A phase of its own: the first one would answer as it did.
  const again = await inspect(doubtful.map(inspected), aws.phase(), options);
  const newer = new Map(doubtful.map((one, index) => [one, again[index]]));
  return chosen.flatMap((one, index): readonly ObservedEnv[] => {
    const [first, second] = [seen[index], newer.get(one)];
    if (first === undefined) return [];
    return [second === undefined ? first : twiceSeen(first, second)];
  });
}

function inspected({ manifest, env, lock, refused }: ChosenEnv): InspectSubject {
  const entry = entryOf(lock, env.name);
  return {
    env,
    lockedRoles: [...new Set((entry?.policies ?? []).map((policy) => policy.role))],
    functions: functionsOf(manifest, env, entry),
    refused,
  };
}

/** Functions that the manifest or the lock names, each with the variables that are, or were, ours. */
function functionsOf(
  { resourceName }: Manifest,
  env: EnvSpec,
  entry: LockEntry | undefined,
): ReadonlyMap<string, readonly string[]> {
  // With `policies: off` nothing about them is asked for.
  const declared = env.policies.lambdas === 'off' ? [] : env.lambdas;
  const locked = env.policies.lambdas === 'manage' ? (entry?.lambdas ?? []) : [];
  const names = [...declared, ...locked].map((one) => one.function);
  return new Map(
    names.map((name) => {
      const former = locked.flatMap((one) => (one.function === name && one.variable !== null ? [one.variable] : []));
      return [name, [...new Set([poolVariable(resourceName), ...former])].toSorted()];
    }),
  );
}

const NO_FILES: ObservedFiles = { files: new Map(), shared: [] };
