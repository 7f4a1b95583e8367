import { unchecked, type Unchecked } from '../domain/fact.ts';
import type { LockEntry } from '../lock/model.ts';
import type { Manifest, RoleToAssume } from '../manifest/model.ts';

/** In whose name an env that is to be unlinked is worked on. */
export interface NamedRole {
  /** Undefined: the ambient credentials, as they are. */
  readonly role: RoleToAssume | undefined;
  /** Why AWS must not be asked: the role that the lock has is one that the manifest does not name. */
  readonly refused: Unchecked | undefined;
}

/**
 * The role for an env of which the lock holds what was made. The manifest alone says which roles are assumed: the lock is written by a
 * machine and hardly read by people. Of several that the manifest names for the account it is the one that the lock has.
 */
export function namedRole(
  { accounts, envs }: Pick<Manifest, 'accounts' | 'envs'>,
  name: string,
  { accountId, roleToAssume: locked }: Pick<LockEntry, 'accountId' | 'roleToAssume'>,
): NamedRole {
  const own = envs.find((env) => env.name === name)?.roleToAssume;
  if (own !== undefined || locked === null) return { role: own, refused: undefined };
  const ofAccount = accounts.filter(({ id, roleToAssume }) => id === accountId && roleToAssume !== undefined);
  const ofEnvs = envs.filter((env) => env.accountId === accountId);
  const named = [...ofAccount, ...ofEnvs].flatMap(({ roleToAssume }) => roleToAssume ?? []);
  const same = named.find(({ read, write }) => (read ?? null) === locked.read && (write ?? null) === locked.write);
  const [only, ...others] = ofAccount;
  const role = same ?? (others.length === 0 ? only?.roleToAssume : undefined);
  const arn = locked.read ?? locked.write;
  if (role !== undefined || arn === null) return { role, refused: undefined };
  const reason = `only the lock names the role ${arn} for the env ${name}, and it is not assumed`;
  const account = `{id: "${accountId}", roleToAssume: ${arn}}`;
  const hint = `Where that role is right, write it into the manifest: \`accounts: {${name}: ${account}}\`.`;
  return { role: undefined, refused: { ...unchecked('credentials', reason), hint } };
}
