import { findingOf, uncheckedItemOf, type Finding, type UncheckedItem } from '../../domain/finding.ts';
import { entryOf } from '../../lock/lock-file.ts';
import type { Manifest } from '../../manifest/model.ts';
import { isOwnPlace } from '../../manifest/own-place.ts';
import { byRole } from '../../policies/inline-quota.ts';
import { roleUses, type RoleUse } from '../../rules/role-users.ts';
import { ENV_RULES } from '../../rules/index.ts';
import type { EnvView, Rule } from '../../rules/rule.ts';
import { wantedIn, type EnvSubject, type Judged } from '../../plan/subject.ts';

/** What the run's inputs allow. */
export type Allowed = Pick<EnvView, 'allowedAccounts' | 'allowCustom' | 'allowClientSecret' | 'today'>;

/** Runs every rule on every env. What is only in the lock is judged for its credentials only. */
export function validate(subjects: readonly EnvSubject[], allowed: Allowed): Judged {
  const declared = subjects.filter(({ kind }) => kind === 'declared');
  const wantedByRole = byRole(declared.flatMap(wantedIn));
  const usesOf = new Map<Manifest, readonly RoleUse[]>();
  const judged = subjects.map(({ kind, manifest, env, observed, amplify, backend, lock }) => {
    const uses =
      usesOf.get(manifest) ??
      roleUses(
        manifest,
        lock,
        new Map(declared.filter((one) => one.manifest === manifest).map((one) => [one.env.name, one])),
      );
    usesOf.set(manifest, uses);
    const rules = kind === 'declared' ? ENV_RULES : ENV_RULES.filter(({ id }) => id.startsWith('account/'));
    const entry = entryOf(lock, env.name);
    return judgeEnv(
      { manifest, env, entry, observed, wantedByRole, amplify, backend, roleUses: uses, ...allowed },
      rules,
    );
  });
  return {
    findings: judged.flatMap((one) => one.findings),
    unchecked: judged.flatMap((one) => one.unchecked),
  };
}

function judgeEnv(view: EnvView, rules: readonly Rule[]): Judged {
  const env = view.env.name;
  const findings: Finding[] = [];
  const unchecked: UncheckedItem[] = [];
  for (const rule of rules) {
    for (const judgement of rule.judge(view)) {
      const { place } = judgement;
      if (judgement.kind === 'problem') {
        const { message, hint, fields, severity } = judgement;
        const fix = isOwnPlace(view.manifest, view.env, place) ? judgement.fix : undefined;
        findings.push(findingOf(rule.id, place, { message, hint, env, severity, fields, fix }));
      } else {
        unchecked.push(uncheckedItemOf(rule.id, env, place, judgement.why));
      }
    }
  }
  return { findings, unchecked: distinct(unchecked) };
}

/** A rule that could not look at two things for one reason says so once, but for every permission that is missing. */
function distinct(items: readonly UncheckedItem[]): readonly UncheckedItem[] {
  const seen = new Map(
    items.map((item) => [JSON.stringify([item.rule, item.reason, item.place, item.resource]), item]),
  );
  return [...seen.values()];
}
