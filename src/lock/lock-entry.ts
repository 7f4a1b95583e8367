import { valueOf } from '../domain/fact.ts';
import type { LockedFile, LockedLambda, LockedPolicy, LockEntry } from './model.ts';
import type { EnvSpec, Manifest } from '../manifest/model.ts';
import type { ObservedEnv } from '../domain/observed.ts';
import { compareText } from '../domain/ordering.ts';
import { policyHash } from '../iam/document.ts';
import type { WantedPolicy } from '../policies/wanted-policy.ts';
import { factsOf, holdsNames } from './locked-facts.ts';

/** What was made for an env. */
export interface Made {
  readonly policies: readonly LockedPolicy[];
  readonly lambdas: readonly LockedLambda[];
  readonly files: readonly LockedFile[];
}

/** The entry of an env once it is applied; undefined as long as its ids are not all known. */
export function lockEntryOf(
  manifest: Manifest,
  env: EnvSpec,
  observed: ObservedEnv,
  { policies, lambdas, files }: Made,
): LockEntry | undefined {
  const caller = valueOf(observed.caller);
  const pool = valueOf(observed.userPool);
  const web = valueOf(observed.webClient);
  const roles = observed.identityPoolRoles && valueOf(observed.identityPoolRoles);
  if (caller === undefined || pool === undefined || web === undefined || env.region === undefined) return undefined;
  return {
    accountId: caller.accountId,
    region: env.region,
    roleToAssume:
      env.roleToAssume === undefined
        ? null
        : { read: env.roleToAssume.read ?? null, write: env.roleToAssume.write ?? null },
    userPoolId: pool.id,
    webClientId: web.id,
    nativeClientId: (observed.nativeClient && valueOf(observed.nativeClient)?.id) ?? null,
    identityPoolId: env.identityPoolId ?? null,
    authRoleArn: roles?.authenticated ?? null,
    guestRoleArn: roles?.unauthenticated ?? null,
    groups: Object.fromEntries(env.groups),
    facts: factsOf(observed, { names: holdsNames(manifest) }),
    ...(env.protect ? { protect: true } : {}),
    policies: policies.toSorted((a, b) => compareText(`${a.role} ${a.name}`, `${b.role} ${b.name}`)),
    ...(lambdas.length === 0 ? {} : { lambdas: lambdas.toSorted((a, b) => compareText(a.function, b.function)) }),
    files: files.toSorted((a, b) => compareText(a.path, b.path)),
  };
}

export function lockedPolicies(wanted: readonly WantedPolicy[]): readonly LockedPolicy[] {
  return wanted.map(({ roleArn, policyName, document }) => ({
    role: roleArn,
    name: policyName,
    hash: policyHash(document),
  }));
}
