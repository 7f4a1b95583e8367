import { commandOf, type Command } from './commands.ts';
import type { Finding } from './domain/finding.ts';
import type { Manifest } from './domain/manifest.ts';
import { startOf } from './domain/place.ts';
import type { RunReport } from './domain/report.ts';
import { RULES } from './domain/rule.ts';
import { eventRules } from './events.ts';
import type { ActionInputs } from './inputs.ts';
import { blockedBy } from './planning/blocked.ts';
import { emptyPlan, planEnv } from './planning/plan.ts';
import type { EnvSubject, Judged } from './planning/subject.ts';
import type { Aws } from './ports/aws.ts';
import type { BaseBranch } from './ports/base-branch.ts';
import type { Console } from './ports/console.ts';
import type { Runtime } from './ports/runtime.ts';
import type { Workspace } from './ports/workspace.ts';
import { applyIgnores } from './rules/ignoring.ts';
import { ENV_RULES } from './rules/index.ts';
import { apply, type Applied, type Candidate } from './steps/apply/apply.ts';
import { DRIFT_RULES, judgeDrift } from './steps/judge-drift.ts';
import { discover } from './steps/discover/discover.ts';
import { look, modeOf } from './steps/look.ts';
import { pendingLocks } from './steps/pending-lock.ts';
import { permissionsDocument } from './steps/permissions.ts';
import { preflight } from './steps/preflight.ts';
import { publishRun, type PublishPorts } from './steps/publish-run.ts';
import { NOTHING_PUBLISHED } from './steps/publish.ts';
import { readLocks } from './steps/read-locks.ts';
import { readManifests, selectEnvs, type ReadManifests } from './steps/read-manifests.ts';
import { buildReport, nothingDone, type RunParts } from './steps/report.ts';
import { compareWithReviewed } from './steps/reviewed-plan.ts';
import { chosenEnvs, type ChosenEnv } from './steps/selected-envs.ts';
import { validate } from './steps/validate.ts';

export interface Ports extends PublishPorts {
  readonly aws: Aws;
  readonly workspace: Workspace;
  readonly runtime: Runtime;
  readonly console: Console;
  /** Only where a change is looked at that is not merged yet. */
  readonly base?: BaseBranch | undefined;
}

/** What a run leaves for those who tell of it. */
export interface Ran {
  readonly report: RunReport;
  readonly manifests: readonly Manifest[];
}

/** Runs one command from inputs to report. Throws only for bugs: everything else is in the report. */
export async function runPipeline(inputs: ActionInputs, ports: Ports): Promise<Ran> {
  const command = commandOf(inputs);
  const { runtime, aws } = ports;
  if (command.writes && !eventRules(runtime.eventName).writes) {
    return { report: refusedReport(inputs, runtime.eventName, aws), manifests: [] };
  }
  if (inputs.command === 'discover') return discover(inputs, ports);
  const read = await readManifests(ports.workspace, inputs, runtime.today());
  const locks = await pendingLocks(await readLocks(ports.workspace, read.manifests), inputs, ports);
  const selection = selectEnvs(
    read.manifests,
    inputs,
    [...locks.locks.values()].flatMap((lock) => Object.keys(lock.envs)),
  );
  if (!command.looks) {
    const found = [...read.findings, ...locks.findings, ...selection.findings];
    const document = permissionsDocument(selection, locks.locks, runtime);
    const parts = {
      ...nothingDone(inputs, aws),
      findings: found,
      mode: 'offline' as const,
      notes: locks.notes,
      document,
    };
    return { report: buildReport(parts), manifests: read.manifests };
  }
  const choice = await chosenEnvs(selection, locks.locks, {
    ceiling: inputs.policies,
    prune: inputs.prune && command.plans && !command.drifts,
    unlinks: command.unlinks,
    takesBack: command.plans && !command.drifts,
    base: ports.base,
    today: runtime.today(),
  });
  const mode = await modeOf(command, inputs, ports);
  const phase = aws.phase();
  const subjects = await look(choice.envs, mode, phase, command, inputs, ports);
  const judged = judge(subjects, command, inputs);
  const barriers = command.writes ? await preflight(inputs, read.manifests[0]?.file ?? '', runtime, ports.github) : [];
  const found = [
    ...read.findings,
    ...locks.findings,
    ...selection.findings,
    ...choice.findings,
    ...mode.findingsFor(subjects),
    ...judged.findings,
    ...barriers,
  ];
  const accepted = accept(found, read, choice.envs, judged, command, runtime.today());
  const planned = planAll(subjects, { findings: accepted, unchecked: judged.unchecked }, command, inputs);
  const applied: Applied = command.writes
    ? await ports.console.group('Applying', () => apply(planned.candidates, phase, ports))
    : { outcomes: [], findings: [] };

  const parts: RunParts = {
    inputs,
    findings: [...accepted, ...planned.findings, ...applied.findings],
    unchecked: judged.unchecked,
    envs: planned.candidates,
    outcomes: applied.outcomes,
    calls: aws.calls(),
    mode: mode.name,
    publication: NOTHING_PUBLISHED,
    notes: [...locks.notes, ...planned.candidates.flatMap(({ plan }) => plan.notes)],
    document: undefined,
  };
  const published = await publishRun(parts, locks, command, ports);
  const report = buildReport({
    ...parts,
    findings: [...parts.findings, ...published.findings],
    publication: published.publication,
    notes: [...parts.notes, ...published.notes],
  });
  return { report, manifests: read.manifests };
}

function judge(subjects: readonly EnvSubject[], command: Command, inputs: ActionInputs): Judged {
  const allowed = { allowedAccounts: inputs.allowedAccountIds, allowCustom: inputs.allowCustom };
  const judged = validate(subjects, allowed);
  if (!command.drifts) return judged;
  const drifted = judgeDrift(subjects);
  return {
    findings: [...judged.findings, ...drifted.findings],
    unchecked: [...judged.unchecked, ...drifted.unchecked],
  };
}

/** Marks what the manifests accept. */
function accept(
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
function planAll(
  subjects: readonly EnvSubject[],
  judged: Judged,
  command: Command,
  inputs: ActionInputs,
): { readonly candidates: readonly Candidate[]; readonly findings: readonly Finding[] } {
  const publishes = inputs.publish.has('commit') || inputs.publish.has('pull-request');
  const planned = subjects.map((subject): Candidate => {
    const whole = command.plans ? planEnv(subject, { adopt: inputs.adopt, publishes }) : emptyPlan(subject);
    // Drift offers files and lock; what is in AWS is for apply to change.
    const changes = command.drifts
      ? whole.changes.filter(({ kind }) => kind === 'file' || kind === 'lock')
      : whole.changes;
    const findings = [...judged.findings, ...whole.findings];
    const blocked = blockedBy(subject, { findings, unchecked: judged.unchecked });
    return { plan: { ...whole, changes: blocked === undefined ? changes : [] }, blocked };
  });
  const reviewed = compareWithReviewed(planned, inputs.planDigest);
  return {
    candidates: reviewed.candidates,
    findings: [...planned.flatMap(({ plan }) => plan.findings), ...reviewed.findings],
  };
}

function refusedReport(inputs: ActionInputs, event: string, aws: Aws): RunReport {
  const rule = 'input/invalid';
  const finding: Finding = {
    rule,
    severity: RULES[rule].severity,
    message: `the command ${inputs.command} is refused on ${event}`,
    hint: 'Use validate or plan there, and apply on push, schedule or workflow_dispatch.',
    env: null,
    place: startOf(''),
  };
  return buildReport({ ...nothingDone(inputs, aws), findings: [finding] });
}
