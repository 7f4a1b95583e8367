import type { RoleMapping } from '../../domain/observed.ts';
import { providerNameOf } from '../../domain/partition.ts';
import { firstWritten, problem, whenKnown, type Judgement, type Rule } from '../rule.ts';

/** Rights are put on the authenticated role (and on groups' roles): users who are sent elsewhere do not get them. */
export const roleMapping: Rule = {
  id: 'identity-pool/role-mapping',
  judge({ env, observed }) {
    const place = firstWritten(env, ['identityPoolId']);
    const { userPoolId } = env;
    return whenKnown(observed.identityPoolRoles, place, 'the identity pool was not found', (roles) => {
      if (userPoolId === undefined) return [];
      const own = roles.mappings.filter(({ provider }) => provider.startsWith(`${providerNameOf(userPoolId)}:`));
      return own.flatMap((mapping): readonly Judgement[] => {
        const what = effectOf(mapping, roles.authenticated);
        if (what === undefined) return [];
        const message = `the role mapping of ${mapping.provider} ${what}`;
        const hint =
          'Choose the role by token with the authenticated role for what is ambiguous, or grant those roles what they need yourself.';
        return [problem(place, message, hint)];
      });
    });
  },
};

function effectOf({ type, ambiguous, ruleRoles }: RoleMapping, authenticated: string | undefined): string | undefined {
  const others = type === 'Rules' ? ruleRoles.filter((arn) => arn !== authenticated) : [];
  const parts = [
    ...(others.length > 0
      ? [`sends users by rules to ${[...new Set(others)].join(', ')} instead of the authenticated role`]
      : []),
    ...(ambiguous === 'Deny' ? ['denies credentials to users for whom no role is certain'] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(', and ');
}
