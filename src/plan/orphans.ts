import type { LockEntry } from '../lock/model.ts';
import type { EnvSpec, Manifest, PolicyModes } from '../manifest/model.ts';
import { namedRole } from './named-role.ts';

const ALL: PolicyModes = { auth: 'manage', guest: 'manage', groups: 'manage', lambdas: 'manage' };

/**
 * An env that is in the lock and no longer in the manifest, as a spec that wants nothing: what the lock says of it is enough to
 * find and take back what was made for it.
 */
export function orphanSpec(manifest: Manifest, name: string, entry: LockEntry): EnvSpec {
  return {
    name,
    keyPlace: manifest.envsPlace,
    region: entry.region,
    accountId: entry.accountId,
    roleToAssume: namedRole(manifest, name, entry).role,
    userPoolId: undefined,
    webClientId: undefined,
    nativeClientId: undefined,
    identityPoolId: undefined,
    guest: undefined,
    authRoleArn: undefined,
    guestRoleArn: undefined,
    groups: new Map(),
    poolGroups: [],
    profile: 'amplify',
    policies: ALL,
    categories: {},
    lambdas: [],
    managedBy: undefined,
    protect: entry.protect === true,
    hosting: undefined,
    environment: undefined,
    // Nothing is asked of it, so nothing is missing.
    unusable: new Set(['userPoolId', 'webClientId']),
    faulty: false,
    source: { kind: 'map', place: manifest.envsPlace, entries: new Map() },
  };
}

/** A declared env as a spec that wants nothing: its own ids tell where to look for what was made for it. */
export function unlinkedSpec(env: EnvSpec): EnvSpec {
  const lambdas = env.lambdas.map((entry) => ({ ...entry, access: [] }));
  return { ...env, guest: undefined, policies: ALL, categories: {}, lambdas };
}
