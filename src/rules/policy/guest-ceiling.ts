import { asList } from '../../domain/iam-policy.ts';
import { unchecked } from '../../domain/fact.ts';
import { isWithinGuestCeiling } from '../../iam/guest-ceiling.ts';
import { declaredIn } from '../../categories/index.ts';
import { scopeOf } from '../../policies/wanted.ts';
import { firstWritten, notChecked, problem, type Judgement, type Rule } from '../rule.ts';

/** Rights that Cognito's own session policy keeps from guests. The classic flow has no such policy. */
export const guestCeiling: Rule = {
  id: 'policy/guest-ceiling',
  judge({ env, observed: { identityPool } }) {
    if (identityPool?.state === 'known' && identityPool.value.allowClassicFlow) return [];
    // Only actions count here, and they do not depend on the account.
    const scope = scopeOf(env, env.region ?? '', '');
    return declaredIn(env.categories).flatMap(({ category, entry, index }): readonly Judgement[] => {
      const actions = category
        .statements(entry, { kind: 'guest' }, scope)
        .flatMap(({ Action }) => asList(Action))
        .filter((action) => !isWithinGuestCeiling(action));
      if (actions.length === 0) return [];
      const place = firstWritten(env, ['categories', category.name, index]);
      if (identityPool !== undefined && identityPool.state !== 'known') {
        const reason = 'the identity pool was not found, so it is unknown whether it allows the classic flow';
        return [notChecked(place, identityPool.state === 'unchecked' ? identityPool : unchecked('dependency', reason))];
      }
      const list = [...new Set(actions)].join(', ');
      const message = `${category.name} gives guests what Cognito never lets them have: ${list}`;
      const hint =
        "Cognito's session policy for guests leaves it out. Take it from `guest`, or let users sign in for it.";
      return [problem(place, message, hint)];
    });
  },
};
