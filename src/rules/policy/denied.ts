import { firstWritten, notChecked, problem, type Judgement, type Rule } from '../rule.ts';

/**
 * Rights that IAM's simulator says would be forbidden even with our policies in place. Only what is sure is a finding: a Deny that holds
 * for the request, or a boundary that leaves the right out.
 */
export const policyDenied: Rule = {
  id: 'policy/denied',
  judge({ env, observed: { proof } }) {
    if (proof === undefined) return [];
    const place = (category: string, entry: number) =>
      firstWritten(env, ['categories', category, entry], ['identityPoolId']);
    const groups = new Map<string, (typeof proof.forbidden)[number][]>();
    for (const one of proof.forbidden) {
      const key = JSON.stringify([one.category, one.entry, one.grantee, one.by, one.policies]);
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    const problems = [...groups.values()].flatMap((group): readonly Judgement[] => {
      const [first] = group;
      if (first === undefined) return [];
      const { category, entry, grantee, by, policies } = first;
      const what = group.map((one) => one.what).join('; ');
      const where = policies.length === 0 ? '' : ` in ${policies.join(', ')}`;
      const message =
        by === 'explicit'
          ? `${category} for ${grantee}: an explicit Deny${where} forbids ${what}`
          : `${category} for ${grantee}: the permissions boundary of the role forbids ${what}`;
      const hint =
        by === 'explicit'
          ? 'No policy can allow what another denies: narrow the Deny, or take the right out of the manifest.'
          : 'Have the right added to the boundary, or take it out of the manifest.';
      return [problem(place(category, entry), message, hint)];
    });
    return [...problems, ...proof.unproven.map(({ category, entry, why }) => notChecked(place(category, entry), why))];
  },
};
