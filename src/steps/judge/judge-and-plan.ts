import type { Command } from '../../interface/commands.ts';
import type { Finding, UncheckedItem } from '../../domain/finding.ts';
import { groupedBy } from '../../domain/ordering.ts';
import type { ActionInputs } from '../../interface/inputs.ts';
import { blockedBy } from '../../plan/blocked.ts';
import { movedFrom } from '../../plan/moved.ts';
import { emptyPlan, planEnv } from '../../plan/plan.ts';
import type { EnvSubject, Judged } from '../../plan/subject.ts';
import { applyIgnores } from '../../rules/ignoring.ts';
import { ENV_RULES } from '../../rules/index.ts';
import type { Candidate } from '../apply/apply.ts';
import { DRIFT_RULES, judgeDrift } from './judge-drift.ts';
import type { ReadManifests } from '../read/read-manifests.ts';
import { reportNames } from '../report/report-names.ts';
import { compareWithReviewed } from './reviewed-plan.ts';
import type { ChosenEnv } from '../read/selected-envs.ts';
import { validate } from './validate.ts';

/** Judges the envs, and for `drift` compares them with the lock. */
export function judge(subjects: readonly EnvSubject[], command: Command, inputs: ActionInputs): Judged {
  const { allowCustom, allowClientSecret } = inputs;
  const valid = validate(subjects, { allowedAccounts: inputs.allowedAccountIds, allowCustom, allowClientSecret });
  const moved = subjects.flatMap((subject) => movedFrom(subject) ?? []);
  const judged = { ...valid, findings: [...valid.findings, ...moved] };
  if (!command.drifts) return judged;
  const drifted = judgeDrift(subjects);
  return {
    findings: [...judged.findings, ...drifted.findings],
    unchecked: [...judged.unchecked, ...drifted.unchecked],
  };
}

/** Marks what the manifests accept. */
export function accept(
  found: readonly Finding[],
  { manifests }: ReadManifests,
  chosen: readonly ChosenEnv[],
  { unchecked }: Judged,
  command: Command,
  today: string,
): readonly Finding[] {
  // Without a lock there is little that an entry about drift could hide.
  const drifts = command.drifts && !found.some(({ rule }) => rule === 'lock/missing');
  const rules = [...ENV_RULES.map(({ id }) => id), ...(drifts ? DRIFT_RULES : [])];
  return manifests.reduce((findings, manifest) => {
    const envs = chosen.filter((one) => one.manifest === manifest).map(({ env }) => env);
    return applyIgnores(findings, { manifest, envs, rules, unchecked }, today);
  }, found);
}

/** Plans every env that may be written, and compares with what was reviewed. */
export function planAll(
  subjects: readonly EnvSubject[],
  judged: Judged,
  command: Command,
  inputs: ActionInputs,
  several: boolean,
): { readonly candidates: readonly Candidate[]; readonly findings: readonly Finding[] } {
  // What a shard has made is published by `collect`.
  const publishes = inputs.publish.has('commit') || inputs.publish.has('pull-request') || inputs.shard !== undefined;
  const judgedOf = byEnv(judged);
  const planned = subjects.map((subject): Candidate => {
    const whole = command.plans ? planEnv(subject, { adopt: inputs.adopt, publishes }) : emptyPlan(subject);
    // Drift offers files and lock; what is in AWS is for apply to change.
    const changes = command.drifts
      ? whole.changes.filter(({ kind }) => kind === 'file' || kind === 'lock')
      : whole.changes;
    const own = judgedOf(subject);
    const blocked = blockedBy(subject, { ...own, findings: [...own.findings, ...whole.findings] });
    return { plan: { ...whole, changes: blocked === undefined ? changes : [] }, blocked };
  });
  const reviewed = compareWithReviewed(planned, inputs.planDigest, reportNames(several));
  return {
    candidates: reviewed.candidates,
    findings: [...planned.flatMap(({ plan }) => plan.findings), ...reviewed.findings],
  };
}

/** What is about one env, or about all of them: there may be thousands of envs, each with findings. */
function byEnv({ findings, unchecked }: Judged): (subject: EnvSubject) => Judged {
  const keyOf = (item: Finding | UncheckedItem) => JSON.stringify([item.place.file, item.env]);
  const errors = findings.filter(({ severity, ignored }) => severity === 'error' && ignored === undefined);
  // One that is about everything blocks everything.
  const common = errors.filter(({ env }) => env === null).slice(0, 1);
  const findingsOf = groupedBy(errors, keyOf);
  const uncheckedOf = groupedBy(unchecked, keyOf);
  return ({ manifest, env }) => {
    const key = JSON.stringify([manifest.file, env.name]);
    return { findings: [...common, ...(findingsOf.get(key) ?? [])], unchecked: uncheckedOf.get(key) ?? [] };
  };
}
