import { unchecked, valueOf, type Fact } from '../../domain/fact.ts';
import type { Role } from '../../domain/observed.ts';
import { parsePolicy } from '../../iam/document.ts';
import { heldPolicies } from '../../policies/observed-roles.ts';
import { parseOwnedName } from '../../policies/owned-names.ts';
import { privilegesOf } from '../../iam/privileges.ts';
import { wantsGuests } from '../../policies/wanted.ts';
import { isShared } from '../roles.ts';
import { firstWritten, notChecked, problem, type EnvView, type Judgement, type Problem, type Rule } from '../rule.ts';
import { judgeCustom } from './privileged-custom.ts';
import { judgeLambdas } from './privileged-lambda.ts';

const HINT =
  'Every user of the app may do this. Take it off the role. What the app needs of it should be single actions (no NotAction) on resources that are named.';

/**
 * Looks at what the manifest's own statements would grant, and at all policies of the roles that everybody gets, foreign ones included; guests' too as soon as the identity pool names a
 * role for them. A group's role is left out: an administrators' group may well administer.
 */
export const policyPrivileged: Rule = {
  id: 'policy/privileged',
  judge(view) {
    const { authRole, guestRole, identityPoolRoles } = view.observed;
    const named = identityPoolRoles && valueOf(identityPoolRoles);
    const all = [...judgeCustom(view), ...judgeLambdas(view), ...judgeRole(view, authRole, 'authenticated role')];
    if (named !== undefined && isShared(named)) return all;
    // A role that nobody wants and that does not exist leaves nothing open.
    if (guestRole?.state === 'absent' && !wantsGuests(view.env)) return all;
    return [...all, ...judgeRole(view, guestRole, 'unauthenticated role')];
  },
};

function judgeRole({ env, manifest }: EnvView, fact: Fact<Role> | undefined, title: string): readonly Judgement[] {
  const place = firstWritten(env, ['identityPoolId']);
  if (fact === undefined) return [];
  if (fact.state !== 'known') {
    return [
      notChecked(place, fact.state === 'unchecked' ? fact : unchecked('dependency', `the ${title} was not found`)),
    ];
  }
  const role = fact.value;
  return heldPolicies(role).flatMap(({ name, text }): readonly Judgement[] => {
    if (text.state === 'unchecked') return [notChecked(place, text)];
    const document = parsePolicy(valueOf(text) ?? '');
    if (document === undefined) {
      return [notChecked(place, unchecked('dependency', `the policy ${name} of ${role.name} cannot be understood`))];
    }
    const { administrative, broad } = privilegesOf(document);
    const say = (patterns: readonly string[], hint: string): Problem =>
      problem(place, `the policy ${name} of ${role.name}, the ${title}, allows ${patterns.join(', ')}`, hint);
    const owned = parseOwnedName(manifest.project, name) !== undefined;
    return [
      ...(administrative.length === 0 ? [] : [say(administrative, HINT)]),
      ...(broad.length === 0 || owned
        ? []
        : [
            {
              ...say(broad, "It is the console's own default; the Amplify libraries need none of it."),
              severity: 'warning' as const,
            },
          ]),
    ];
  });
}
