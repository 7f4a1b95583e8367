import type { Finding } from './domain/finding.ts';
import { startOf } from './domain/place.ts';
import type { RunReport } from './domain/report.ts';
import { RULES } from './domain/rule.ts';
import type { ActionInputs, CommandName } from './inputs.ts';
import { lockPathOf } from './manifest/output-paths.ts';
import { blockedBy } from './planning/blocked.ts';
import { emptyPlan, planEnv } from './planning/plan.ts';
import type { EnvSubject, Judged } from './planning/subject.ts';
import type { Aws, AwsPhase } from './ports/aws.ts';
import type { BaseBranch } from './ports/base-branch.ts';
import type { Console } from './ports/console.ts';
import type { Runtime } from './ports/runtime.ts';
import type { Workspace } from './ports/workspace.ts';
import { applyIgnores } from './rules/ignoring.ts';
import { ENV_RULES } from './rules/index.ts';
import { apply, type Candidate } from './steps/apply/apply.ts';
import { inspect } from './steps/inspect/inspect.ts';
import { observeFiles } from './steps/observe-files.ts';
import { readLocks } from './steps/read-locks.ts';
import { readManifests, selectEnvs } from './steps/read-manifests.ts';
import { buildReport } from './steps/report.ts';
import { compareWithReviewed } from './steps/reviewed-plan.ts';
import { chosenEnvs, type ChosenEnv } from './steps/selected-envs.ts';
import { validate } from './steps/validate.ts';

/** What a command does after the manifests are read, AWS is inspected and the rules have spoken. */
interface Command {
  /** Looks at the files on disk and works out what would change. */
  readonly plans: boolean;
  /** Carries the plan out. Such a command is refused where foreign code may have a say. */
  readonly writes: boolean;
}

const COMMANDS: Readonly<Record<CommandName, Command>> = {
  validate: { plans: false, writes: false },
  plan: { plans: true, writes: false },
  apply: { plans: true, writes: true },
};

/** Events on which nothing is written: what triggers them, or what they check out, is not under the owners' control. */
const READ_ONLY_EVENTS: ReadonlySet<string> = new Set([
  'pull_request',
  'pull_request_target',
  'merge_group',
  'issue_comment',
  'workflow_run',
]);

export interface Ports {
  readonly aws: Aws;
  readonly workspace: Workspace;
  readonly runtime: Runtime;
  readonly console: Console;
  /** Only where a change is looked at that is not merged yet. */
  readonly base?: BaseBranch | undefined;
}

/** Runs one command from inputs to report. Throws only for bugs: everything else is in the report. */
export async function runCommand(inputs: ActionInputs, ports: Ports): Promise<RunReport> {
  const { workspace, runtime } = ports;
  const command = COMMANDS[inputs.command];
  if (command.writes && READ_ONLY_EVENTS.has(runtime.eventName)) {
    const findings = [refused(inputs.command, runtime.eventName)];
    return buildReport({ inputs, findings, unchecked: [], envs: [], outcomes: [], calls: ports.aws.calls() });
  }

  const today = runtime.today();
  const read = await readManifests(workspace, inputs, today);
  const selection = selectEnvs(read.manifests, inputs);
  const locks = await readLocks(workspace, read.manifests);
  const choice = await chosenEnvs(selection, locks.locks, {
    ceiling: inputs.policies,
    prune: inputs.prune,
    base: ports.base,
    today,
  });
  const phase = ports.aws.phase();
  const subjects = await look(choice.envs, phase, inputs, ports);
  const judged = validate(subjects, inputs.allowedAccountIds);
  const found = [...read.findings, ...selection.findings, ...locks.findings, ...choice.findings, ...judged.findings];
  const accepted = read.manifests.reduce<readonly Finding[]>((findings, manifest) => {
    const envs = choice.envs.filter((one) => one.manifest === manifest).map(({ env }) => env);
    const rules = ENV_RULES.map(({ id }) => id);
    return applyIgnores(findings, { manifest, envs, rules, unchecked: judged.unchecked }, today);
  }, found);

  const planned = planAll(subjects, { findings: accepted, unchecked: judged.unchecked }, command, inputs);
  const applied = command.writes
    ? await ports.console.group('Applying', () => apply(planned.candidates, phase, { workspace, runtime }))
    : { outcomes: [], findings: [] };
  return buildReport({
    inputs,
    findings: [...accepted, ...planned.findings, ...applied.findings],
    unchecked: judged.unchecked,
    envs: planned.candidates,
    outcomes: applied.outcomes,
    calls: ports.aws.calls(),
  });
}

/** Looks at the envs in AWS and, for commands that plan, at their files. */
async function look(
  chosen: readonly ChosenEnv[],
  phase: AwsPhase,
  inputs: ActionInputs,
  { workspace, console }: Ports,
): Promise<readonly EnvSubject[]> {
  const command = COMMANDS[inputs.command];
  const observed = await console.group(`Looking at ${chosen.length} env(s) in AWS`, () =>
    inspect(
      chosen.map(({ env, lock, refused: why }) => ({
        env,
        lockedRoles: [...new Set((lock.envs[env.name]?.policies ?? []).map((policy) => policy.role))],
        refused: why,
      })),
      phase,
      {
        maxParallel: inputs.maxParallel,
        purpose: command.writes ? 'write' : 'read',
        allowedAccounts: inputs.allowedAccountIds,
      },
    ),
  );
  const files = new Map<ChosenEnv['manifest'], EnvSubject['files']>();
  for (const { manifest, lock } of command.plans ? chosen : []) {
    const names = new Set(chosen.filter((one) => one.manifest === manifest).map(({ env }) => env.name));
    if (!files.has(manifest)) files.set(manifest, await observeFiles(workspace, manifest, lock, names));
  }
  return chosen.flatMap(({ kind, manifest, env, lock }, index): readonly EnvSubject[] => {
    const seen = observed[index];
    if (seen === undefined) return [];
    const own = files.get(manifest) ?? new Map<string, never>();
    return [{ kind, manifest, env, observed: seen, lock, lockPath: lockPathOf(manifest.file), files: own }];
  });
}

/** Plans every env that may be written, and compares with what was reviewed. */
function planAll(
  subjects: readonly EnvSubject[],
  judged: Judged,
  command: Command,
  inputs: ActionInputs,
): { readonly candidates: readonly Candidate[]; readonly findings: readonly Finding[] } {
  const planned = subjects.map((subject) => {
    const plan = command.plans ? planEnv(subject, { adopt: inputs.adopt }) : emptyPlan(subject);
    const findings = [...judged.findings, ...plan.findings];
    const blocked = blockedBy(subject, { findings, unchecked: judged.unchecked });
    return { plan: blocked === undefined ? plan : { ...plan, changes: [] }, blocked };
  });
  const reviewed = compareWithReviewed(planned, inputs.planDigest);
  return {
    candidates: reviewed.candidates,
    findings: [...planned.flatMap(({ plan }) => plan.findings), ...reviewed.findings],
  };
}

function refused(command: string, event: string): Finding {
  const rule = 'input/invalid';
  const message = `the command ${command} is refused on ${event}`;
  const hint = 'Use validate or plan there, and apply on push, schedule or workflow_dispatch.';
  return { rule, severity: RULES[rule].severity, message, hint, env: null, place: startOf('') };
}
