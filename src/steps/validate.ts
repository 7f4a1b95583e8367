import type { Finding, UncheckedItem } from '../domain/finding.ts';
import { RULES } from '../domain/rule.ts';
import { wantedPolicies, type WantedPolicy } from '../policies/wanted.ts';
import { ENV_RULES } from '../rules/index.ts';
import type { EnvView } from '../rules/rule.ts';
import type { Judged } from '../planning/subject.ts';

/** Runs every rule on every env. */
export function validate(views: readonly Omit<EnvView, 'wantedByRole'>[]): Judged {
  const wantedByRole = new Map<string, WantedPolicy[]>();
  for (const policy of views.flatMap(({ manifest, env, observed }) =>
    wantedPolicies(manifest.project, env, observed),
  )) {
    wantedByRole.set(policy.roleArn, [...(wantedByRole.get(policy.roleArn) ?? []), policy]);
  }
  const judged = views.map((view) => judgeEnv({ ...view, wantedByRole }));
  return {
    findings: judged.flatMap((one) => one.findings),
    unchecked: judged.flatMap((one) => one.unchecked),
  };
}

function judgeEnv(view: EnvView): Judged {
  const env = view.env.name;
  const findings: Finding[] = [];
  const unchecked: UncheckedItem[] = [];
  for (const rule of ENV_RULES) {
    for (const judgement of rule.judge(view)) {
      const { place } = judgement;
      if (judgement.kind === 'problem') {
        const { message, hint } = judgement;
        const severity = judgement.severity ?? RULES[rule.id].severity;
        findings.push({ rule: rule.id, severity, message, env, place, ...(hint === undefined ? {} : { hint }) });
      } else {
        const { reason, missingPermission, cause } = judgement.why;
        unchecked.push({
          rule: rule.id,
          env,
          reason,
          place,
          ...(missingPermission === undefined ? {} : { missingPermission }),
          ...(cause === 'unreachable' ? { unreachable: true } : {}),
        });
      }
    }
  }
  return { findings, unchecked: distinct(unchecked) };
}

/** A rule that could not look at two roles for one reason says so once. */
function distinct(items: readonly UncheckedItem[]): readonly UncheckedItem[] {
  const seen = new Map(items.map((item) => [JSON.stringify([item.rule, item.reason, item.place]), item]));
  return [...seen.values()];
}
