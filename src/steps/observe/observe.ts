import { countOf } from '../../report/count.ts';
import type { Command } from '../../interface/commands.ts';
import type { FileOwners } from '../../formats/format.ts';
import type { AmplifyProject } from '../../amplify-folder/model.ts';
import type { AmplifyBackend } from '../../amplify-folder/backend.ts';
import { findingOf, type Finding } from '../../domain/finding.ts';
import type { Manifest } from '../../manifest/model.ts';
import type { RuleId } from '../../domain/rule.ts';
import type { Severity } from '../../domain/severity.ts';
import { mayBeForeign, titleOfEvent } from '../../interface/events.ts';
import type { ActionInputs } from '../../interface/inputs.ts';
import { changedIds } from '../../lock/changed-ids.ts';
import { entryOf } from '../../lock/lock-file.ts';
import { sameOnSomeDisk } from '../../domain/file.ts';
import { lockPathOf } from '../../manifest/output-paths.ts';
import type { EnvSubject } from '../../plan/subject.ts';
import { crowdedRoles } from '../../policies/inline-quota.ts';
import { withPoolGroups } from '../../policies/pool-groups.ts';
import type { Aws, AwsPhase } from '../../ports/aws.ts';
import type { Runtime } from '../../ports/runtime.ts';
import type { Workspace } from '../../ports/workspace.ts';
import { inLockedOrder } from './inspect/locked-order.ts';
import { observedFromLock } from './inspect/from-lock.ts';
import { observeInAws, type ObserveInAwsPorts } from './observe-in-aws.ts';
import { observeAmplify } from './observe-amplify.ts';
import { observeBackend } from './observe-backend.ts';
import { observeFiles, type ObservedFiles } from './observe-files.ts';
import type { ChosenEnv } from '../read/selected-envs.ts';

/** Where the facts of a run come from. */
export interface Mode {
  readonly name: 'live' | 'offline';
  /** What people should know about how it was chosen. */
  readonly notes: readonly string[];
  /** What is to be said about locks that stand in for AWS. */
  findingsFor(subjects: readonly EnvSubject[]): readonly Finding[];
}

/**
 * Decides whether AWS is asked. It is not, where the user says so; where the checkout may hold foreign code (forks, Dependabot, and
 * events that anybody can start), whatever the user says; and in a terminal without credentials. Credentials that exist and fail are no
 * reason: that is a finding.
 */
export async function modeOf(
  command: Command,
  { offline }: ActionInputs,
  { runtime, aws }: { readonly runtime: Runtime; readonly aws: Aws },
): Promise<Mode> {
  if (!command.offline) return LIVE;
  if (offline === 'true') return offlineMode('warning');
  if (mayBeForeign(runtime)) {
    const unheeded = `The input offline is "false", and AWS was still not read: on ${titleOfEvent(runtime)} the checkout may hold code of strangers.`;
    return offlineMode('notice', offline === 'false' ? [unheeded] : []);
  }
  if (offline === 'false' || runtime.kind !== 'terminal') return LIVE;
  return (await aws.hasCredentials()) ? LIVE : offlineMode('notice');
}

const LIVE: Mode = { name: 'live', notes: [], findingsFor: () => [] };

/** Chosen for the user, what the lock lacks is only a notice. */
function offlineMode(severity: Severity, notes: readonly string[] = []): Mode {
  return {
    name: 'offline',
    notes,
    findingsFor: (subjects) => subjects.flatMap((subject) => lockFindings(subject, severity)),
  };
}

function lockFindings({ kind, env, lock }: EnvSubject, severity: Severity): readonly Finding[] {
  if (kind === 'orphaned') return [];
  const say = (rule: RuleId, message: string, hint: string): readonly Finding[] => [
    findingOf(rule, env.keyPlace, { severity, message, hint, env: env.name }),
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

export interface ObservePorts extends ObserveInAwsPorts {
  readonly workspace: Workspace;
}

/** Observes the envs, in AWS or in the lock, and for commands that plan at their files. */
export async function observe(
  chosen: readonly ChosenEnv[],
  mode: Mode,
  phase: AwsPhase,
  command: Command,
  inputs: ActionInputs,
  ports: ObservePorts,
): Promise<readonly EnvSubject[]> {
  const { workspace, console } = ports;
  const observed =
    mode.name === 'offline'
      ? chosen.map(({ env, lock }) => observedFromLock(env, entryOf(lock, env.name)))
      : await console.group(`Observing ${countOf(chosen.length, 'env')} in AWS`, () =>
          observeInAws(chosen, phase, command, inputs, ports),
        );
  const backends = new Map<Manifest, AmplifyBackend | undefined>();
  for (const { manifest } of chosen) {
    if (!backends.has(manifest)) backends.set(manifest, await observeBackend(workspace, manifest));
  }
  const files = new Map<ChosenEnv['manifest'], ObservedFiles>();
  const projects = new Map<ChosenEnv['manifest'], readonly AmplifyProject[]>();
  for (const { manifest, lock } of chosen) {
    if (projects.has(manifest)) continue;
    projects.set(manifest, await observeAmplify(workspace, manifest));
    const owners = ownersIn(chosen, manifest);
    if (command.plans) files.set(manifest, await observeFiles(workspace, manifest, lock, owners, inputs));
  }
  const manifests = [...new Set(chosen.map(({ manifest }) => manifest))];
  const claims = (own: Manifest) =>
    new Map(manifests.filter((one) => one !== own).flatMap((one) => claimsOf(one, files.get(one) ?? NO_FILES)));
  const subjects = chosen.flatMap(
    ({ kind, manifest, env, lock }, index): readonly Omit<EnvSubject, 'crowdedRoles'>[] => {
      const seen = observed[index];
      if (seen === undefined) return [];
      const inOrder = inLockedOrder(seen, entryOf(lock, env.name));
      const own = files.get(manifest) ?? NO_FILES;
      const amplify = projects.get(manifest) ?? [];
      const backend = backends.get(manifest);
      const lockPath = lockPathOf(manifest.file);
      const claimed = claims(manifest);
      const whole = withPoolGroups(env, seen);
      return [{ kind, manifest, env: whole, observed: inOrder, lock, lockPath, amplify, backend, claimed, ...own }];
    },
  );
  const crowded = crowdedRoles(
    subjects.map(({ manifest, env, observed: seen }) => ({ project: manifest.project, env, observed: seen })),
  );
  return subjects.map((subject) => ({ ...subject, crowdedRoles: crowded }));
}

const NO_FILES: ObservedFiles = { files: new Map(), shared: [], exposed: new Map() };

/** The files of a manifest, as those of others have to heed them. */
function claimsOf({ file, outputs }: Manifest, { shared }: ObservedFiles): readonly (readonly [string, string])[] {
  const targets = outputs.flatMap((output) => output.targets);
  const paths = [
    file,
    lockPathOf(file),
    ...[...targets, ...shared.flatMap(({ files }) => files)].map(({ path }) => path),
  ];
  return paths.map((path) => [sameOnSomeDisk(path), file] as const);
}

function ownersIn(chosen: readonly ChosenEnv[], manifest: ChosenEnv['manifest']): FileOwners {
  const own = chosen.filter((one) => one.manifest === manifest);
  const leaving = own.filter(({ kind }) => kind === 'orphaned');
  return { envs: new Set(own.map(({ env }) => env.name)), leaving: new Set(leaving.map(({ env }) => env.name)) };
}
