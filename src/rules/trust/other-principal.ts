import { asList, type Statement } from '../../domain/iam-policy.ts';
import { isVariable, letsAssume } from '../../iam/trust.ts';
import { problem, type Judgement, type Rule } from '../rule.ts';
import { judgeTrust, leftOpen } from './subject.ts';

export const trustOtherPrincipal: Rule = {
  id: 'trust/other-principal',
  judge: (view) =>
    judgeTrust(view, ({ role, subject, partition }): readonly Judgement[] => {
      const { trust } = role;
      if (trust.state !== 'known') return [];
      const all = trust.value.Statement.filter(letsAssume).flatMap((statement) =>
        othersIn(statement, partition.identityPrincipals),
      );
      const others = all.filter((name) => !isVariable(name));
      const where = `the trust policy of ${role.name}, the ${subject.title},`;
      const open = all.length === others.length ? [] : [leftOpen(subject.place, where, all)];
      if (others.length === 0) return open;
      const message = `others than the identity service may assume ${role.name}, the ${subject.title}: ${[...new Set(others)].join(', ')}`;
      return [
        ...open,
        problem(
          subject.place,
          message,
          'Users of the app and they share all rights of the role: give them a role of their own.',
        ),
      ];
    }),
};

function othersIn(
  { Principal: principal, NotPrincipal: excepted }: Statement,
  identity: readonly string[],
): readonly string[] {
  if (excepted !== undefined) return [`everybody but ${JSON.stringify(excepted)}`];
  if (principal === '*') return ['everybody'];
  return Object.entries(principal ?? {}).flatMap(([kind, names]) =>
    asList(names)
      .filter((name) => kind !== 'Federated' || !identity.includes(name))
      .map((name) => `${kind} ${name}`),
  );
}
