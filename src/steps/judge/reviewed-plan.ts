import { findingOf, type Finding } from '../../domain/finding.ts';
import { differenceFrom, parseReviewedPlan } from '../../plan/digest.ts';
import type { EnvSubject } from '../../plan/subject.ts';
import type { Candidate } from '../apply/apply.ts';

/**
 * Holds the plans against the digest of a reviewed one. An env whose plan is another is left unchanged; the others go on. Without a
 * digest nothing is compared.
 */
export function compareWithReviewed(
  candidates: readonly Candidate[],
  digest: string,
  nameOf: (subject: EnvSubject) => string,
): { readonly candidates: readonly Candidate[]; readonly findings: readonly Finding[] } {
  const reviewed = digest === '' ? undefined : parseReviewedPlan(digest);
  if (reviewed === undefined) return { candidates, findings: [] };
  const all = candidates
    .filter(({ plan }) => plan.changes.length > 0)
    .map(({ plan }) => [nameOf(plan.subject), plan] as const);
  const findings: Finding[] = [];
  const compared = candidates.map((candidate): Candidate => {
    const { plan, blocked } = candidate;
    if (blocked !== undefined) return candidate;
    const difference = differenceFrom(reviewed, nameOf(plan.subject), plan, all);
    if (difference === undefined) return candidate;
    const rule = 'plan/changed';
    const { env } = plan.subject;
    findings.push(
      findingOf(rule, env.keyPlace, {
        message: `the plan is not the one whose digest was given: ${difference}`,
        hint: 'Review the plan again and give its digest.',
        env: env.name,
      }),
    );
    return { plan, blocked: { by: 'errors', reason: 'its plan is not the reviewed one (plan/changed)' } };
  });
  return { candidates: compared, findings };
}
