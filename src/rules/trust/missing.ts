import { variablePrincipals } from '../../iam/trust.ts';
import { problem, type Rule } from '../rule.ts';
import { judgeTrust, leftOpen } from './subject.ts';

export const trustMissing: Rule = {
  id: 'trust/missing',
  judge: (view) =>
    judgeTrust(view, ({ role, subject, allow, deny, fix }) => {
      const [forbidden] = deny;
      if (forbidden !== undefined) {
        const message = `statement ${forbidden.number} of the trust policy of ${role.name}, the ${subject.title}, forbids the identity service to assume it`;
        return [problem(subject.place, message, `Remove the Deny. ${fix}`)];
      }
      const { trust } = role;
      const variables = trust.state === 'known' ? variablePrincipals(trust.value) : [];
      if (variables.length > 0) {
        return [leftOpen(subject.place, `the trust policy of ${role.name}, the ${subject.title},`, variables)];
      }
      if (allow.length > 0) return [];
      const message = `the trust policy of ${role.name}, the ${subject.title}, does not let the identity service assume it`;
      return [problem(subject.place, message, fix)];
    }),
};
