import { declaredIn, grantsOf } from '../categories/index.ts';
import { findingOf, type Finding } from '../domain/finding.ts';
import { regionOfIdentityPool, regionOfUserPool } from '../domain/partition.ts';
import type { Place } from '../domain/place.ts';
import { clipped, listed } from '../domain/shown.ts';
import type { SourceMap } from '../domain/source.ts';
import { decode } from './decode.ts';
import { withPlaceholders, type EnvSource } from './env-placeholders.ts';
import type { EnvSpec, PolicyModes, RoleToAssume } from './model.ts';
import { nearest } from './nearest.ts';
import { envSchema, type EnvValues, type ManifestHead } from './schema.ts';
import { keyPlaceAt, placeAt } from './source-node.ts';

/** One env as it should be, with what is wrong in it. */
export function resolveEnv(source: EnvSource): { spec: EnvSpec; findings: readonly Finding[] } {
  const { name, keyPlace, head } = source;
  const { node, findings: unknown } = withPlaceholders(source);
  const decoded = decode<EnvValues>(node, envSchema, { env: name, keyPlace, name: `envs.${name}` });
  // What a text means without its placeholder is no question any more.
  const reported = new Set(unknown.map(({ place }) => place));
  const findings = [...unknown, ...decoded.findings.filter(({ place }) => !reported.has(place))];
  const values = decoded.value ?? {};
  const unusable = new Set(decoded.unusable);
  const at = (key: string) => placeAt(node, [key], keyPlace);

  const isOurs = values.managedBy === undefined;
  if (isOurs && values.userPoolId === undefined && !unusable.has('userPoolId') && !source.broken) {
    const hint = 'Write the id of the Cognito user pool, such as eu-west-1_AbCdEfGhI.';
    findings.push(
      findingOf('manifest/schema', keyPlace, { message: `"userPoolId" is missing in envs.${name}`, hint, env: name }),
    );
    unusable.add('userPoolId');
  }

  const account = accountOf(values, head, (message, hint) => {
    findings.push(findingOf('manifest/schema', at('account'), { message, hint, env: name }));
    unusable.add('account');
  });

  const poolRegion = values.userPoolId && regionOfUserPool(values.userPoolId);
  const identityRegion = values.identityPoolId && regionOfIdentityPool(values.identityPoolId);
  if (values.region !== undefined && poolRegion !== undefined && values.region !== poolRegion) {
    const message = `region says ${values.region}, and the user pool ${values.userPoolId} is in ${poolRegion}`;
    findings.push(
      findingOf('manifest/region-mismatch', at('region'), {
        message,
        hint: 'Leave `region` out: it follows the pool.',
        env: name,
      }),
    );
  } else if (identityRegion !== undefined && identityRegion !== (values.region ?? poolRegion ?? identityRegion)) {
    const message = `the identity pool is in ${identityRegion}, and the user pool in ${poolRegion ?? values.region}`;
    const hint = 'Amplify needs both in one region: name an identity pool of the same region as the user pool.';
    const place = values.region === undefined ? at('identityPoolId') : at('region');
    findings.push(findingOf('manifest/region-mismatch', place, { message, hint, env: name }));
    unusable.add('identityPoolId');
  }

  for (const [group, place] of ungroundedGroups(values, node)) {
    const message = `the group "${group}" is given rights, and \`groups\` does not name it`;
    findings.push(
      findingOf('manifest/schema', place, {
        message,
        hint: Array.isArray(values.groups)
          ? `Add it to the list envs.${name}.groups.`
          : `Add its role ARN as envs.${name}.groups.${group}, or make \`groups\` a list of names, whose roles are read from Cognito.`,
        env: name,
      }),
    );
  }

  const { groups = {} } = values;
  const spec: EnvSpec = {
    name,
    keyPlace,
    region: poolRegion ?? values.region ?? identityRegion,
    accountId: account.id,
    roleToAssume: account.roleToAssume,
    userPoolId: values.userPoolId,
    webClientId: values.webClientId,
    nativeClientId: values.nativeClientId,
    identityPoolId: unusable.has('identityPoolId') ? undefined : values.identityPoolId,
    guest: values.guest,
    authRoleArn: values.authRoleArn,
    guestRoleArn: values.guestRoleArn,
    groups: new Map(Array.isArray(groups) || groups === '*' ? [] : Object.entries(groups)),
    poolGroups: groups === '*' ? 'all' : Array.isArray(groups) ? groups : [],
    profile: values.profile ?? head?.profile ?? 'amplify',
    policies: modesOf(values.policies, modesOf(head?.policies, MANAGED)),
    categories: values.categories ?? {},
    lambdas: values.lambdas ?? [],
    managedBy: values.managedBy,
    protect: values.protect ?? false,
    environment: values.environment,
    hosting: values.hosting,
    unusable,
    faulty: source.broken || findings.some((finding) => finding.severity === 'error'),
    source: node,
  };
  return { spec, findings };
}

/** Groups that a category names and `groups` does not, with the place of the first mention. */
function ungroundedGroups(values: EnvValues, node: SourceMap): ReadonlyMap<string, Place> {
  const { groups = {} } = values;
  const found = new Map<string, Place>();
  if (groups === '*') return found;
  const named = new Set(Array.isArray(groups) ? groups : Object.keys(groups));
  for (const declared of declaredIn(values.categories ?? {})) {
    const { category, index } = declared;
    for (const { path, grants } of grantsOf(declared)) {
      for (const group of Object.keys(grants.groups ?? {})) {
        if (found.has(group) || named.has(group)) continue;
        const at = ['categories', category.name, index, ...path, 'groups', group];
        found.set(group, keyPlaceAt(node, at, node.place));
      }
    }
  }
  return found;
}

function accountOf(
  values: EnvValues,
  head: ManifestHead | undefined,
  complain: (message: string, hint: string) => void,
): { id: string | undefined; roleToAssume: RoleToAssume | undefined } {
  const accounts = head?.accounts ?? {};
  const own = roleOf(values.roleToAssume);
  if (values.account === undefined) return { id: values.accountId, roleToAssume: own };
  const account = Object.hasOwn(accounts, values.account) ? accounts[values.account] : undefined;
  if (account === undefined) {
    const known = Object.keys(accounts);
    const near = nearest(values.account, known);
    const list = known.length === 0 ? 'The manifest has no `accounts`.' : `Known accounts: ${listed(known)}.`;
    complain(
      `the account "${clipped(values.account)}" is not one of \`accounts\``,
      near === undefined ? list : `Did you mean "${near}"?`,
    );
    return { id: values.accountId, roleToAssume: own };
  }
  if (values.accountId !== undefined && values.accountId !== account.id) {
    complain(
      `account "${clipped(values.account)}" is ${account.id}, and accountId says ${values.accountId}`,
      'Keep one of the two.',
    );
  }
  return { id: account.id, roleToAssume: own ?? roleOf(account.roleToAssume) };
}

const MANAGED: PolicyModes = { auth: 'manage', guest: 'manage', groups: 'manage', lambdas: 'manage' };

/** One word stands for all kinds of roles; a kind that is not named keeps what it would have without. */
function modesOf(value: EnvValues['policies'], under: PolicyModes): PolicyModes {
  if (value === undefined) return under;
  if (typeof value === 'string') return { auth: value, guest: value, groups: value, lambdas: value };
  return {
    auth: value.auth ?? under.auth,
    guest: value.guest ?? under.guest,
    groups: value.groups ?? under.groups,
    lambdas: value.lambdas ?? under.lambdas,
  };
}

/** One ARN stands for reading and writing. */
export function roleOf(value: EnvValues['roleToAssume']): RoleToAssume | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return { read: value, write: value, externalId: undefined };
  return { read: value.read, write: value.write ?? value.read, externalId: value.externalId };
}
