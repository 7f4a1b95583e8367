import type { LockEntry } from '../lock/model.ts';
import type { EnvSpec, Manifest } from '../manifest/model.ts';
import type { PolicyDocument, Statement } from '../domain/iam-policy.ts';
import { partitionOf } from '../domain/partition.ts';
import { accountIdOf } from '../lock/account.ts';
import { managesAny } from '../policies/modes.ts';
import { policyOf } from '../iam/document.ts';
import { AWS_ACTIONS, type Need, type Target } from './actions.ts';

/** Stand in for roles that neither manifest nor lock knows: IAM takes them, and they allow nothing. */
const UNKNOWN = ['FILL-IN-THE-AUTHENTICATED-ROLE', 'FILL-IN-THE-UNAUTHENTICATED-ROLE'] as const;

export interface EnvPolicy {
  readonly document: PolicyDocument;
  /** Roles whose ARN has to be filled in. */
  readonly unknownRoles: readonly string[];
}

/** The least IAM policy with which a command can do its work for an env. */
export function envPolicy(
  { outputs }: Pick<Manifest, 'outputs'>,
  env: EnvSpec,
  entry: LockEntry | undefined,
  writes: boolean,
): EnvPolicy {
  const region = env.region ?? '*';
  const partition = partitionOf(region).id;
  const account = accountIdOf(env, entry) ?? '*';
  const roles = rolesOf(env, entry, `arn:${partition}:iam::${account}:role/`);
  const resources: Readonly<Record<Target, readonly string[]>> = {
    'user-pool': [`arn:${partition}:cognito-idp:${region}:${account}:userpool/${env.userPoolId ?? '*'}`],
    'identity-pool':
      env.identityPoolId === undefined
        ? []
        : [`arn:${partition}:cognito-identity:${region}:${account}:identitypool/${env.identityPoolId}`],
    role: roles,
    'attached-policy':
      roles.length === 0 ? [] : [`arn:${partition}:iam::${account}:policy/*`, `arn:${partition}:iam::aws:policy/*`],
    function: functionsOf(env, entry).map((name) => `arn:${partition}:lambda:${region}:${account}:function:${name}`),
    hosting:
      env.hosting === undefined ? [] : hostingOf(`arn:${partition}:amplify:${region}:${account}:apps/`, env.hosting),
    everything: ['*'],
  };
  const needs = new Set<Need>(['always', 'proof']);
  if (writes && managesAny(env)) needs.add('write');
  if (env.groups.size > 0 || env.poolGroups.length > 0) needs.add('groups');
  if (env.poolGroups === 'all' || mayHandOutGroupRoles(env, entry)) needs.add('all-groups');
  if (outputs.some(({ format }) => format === 'reference-auth')) needs.add('reference-auth');
  if (functionsOf(env, entry).length > 0) {
    needs.add('lambdas');
    if (writes && env.policies.lambdas === 'manage') needs.add('lambdas-write');
  }
  if (env.hosting !== undefined) needs.add('hosting');
  if (env.webClientId === undefined) needs.add('client-choice');
  return {
    document: policyOf(statementsFor(needs, resources)),
    unknownRoles: roles.filter((arn) => arn.includes('role/FILL-IN-THE-')),
  };
}

function statementsFor(
  needs: ReadonlySet<Need>,
  resources: Readonly<Record<Target, readonly string[]>>,
): readonly Statement[] {
  const wanted = AWS_ACTIONS.filter(({ need }) => needs.has(need));
  const groups: readonly (readonly [Target, boolean])[] = [
    ['user-pool', false],
    ['identity-pool', false],
    ['role', false],
    ['attached-policy', false],
    ['function', false],
    ['hosting', false],
    ['role', true],
    ['function', true],
  ];
  return groups.flatMap(([target, isWrite]): readonly Statement[] => {
    const actions = wanted.filter((one) => one.target === target && isWriting(one.need) === isWrite);
    const resource = resources[target];
    if (actions.length === 0 || resource.length === 0) return [];
    return [{ Effect: 'Allow', Action: actions.map(({ action }) => action), Resource: resource }];
  });
}

/** The app, and its branches. */
function hostingOf(prefix: string, { appId, branches }: NonNullable<EnvSpec['hosting']>): readonly string[] {
  return [`${prefix}${appId}`, ...branches.map((branch) => `${prefix}${appId}/branches/${branch}`)];
}

function isWriting(need: Need): boolean {
  return need === 'write' || need === 'lambdas-write';
}

/** Functions that the manifest gives access, or gave. */
function functionsOf(env: EnvSpec, entry: LockEntry | undefined): readonly string[] {
  if (env.policies.lambdas === 'off') return [];
  return [...new Set([...env.lambdas, ...(entry?.lambdas ?? [])].map((one) => one.function))];
}

/** Their execution roles: only the lock knows them. */
function executionRolesOf(env: EnvSpec, entry: LockEntry | undefined, prefix: string): readonly string[] {
  return functionsOf(env, entry).map(
    (name) =>
      entry?.lambdas?.find((one) => one.function === name)?.role ?? `${prefix}FILL-IN-THE-EXECUTION-ROLE-OF-${name}`,
  );
}

/** Whether members of groups may get other roles than the authenticated one: the lock knows, and without it nothing does. */
function mayHandOutGroupRoles({ identityPoolId }: EnvSpec, entry: LockEntry | undefined): boolean {
  if (identityPoolId === undefined) return false;
  const mappings = entry?.identityPoolId === identityPoolId ? entry.facts.identityPool?.roleMappings : undefined;
  return mappings === undefined || mappings.some((mapping) => mapping.split(' ')[1] === 'Token');
}

/** Roles of groups: pins, and for those that Cognito says what the lock has seen. */
function groupRolesOf(env: EnvSpec, entry: LockEntry | undefined, prefix: string): readonly string[] {
  const { groups, poolGroups } = env;
  if (poolGroups === 'all')
    return entry === undefined ? [`${prefix}FILL-IN-THE-ROLES-OF-GROUPS`] : Object.values(entry.groups);
  const read = poolGroups.map((name) => entry?.groups[name] ?? `${prefix}FILL-IN-THE-ROLE-OF-GROUP-${name}`);
  return [...groups.values(), ...read];
}

/** The roles that may be read and written: those that the lock has seen, else those that the manifest pins. */
function rolesOf(env: EnvSpec, entry: LockEntry | undefined, prefix: string): readonly string[] {
  const lambdas = executionRolesOf(env, entry, prefix);
  const groups = groupRolesOf(env, entry, prefix);
  if (env.identityPoolId === undefined) return [...new Set([...groups, ...lambdas])];
  const current = entry?.identityPoolId === env.identityPoolId ? entry : undefined;
  const auth = current?.authRoleArn ?? env.authRoleArn ?? `${prefix}${UNKNOWN[0]}`;
  const guest = current === undefined ? (env.guestRoleArn ?? `${prefix}${UNKNOWN[1]}`) : current.guestRoleArn;
  const former = (entry?.policies ?? []).map(({ role }) => role);
  return [...new Set([auth, ...(guest === null ? [] : [guest]), ...groups, ...lambdas, ...former])];
}
