import pLimit from 'p-limit';
import { valueOf, type Unchecked } from '../../domain/fact.ts';
import type { EnvSpec } from '../../domain/manifest.ts';
import type { ObservedEnv } from '../../domain/observed.ts';
import type { AwsPhase, AwsSession, AwsTarget } from '../../ports/aws.ts';
import { lookAtClients } from './clients.ts';
import { lookAtIdentityPool } from './identity-pool.ts';
import { lookAtRole } from './role.ts';
import { NO_USER_POOL } from './reasons.ts';

export interface InspectSubject {
  readonly env: EnvSpec;
  /** ARNs of roles on which the lock lists policies of ours. */
  readonly lockedRoles: readonly string[];
}

export interface InspectOptions {
  readonly maxParallel: number;
  readonly purpose: 'read' | 'write';
}

/**
 * Looks at everything that the envs name in AWS, all envs at once up to `maxParallel`; the answers come in the order of the
 * subjects.
 *
 * One env takes three rounds of calls that wait for each other: caller, pools, clients and the identity pool's roles; then the
 * roles with the names of their policies; then the policies (with a fourth for the text of managed ones).
 */
export async function inspect(
  subjects: readonly InspectSubject[],
  aws: AwsPhase,
  options: InspectOptions,
): Promise<readonly ObservedEnv[]> {
  const limit = pLimit(options.maxParallel);
  return Promise.all(subjects.map((subject) => limit(() => inspectEnv(subject, aws, options.purpose))));
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

async function inspectEnv(
  subject: InspectSubject,
  aws: AwsPhase,
  purpose: InspectOptions['purpose'],
): Promise<ObservedEnv> {
  const target = targetOf(subject.env, purpose);
  if (target === undefined) return nothingSeen(subject, NO_USER_POOL);
  const session = await aws.session(target);
  return 'state' in session ? nothingSeen(subject, session) : look(subject, session);
}

function nothingSeen({ env, lockedRoles }: InspectSubject, why: Unchecked): ObservedEnv {
  const wantsIdentityPool = env.identityPoolId !== undefined || env.unusable.has('identityPoolId');
  const identityPart = wantsIdentityPool ? why : undefined;
  return {
    env: env.name,
    caller: why,
    userPool: why,
    mfa: why,
    webClient: why,
    nativeClient: env.nativeClientId === undefined ? undefined : why,
    candidates: env.webClientId === undefined ? why : undefined,
    identityPool: identityPart,
    identityPoolRoles: identityPart,
    authRole: identityPart,
    guestRole: identityPart,
    groupRoles: new Map([...env.groups.keys()].map((group) => [group, why])),
    formerRoles: new Map(lockedRoles.map((arn) => [arn, why])),
  };
}

/** Everything is begun before anything is waited for: the number of rounds is what a run costs. */
async function look({ env, lockedRoles }: InspectSubject, session: AwsSession): Promise<ObservedEnv> {
  const caller = session.caller();
  const identity = lookAtIdentityPool(env, session, caller);
  const clients = lookAtClients(env, session, identity);
  const role = async (arn: string) => lookAtRole(arn, session, await caller);
  const groupRoles = [...env.groups].map(async ([group, arn]) => [group, await role(arn)] as const);
  const formerRoles = identity.then(({ identityPoolRoles }) => {
    const named = identityPoolRoles && valueOf(identityPoolRoles);
    const current = new Set([named?.authenticated, named?.unauthenticated, ...env.groups.values()]);
    const former = lockedRoles.filter((arn) => !current.has(arn));
    return Promise.all(former.map(async (arn) => [arn, await role(arn)] as const));
  });
  return {
    env: env.name,
    caller: await caller,
    ...(await clients),
    ...(await identity),
    groupRoles: new Map(await Promise.all(groupRoles)),
    formerRoles: new Map(await formerRoles),
  };
}
