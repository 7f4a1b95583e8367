import { accountOf } from '../../domain/arn.ts';
import type { EnvSpec } from '../../domain/manifest.ts';
import { firstWritten, problem, whenKnown, type Rule } from '../rule.ts';

export const accountMismatch: Rule = {
  id: 'account/mismatch',
  judge({ env, observed }) {
    const place = firstWritten(env, ['accountId'], ['account'], ['roleToAssume']);
    const expected = expectedAccounts(env);
    if (expected.length === 0) return [];
    return whenKnown(observed.caller, place, 'there is no caller', (caller) => {
      const other = expected.find(({ account }) => account !== caller.accountId);
      if (other === undefined) return [];
      const message = `the credentials belong to account ${caller.accountId} (${caller.arn}), and ${other.says} says ${other.account}`;
      return [problem(place, message, 'Use credentials of that account, or name a role of it in `roleToAssume`.')];
    });
  },
};

function expectedAccounts(env: EnvSpec): readonly { readonly account: string; readonly says: string }[] {
  if (env.accountId !== undefined) return [{ account: env.accountId, says: 'the manifest' }];
  return [...env.groups].map(([group, arn]) => ({
    account: accountOf(arn),
    says: `the role ARN of the group "${group}"`,
  }));
}
