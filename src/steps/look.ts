import type { Command } from '../commands.ts';
import type { FileOwners } from '../formats/format.ts';
import type { AmplifyProject } from '../domain/amplify-folder.ts';
import type { AmplifyBackend } from '../domain/backend.ts';
import type { Finding } from '../domain/finding.ts';
import type { LockEntry } from '../domain/lock.ts';
import type { EnvSpec, Manifest } from '../domain/manifest.ts';
import type { RuleId, Severity } from '../domain/rule.ts';
import type { ActionInputs } from '../inputs.ts';
import { eventRules } from '../events.ts';
import { entryOf } from '../lock/lock-file.ts';
import { lockPathOf } from '../manifest/output-paths.ts';
import type { EnvSubject } from '../planning/subject.ts';
import { poolVariable } from '../policies/lambda-access.ts';
import { crowdedRoles } from '../policies/inline-quota.ts';
import type { Aws, AwsPhase } from '../ports/aws.ts';
import type { Runtime } from '../ports/runtime.ts';
import type { Workspace } from '../ports/workspace.ts';
import { inLockedOrder } from './inspect/locked-order.ts';
import { observedFromLock } from './inspect/from-lock.ts';
import { inspect } from './inspect/inspect.ts';
import { observeAmplify } from './observe-amplify.ts';
import { observeBackend } from './observe-backend.ts';
import { observeFiles, type ObservedFiles } from './observe-files.ts';
import { Progress, type ProgressPorts } from './progress.ts';
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
  const changed = (
    [
      ['userPoolId', env.userPoolId, entry.userPoolId],
      ['webClientId', env.webClientId ?? entry.webClientId, entry.webClientId],
      ['nativeClientId', env.nativeClientId ?? null, entry.nativeClientId],
      ['identityPoolId', env.identityPoolId ?? null, entry.identityPoolId],
    ] as const
  ).filter(([key, now, before]) => now !== before && !env.unusable.has(key));
  if (changed.length === 0) return [];
  const names = changed.map(([key]) => key).join(', ');
  const hint = 'They are checked against AWS once somebody with access runs validate or apply.';
  return say('lock/stale', `AWS was not asked, and the lock does not know the new ${names}`, hint);
}

export interface LookPorts extends ProgressPorts {
  readonly workspace: Workspace;
  readonly runtime: Runtime;
}

/**
 * Looks at the envs, in AWS or in the lock, and for commands that plan at their files. A client's secret is read only where the
 * workflow allows it, a file is to hold it and nobody who is not trusted has a say in the run.
 */
export async function look(
  chosen: readonly ChosenEnv[],
  mode: Mode,
  phase: AwsPhase,
  command: Command,
  inputs: ActionInputs,
  { workspace, ...watching }: LookPorts,
): Promise<readonly EnvSubject[]> {
  const secrets = inputs.allowClientSecret && command.secrets && eventRules(watching.runtime.eventName).writes;
  const progress = new Progress('looked at', chosen.length, watching);
  const observed =
    mode.name === 'offline'
      ? chosen.map(({ env, lock }) => observedFromLock(env, entryOf(lock, env.name)))
      : await watching.console.group(`Looking at ${chosen.length} env(s) in AWS`, () =>
          inspect(
            chosen.map(({ kind, manifest, env, lock, refused }) => ({
              env,
              lockedRoles: [...new Set((entryOf(lock, env.name)?.policies ?? []).map((policy) => policy.role))],
              functions: functionsOf(manifest, env, entryOf(lock, env.name)),
              extras: {
                // Only `referenceAuth` goes by them, and only where it is asked for.
                identityProviders: manifest.outputs.some(({ format }) => format === 'reference-auth'),
                nativeSecret: secrets && kind === 'declared' && holdsSecret(manifest, env),
              },
              refused,
            })),
            phase,
            {
              maxParallel: inputs.maxParallel,
              purpose: command.writes ? 'write' : 'read',
              allowedAccounts: inputs.allowedAccountIds,
              seen: () => {
                progress.done();
              },
            },
          ),
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
    if (command.plans) files.set(manifest, await observeFiles(workspace, manifest, lock, owners, inputs.adopt));
  }
  const subjects = chosen.flatMap(
    ({ kind, manifest, env, lock }, index): readonly Omit<EnvSubject, 'crowdedRoles'>[] => {
      const seen = observed[index];
      if (seen === undefined) return [];
      const inOrder = inLockedOrder(seen, entryOf(lock, env.name));
      const own = files.get(manifest) ?? NO_FILES;
      const amplify = projects.get(manifest) ?? [];
      const backend = backends.get(manifest);
      const lockPath = lockPathOf(manifest.file);
      return [{ kind, manifest, env, observed: inOrder, lock, lockPath, amplify, backend, ...own }];
    },
  );
  const crowded = crowdedRoles(
    subjects.map(({ manifest, env, observed: seen }) => ({ project: manifest.project, env, observed: seen })),
  );
  return subjects.map((subject) => ({ ...subject, crowdedRoles: crowded }));
}

const NO_FILES: ObservedFiles = { files: new Map(), shared: [], exposed: new Map() };

function holdsSecret({ outputs }: Manifest, { name }: EnvSpec): boolean {
  return outputs.some((output) => output.includeClientSecret && output.targets.some(({ env }) => env === name));
}

function ownersIn(chosen: readonly ChosenEnv[], manifest: ChosenEnv['manifest']): FileOwners {
  const own = chosen.filter((one) => one.manifest === manifest);
  const leaving = own.filter(({ kind }) => kind === 'orphaned');
  return { envs: new Set(own.map(({ env }) => env.name)), leaving: new Set(leaving.map(({ env }) => env.name)) };
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
