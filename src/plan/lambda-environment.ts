import { valueOf } from '../domain/fact.ts';
import type { LockedLambda } from '../lock/model.ts';
import type { EnvSpec, Manifest } from '../manifest/model.ts';
import type { LambdaEnvironmentChange } from '../domain/plan.ts';
import { entryOf } from '../lock/lock-file.ts';
import { ID_FORMATS } from '../manifest/id-formats.ts';
import { isPoolVariable, poolVariable, setsVariable } from '../categories/lambda/access.ts';
import type { EnvSubject } from './subject.ts';

/** A variable that a function should have. */
interface WantedVariable {
  readonly function: string;
  readonly variable: string;
  readonly value: string;
}

/**
 * What has to change in the environments of Lambda functions: the variable that is missing or names another pool, and one managed by this action that is
 * no longer wanted. One that somebody has given another value since is no longer ours, and stays. So does one that `environment: false`
 * hands over to its owner.
 */
export function lambdaEnvironmentChanges(subject: EnvSubject): readonly LambdaEnvironmentChange[] {
  const { manifest, env, observed } = subject;
  if (env.policies.lambdas !== 'manage') return [];
  const change = (name: string, variable: string, before: string | null, after: string | null) => {
    const action = after === null ? 'delete' : before === null ? 'create' : 'update';
    const target = `${name}/${variable}`;
    const kind = 'lambda-environment' as const;
    return {
      kind,
      env: env.name,
      manifest: manifest.file,
      target,
      action,
      function: name,
      variable,
      before,
      after,
    } as const;
  };
  const now = (name: string): Readonly<Record<string, string>> | undefined => {
    const fact = observed.lambdas.get(name);
    const found = fact && valueOf(fact);
    return found && valueOf(found.variables);
  };
  const wanted = wantedVariables(subject);
  const put = wanted.flatMap((one): readonly LambdaEnvironmentChange[] => {
    const variables = now(one.function);
    if (variables === undefined) return [];
    const before = variables[one.variable] ?? null;
    return before === one.value ? [] : [change(one.function, one.variable, before, one.value)];
  });
  const dropped = formerVariables(subject).flatMap((one): readonly LambdaEnvironmentChange[] => {
    const stays = wanted.some((other) => other.function === one.function && other.variable === one.variable);
    const before = now(one.function)?.[one.variable];
    return stays || before !== one.value ? [] : [change(one.function, one.variable, before, null)];
  });
  return [...put, ...dropped];
}

function wantedVariables({ kind, manifest, env }: EnvSubject): readonly WantedVariable[] {
  return kind === 'orphaned' ? [] : variablesOf(manifest, env);
}

function variablesOf(manifest: Manifest, env: EnvSpec): readonly WantedVariable[] {
  const { userPoolId } = env;
  if (userPoolId === undefined) return [];
  const names = new Set(env.lambdas.filter(setsVariable).map((entry) => entry.function));
  return [...names].map((name) => ({
    function: name,
    variable: poolVariable(manifest.resourceName),
    value: userPoolId,
  }));
}

/** A lock may say anything: nothing but a variable managed by this action that holds a pool's id is removed. */
function isOurs(variable: string, value: string): boolean {
  return isPoolVariable(variable) && ID_FORMATS.userPoolId.pattern.test(value);
}

/** Those of the lock; for an env that is to be unlinked without one, what the manifest says would have been set. */
function formerVariables({ kind, manifest, env, lock }: EnvSubject): readonly WantedVariable[] {
  const kept = new Set(env.lambdas.filter((entry) => !setsVariable(entry)).map((entry) => entry.function));
  const locked = (entryOf(lock, env.name)?.lambdas ?? []).flatMap(
    ({ function: name, variable, value }): readonly WantedVariable[] =>
      variable === null || value === null || kept.has(name) || !isOurs(variable, value)
        ? []
        : [{ function: name, variable, value }],
  );
  const declared = kind === 'orphaned' ? variablesOf(manifest, env) : [];
  const all = [...locked, ...declared].map((one) => [JSON.stringify(one), one] as const);
  return [...new Map(all).values()];
}

/** What the lock says of functions once the plan is carried out. */
export function nextLambdas(subject: EnvSubject): readonly LockedLambda[] {
  const { env, observed, lock } = subject;
  const before = entryOf(lock, env.name)?.lambdas ?? [];
  // What is left unchanged now may have been written before: a later unlink has to find it.
  if (env.policies.lambdas !== 'manage') return before;
  const variables = wantedVariables(subject);
  const known = new Map(
    env.lambdas.flatMap((entry) => {
      const fact = observed.lambdas.get(entry.function);
      return fact?.state === 'known' ? [[entry.function, fact.value] as const] : [];
    }),
  );
  return [...known.values()].map(({ name, roleArn }) => {
    const set = variables.find((one) => one.function === name);
    return { function: name, role: roleArn, variable: set?.variable ?? null, value: set?.value ?? null };
  });
}
