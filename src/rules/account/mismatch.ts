import { accountOf } from '../../domain/arn.ts';
import type { EnvSpec } from '../../manifest/model.ts';
import type { CallerIdentity } from '../../domain/observed.ts';
import { firstWritten, problem, whenKnown, type Rule } from '../rule.ts';

export const accountMismatch: Rule = {
  id: 'account/mismatch',
  judge({ env, observed, allowedAccounts }) {
    const place = firstWritten(env, ['accountId'], ['account'], ['roleToAssume']);
    if (claimsOf(env).length === 0 && allowedAccounts.length === 0) return [];
    return whenKnown(observed.caller, place, 'there is no caller', (caller) => {
      const refused = notAllowed(caller, allowedAccounts);
      if (refused !== undefined) return [problem(place, refused.message, refused.hint)];
      const other = claimAgainst(env, caller);
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

interface AccountClaim {
  readonly account: string;
  /** What in the manifest says so. */
  readonly says: string;
}

/** Where the manifest says that the env is in another account than the caller's; undefined where it does not. */
export function claimAgainst(env: EnvSpec, caller: CallerIdentity): AccountClaim | undefined {
  return claimsOf(env).find(({ account }) => account !== caller.accountId);
}

function claimsOf(env: EnvSpec): readonly AccountClaim[] {
  const arns = [
    { says: 'authRoleArn', arn: env.authRoleArn },
    { says: 'guestRoleArn', arn: env.guestRoleArn },
    ...[...env.groups].map(([group, arn]) => ({ says: `the role of the group "${group}"`, arn })),
  ];
  return [
    ...(env.accountId === undefined ? [] : [{ account: env.accountId, says: 'accountId' }]),
    ...arns.flatMap(({ says, arn }) => (arn === undefined ? [] : [{ account: accountOf(arn), says }])),
  ];
}
