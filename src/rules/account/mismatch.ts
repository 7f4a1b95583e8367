import { valueOf } from '../../domain/fact.ts';
import type { EnvSpec } from '../../manifest/model.ts';
import type { CallerIdentity, ObservedEnv } from '../../domain/observed.ts';
import { accountClaims, type AccountClaim } from '../../lock/account.ts';
import type { LockEntry } from '../../lock/model.ts';
import { firstWritten, problem, whenKnown, type Rule } from '../rule.ts';

export const accountMismatch: Rule = {
  id: 'account/mismatch',
  judge({ env, entry, observed, allowedAccounts }) {
    const place = firstWritten(env, ['accountId'], ['account'], ['roleToAssume']);
    const claims = accountClaims(env, entry);
    const isGuarded = allowedAccounts.length > 0 || claims.some(({ kind }) => kind === 'guard');
    if (!isGuarded && (claims.length === 0 || observed.caller.state !== 'known')) return [];
    return whenKnown(observed.caller, place, 'there is no caller', (caller) => {
      const refused = notAllowed(caller, allowedAccounts);
      if (refused !== undefined) return [problem(place, refused.message, refused.hint)];
      const other = claimAgainst(env, entry, observed);
      if (other === undefined) return [];
      const hint = 'Use credentials of that account, or name a role of it in `roleToAssume`.';
      return [problem(place, `${whoIs(caller)}, and ${other.says} says ${other.account}`, hint)];
    });
  },
};

function whoIs({ accountId, arn }: CallerIdentity): string {
  return `the credentials belong to account ${accountId} (${arn})`;
}

/** Why nothing may be done in the caller's account; undefined where it may. No `allowedAccounts`: any account may be worked in. */
export function notAllowed(
  caller: CallerIdentity,
  allowedAccounts: readonly string[],
): { readonly message: string; readonly hint: string } | undefined {
  if (allowedAccounts.length === 0 || allowedAccounts.includes(caller.accountId)) return undefined;
  return {
    message: `${whoIs(caller)}, and only ${allowedAccounts.join(', ')} may be worked in`,
    hint: 'Use credentials of an allowed account, or add it to the input `allowed-account-ids`.',
  };
}

/** What says that the env is in another account than the caller's; undefined where nothing does. */
export function claimAgainst(
  env: EnvSpec,
  entry: LockEntry | undefined,
  { caller, userPool }: Pick<ObservedEnv, 'caller' | 'userPool'>,
): AccountClaim | undefined {
  const account = valueOf(caller)?.accountId;
  // A user pool that is found here is here, whatever the lock says.
  const known = userPool.state === 'known' ? undefined : entry;
  return account === undefined ? undefined : accountClaims(env, known).find((claim) => claim.account !== account);
}
