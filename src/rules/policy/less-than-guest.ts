import { declaredIn, type CategoryName } from '../../categories/index.ts';
import type { Grantee } from '../../categories/category.ts';
import { partitionOf } from '../../domain/partition.ts';
import type { PolicyScope } from '../../domain/policy-scope.ts';
import { isGranted, rightsIn } from '../../iam/coverage.ts';
import { policyOf } from '../../iam/document.ts';
import type { EnvSpec } from '../../manifest/model.ts';
import { firstWritten, problem, type Judgement, type Rule } from '../rule.ts';

const GUEST: Grantee = { kind: 'guest' };
const AUTH: Grantee = { kind: 'auth' };

/** A sign-in that takes rights away is hardly meant: an app that works for a guest fails for its user. */
export const lessThanGuest: Rule = {
  id: 'policy/less-than-guest',
  judge: ({ env }) => {
    const scope = scopeOf(env);
    return declaredIn(env.categories).flatMap(({ category, entry, index }): readonly Judgement[] => {
      const ofAuth = policyOf(entriesOf(env, category.name).flatMap((one) => category.statements(one, AUTH, scope)));
      const lacking = rightsIn(policyOf(category.statements(entry, GUEST, scope))).filter(
        (right) => !isGranted(right, [ofAuth]),
      );
      if (lacking.length === 0) return [];
      const list = [...new Set(lacking.map(({ action, resource }) => `${action} on ${resource}`))].join('; ');
      const message = `${category.name} gives guests what signed-in users do not get: ${list}`;
      const hint = 'Give `auth` at least the rights of `guest`: whoever signs in loses what only guests may do.';
      return [problem(firstWritten(env, ['categories', category.name, index], ['identityPoolId']), message, hint)];
    });
  },
};

function entriesOf({ categories }: EnvSpec, name: CategoryName): readonly unknown[] {
  return categories[name] ?? [];
}

/** Both sides have the same account, whichever it is. */
function scopeOf({ profile, region = 'us-east-1', accountId = '111122223333' }: EnvSpec): PolicyScope {
  return { profile, partition: partitionOf(region).id, region, accountId };
}
