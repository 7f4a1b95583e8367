import pLimit from 'p-limit';
import { unchecked, valueOf, type Fact, type Unchecked } from '../../../domain/fact.ts';
import type { EnvSpec } from '../../../manifest/model.ts';
import type { CallerIdentity, ObservedEnv } from '../../../domain/observed.ts';
import type { AwsPhase, AwsSession, AwsTarget } from '../../../ports/aws.ts';
import { factsIn, withFacts } from '../../../domain/env-facts.ts';
import type { LockEntry } from '../../../lock/model.ts';
import { withPoolGroups } from '../../../policies/pool-groups.ts';
import { claimAgainst } from '../../../rules/account/mismatch.ts';
import { HOSTING_VARIABLES } from '../../../domain/hosting-variables.ts';
import { interleaved } from './interleaved.ts';
import { observeClients, type Extras } from './clients.ts';
import { existingIds } from './existing-ids.ts';
import { observeGroups, observeUnnamedGroups } from './groups.ts';
import { observeIdentityPool } from './identity-pool.ts';
import { observeRole } from './role.ts';
import { NO_USER_POOL, OTHER_ACCOUNT } from './reasons.ts';

export interface InspectSubject {
  readonly env: EnvSpec;
  readonly entry: LockEntry | undefined;
  /** ARNs of roles on which the lock lists policies managed by this action. */
  readonly lockedRoles: readonly string[];
  readonly extras: Extras;
  /** Variables that are of interest, by the name of the Lambda function. */
  readonly functions: ReadonlyMap<string, readonly string[]>;
  /** Why the env must not be looked at in AWS, if so. */
  readonly refused?: Unchecked | undefined;
}

/** Envs that are worked on at the same time. The quotas of AWS limit the load, not this. */
export const AT_ONCE = 16;

export interface InspectOptions {
  readonly purpose: 'read' | 'write';
  /** The only accounts to work in; none: any. */
  readonly allowedAccounts: readonly string[];
  /** Called after each env. */
  readonly seen?: (() => void) | undefined;
  /** Whether the variables of Amplify Hosting are looked at. */
  readonly hosting?: boolean;
}

/** As long as the credentials must last for an env to be looked at. A fleet waits for its quotas in between, and renews them then. */
const OBSERVE_MS = 15_000;

/**
 * Observes everything that the envs name in AWS, up to {@link AT_ONCE} envs at once; the answers come in the order of the
 * subjects.
 *
 * One env takes three rounds of calls that wait for each other: caller, pools, clients, groups and the identity pool's roles; then
 * the roles with the names of their policies; then the policies (with a fourth for the text of managed ones). Where only certain
 * accounts are allowed, the caller comes first and alone. A listing is made only once something was not found, for the hint.
 */
export async function inspect(
  subjects: readonly InspectSubject[],
  aws: AwsPhase,
  options: InspectOptions,
): Promise<readonly ObservedEnv[]> {
  const limit = pLimit(AT_ONCE);
  const targets = subjects.map(({ env }) => JSON.stringify(targetOf(env, options.purpose) ?? ''));
  const seen = new Map<InspectSubject, Promise<ObservedEnv>>();
  const observe = async (subject: InspectSubject) => {
    const observed = await inspectEnv(subject, aws, options);
    options.seen?.();
    return observed;
  };
  for (const index of interleaved(targets)) {
    const subject = subjects[index];
    if (subject !== undefined)
      seen.set(
        subject,
        limit(() => observe(subject)),
      );
  }
  return Promise.all(subjects.flatMap((subject) => seen.get(subject) ?? []));
}

/** Where an env's calls go and in whose name; undefined where the manifest gives no usable id to tell the region from. */
export function targetOf(env: EnvSpec, purpose: InspectOptions['purpose']): AwsTarget | undefined {
  if (env.region === undefined) return undefined;
  const arn = env.roleToAssume?.[purpose];
  return {
    region: env.region,
    role: arn === undefined ? undefined : { arn, externalId: env.roleToAssume?.externalId },
  };
}

async function inspectEnv(subject: InspectSubject, aws: AwsPhase, options: InspectOptions): Promise<ObservedEnv> {
  if (subject.refused !== undefined) return nothingSeen(subject, subject.refused);
  const target = targetOf(subject.env, options.purpose);
  if (target === undefined) return nothingSeen(subject, NO_USER_POOL);
  const opened = await aws.session(target, OBSERVE_MS);
  if (opened.state === 'unchecked') return nothingSeen(subject, opened);
  const session = opened.value;
  if (options.allowedAccounts.length > 0) {
    const caller = await session.caller();
    const account = valueOf(caller)?.accountId;
    if (account === undefined || !options.allowedAccounts.includes(account)) {
      const why = unchecked('dependency', `the account ${account ?? ''} is not one of \`allowed-account-ids\``);
      return { ...nothingSeen(subject, caller.state === 'unchecked' ? caller : why), caller };
    }
  }
  const hosting = options.hosting === true ? observeHosting(subject.env, session) : undefined;
  const seen = withoutFalseAbsence(subject, { ...(await observeEnv(subject, session)), hosting: await hosting });
  return { ...seen, existing: await existingIds(subject.env, seen, session) };
}

async function observeHosting({ hosting }: EnvSpec, session: AwsSession): Promise<ObservedEnv['hosting']> {
  if (hosting === undefined) return undefined;
  const { appId, branches } = hosting;
  const looks = branches.map(
    async (branch) => [branch, await session.hosting.variables(appId, branch, HOSTING_VARIABLES)] as const,
  );
  return new Map(await Promise.all(looks));
}

function nothingSeen({ env, lockedRoles, extras, functions }: InspectSubject, why: Unchecked): ObservedEnv {
  const wantsIdentityPool = env.identityPoolId !== undefined || env.unusable.has('identityPoolId');
  const identityPart = wantsIdentityPool ? why : undefined;
  const named = env.poolGroups === 'all' ? ['*'] : env.poolGroups;
  const groups = [...env.groups.keys(), ...named].map((group) => [group, why] as const);
  return {
    env: env.name,
    caller: why,
    userPool: why,
    mfa: why,
    identityProviders: extras.identityProviders ? why : undefined,
    webClient: why,
    nativeClient: env.nativeClientId === undefined ? undefined : why,
    candidates: env.webClientId === undefined ? why : undefined,
    identityPool: identityPart,
    identityPoolRoles: identityPart,
    authRole: identityPart,
    guestRole: identityPart,
    groups: new Map(groups),
    groupRoles: new Map(groups),
    poolGroups: env.poolGroups === 'all' ? why : undefined,
    lambdas: new Map([...functions.keys()].map((name) => [name, why])),
    lambdaRoles: new Map(),
    formerRoles: new Map(lockedRoles.map((arn) => [arn, why])),
    ...(env.hosting === undefined ? {} : { hosting: new Map(env.hosting.branches.map((branch) => [branch, why])) }),
    existing: {},
  };
}

/** Everything is begun before anything is waited for: the number of rounds is what a run costs. */
async function observeEnv(
  { env, lockedRoles, extras, functions }: InspectSubject,
  session: AwsSession,
): Promise<ObservedEnv> {
  const caller = session.caller();
  const identity = observeIdentityPool(env, session, caller);
  const clients = observeClients(env, session, identity, extras);
  const groups = observeGroups(env, session);
  const roleOf = observeRoles(session, caller);
  const groupRoles = groups.then(async ({ groups: found }) => {
    const named = withPoolGroups(env, { groups: found }).groups;
    const seen = await roleOf([...new Set(named.values())]);
    return [...named].flatMap(([group, arn]) => pair(group, seen.get(arn)));
  });
  const lambdas = observeFunctions(functions, session);
  const lambdaRoles = lambdas.then(async (found) => {
    const held = [...found].flatMap(([name, fact]) =>
      fact.state === 'known' ? [[name, fact.value.roleArn] as const] : [],
    );
    const seen = await roleOf([...new Set(held.map(([, arn]) => arn))]);
    return new Map(held.flatMap(([name, arn]) => pair(name, seen.get(arn))));
  });
  const formerRoles = Promise.all([identity, lambdas, groups]).then(
    ([{ identityPoolRoles }, found, { groups: all }]) => {
      const named = identityPoolRoles && valueOf(identityPoolRoles);
      const current = new Set([
        named?.authenticated,
        named?.unauthenticated,
        ...withPoolGroups(env, { groups: all }).groups.values(),
      ]);
      for (const fact of found.values()) if (fact.state === 'known') current.add(fact.value.roleArn);
      return roleOf(lockedRoles.filter((arn) => !current.has(arn)));
    },
  );
  const unnamed = observeUnnamedGroups(env, session, identity, groups, roleOf);
  return {
    env: env.name,
    caller: await caller,
    ...(await clients),
    ...(await identity),
    ...(await groups),
    ...(await unnamed),
    groupRoles: new Map(await groupRoles),
    lambdas: await lambdas,
    lambdaRoles: await lambdaRoles,
    formerRoles: await formerRoles,
    existing: {},
  };
}

/** What is not found in another account than the env's may well be where it should be. */
function withoutFalseAbsence({ env, entry }: InspectSubject, seen: ObservedEnv): ObservedEnv {
  if (claimAgainst(env, entry, seen) === undefined) return seen;
  const facts = factsIn(seen).map((one) => (one.fact.state === 'absent' ? { ...one, fact: OTHER_ACCOUNT } : one));
  return withFacts(seen, facts);
}

function observeRoles(session: AwsSession, caller: Promise<Fact<CallerIdentity>>) {
  return async (arns: readonly string[]): Promise<ObservedEnv['formerRoles']> => {
    const looks = arns.map(async (arn) => [arn, await observeRole(arn, session, await caller)] as const);
    return new Map(await Promise.all(looks));
  };
}

async function observeFunctions(
  functions: InspectSubject['functions'],
  session: AwsSession,
): Promise<ObservedEnv['lambdas']> {
  const looks = [...functions].map(
    async ([name, variables]) => [name, await session.functions.function(name, variables)] as const,
  );
  return new Map(await Promise.all(looks));
}

function pair<K, V>(key: K, value: V | undefined): readonly (readonly [K, V])[] {
  return value === undefined ? [] : [[key, value]];
}
