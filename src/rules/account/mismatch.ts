import type { CallerIdentity } from '../../domain/observed.ts';
import { claimAgainst, claimsOf } from './claims.ts';
import { firstWritten, problem, whenKnown, type Rule } from '../rule.ts';

export const accountMismatch: Rule = {
  id: 'account/mismatch',
  judge({ env, observed, allowedAccounts, lockEntry }) {
    const place = firstWritten(env, ['accountId'], ['account'], ['roleToAssume']);
    // Where only the lock or the role to assume names an account, a caller that is unknown is not missed.
    const isGuarded =
      allowedAccounts.length > 0 || claimsOf(env, undefined).some(({ says }) => says !== 'roleToAssume');
    if (!isGuarded && observed.caller.state !== 'known') return [];
    return whenKnown(observed.caller, place, 'there is no caller', (caller) => {
      const refused = notAllowed(caller, allowedAccounts);
      if (refused !== undefined) return [problem(place, refused.message, refused.hint)];
      const other = claimAgainst(env, lockEntry, caller);
      if (other === undefined) return [];
      return [problem(place, `${whoIs(caller)}, and ${other.says} says ${other.account}`, other.hint)];
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
