import type { Command } from '../../interface/commands.ts';
import type { LockEntry } from '../../lock/model.ts';
import type { EnvSpec, Manifest } from '../../manifest/model.ts';
import type { ObservedEnv } from '../../domain/observed.ts';
import { rulesOf } from '../../interface/events.ts';
import type { ActionInputs } from '../../interface/inputs.ts';
import { entryOf } from '../../lock/lock-file.ts';
import { isPoolVariable, poolVariable } from '../../categories/lambda/access.ts';
import type { Aws, AwsPhase } from '../../ports/aws.ts';
import type { Runtime } from '../../ports/runtime.ts';
import { inspect, type InspectOptions, type InspectSubject } from './inspect/inspect.ts';
import { Progress, type ProgressPorts } from '../report/progress.ts';
import { missesSomething, RECHECK_AFTER_MS, rechecked } from './recheck.ts';
import type { ChosenEnv } from '../read/selected-envs.ts';

export interface ObserveInAwsPorts extends ProgressPorts {
  readonly aws: Pick<Aws, 'phase'>;
  readonly runtime: Runtime;
}

/**
 * Observes the envs in AWS; before drift tells that something was deleted, it looks at that env a second time. A client's secret is
 * read only where the workflow allows it, a file is to hold it and nobody who is not trusted has a say in the run.
 */
export async function observeInAws(
  chosen: readonly ChosenEnv[],
  phase: AwsPhase,
  command: Command,
  inputs: ActionInputs,
  { console, aws, runtime }: ObserveInAwsPorts,
): Promise<readonly ObservedEnv[]> {
  const options: InspectOptions = {
    purpose: command.writes ? 'write' : 'read',
    allowedAccounts: inputs.allowedAccountIds,
    hosting: command.drifts,
  };
  const secrets = inputs.allowClientSecret && command.secrets && rulesOf(runtime).writes;
  const progress = new Progress('looked at', chosen.length, { console, runtime });
  const seen = await inspect(
    chosen.map((one) => inspected(one, secrets)),
    phase,
    {
      ...options,
      seen: () => {
        progress.done();
      },
    },
  );
  if (!command.drifts) return seen;
  const doubtful = chosen.filter((one, index) => {
    const observed = seen[index];
    return observed !== undefined && missesSomething(observed, entryOf(one.lock, one.env.name));
  });
  if (doubtful.length === 0) return seen;
  console.info(`Something is missing in ${doubtful.map(({ env }) => env.name).join(', ')}: checking again.`);
  await runtime.sleep(RECHECK_AFTER_MS);
  // A phase of its own: the first one would answer as it did.
  const again = await inspect(
    doubtful.map((one) => inspected(one, secrets)),
    aws.phase(),
    options,
  );
  const newer = new Map(doubtful.map((one, index) => [one, again[index]]));
  return chosen.flatMap((one, index): readonly ObservedEnv[] => {
    const [first, second] = [seen[index], newer.get(one)];
    if (first === undefined) return [];
    return [second === undefined ? first : rechecked(first, second)];
  });
}

function inspected({ kind, manifest, env, lock, refused }: ChosenEnv, secrets: boolean): InspectSubject {
  const entry = entryOf(lock, env.name);
  return {
    env,
    entry,
    lockedRoles: [...new Set((entry?.policies ?? []).map((policy) => policy.role))],
    functions: functionsOf(manifest, env, entry),
    extras: {
      // Only `referenceAuth` relies on them, and only where it is asked for.
      identityProviders: manifest.outputs.some(({ format }) => format === 'reference-auth'),
      nativeSecret: secrets && kind === 'declared' && holdsSecret(manifest, env),
    },
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
      const former = locked.flatMap((one) =>
        one.function === name && one.variable !== null && isPoolVariable(one.variable) ? [one.variable] : [],
      );
      return [name, [...new Set([poolVariable(resourceName), ...former])].toSorted()];
    }),
  );
}

function holdsSecret({ outputs }: Manifest, { name }: EnvSpec): boolean {
  return outputs.some((output) => output.includeClientSecret && output.targets.some(({ env }) => env === name));
}
