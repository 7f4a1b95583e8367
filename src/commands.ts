import type { Finding } from './domain/finding.ts';
import type { PolicyMode } from './domain/manifest.ts';
import type { RunReport } from './domain/report.ts';
import { startOf } from './domain/place.ts';
import { RULES } from './domain/rule.ts';
import type { ActionInputs, CommandName } from './inputs.ts';
import { lockPathOf } from './manifest/output-paths.ts';
import { blockedBy } from './planning/blocked.ts';
import { planEnv } from './planning/plan.ts';
import type { EnvSubject } from './planning/subject.ts';
import type { Aws } from './ports/aws.ts';
import type { Console } from './ports/console.ts';
import type { Runtime } from './ports/runtime.ts';
import type { Workspace } from './ports/workspace.ts';
import { apply, type Candidate } from './steps/apply/apply.ts';
import { inspect } from './steps/inspect/inspect.ts';
import { observeFiles } from './steps/observe-files.ts';
import { readLocks } from './steps/read-locks.ts';
import { readManifests, selectEnvs } from './steps/read-manifests.ts';
import { buildReport } from './steps/report.ts';
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
}

/** Runs one command from inputs to report. Throws only for bugs: everything else is in the report. */
export async function runCommand(inputs: ActionInputs, ports: Ports): Promise<RunReport> {
  const { workspace, runtime, console } = ports;
  const command = COMMANDS[inputs.command];
  const findings: Finding[] = [];
  if (command.writes && READ_ONLY_EVENTS.has(runtime.eventName)) {
    const hint = 'Use validate or plan there, and apply on push, schedule or workflow_dispatch.';
    findings.push(inputFault(`the command ${inputs.command} is refused on ${runtime.eventName}`, hint));
    return buildReport({ inputs, findings, unchecked: [], envs: [], outcomes: [], calls: ports.aws.calls() });
  }

  const read = await readManifests(workspace, inputs);
  const selection = selectEnvs(read.manifests, inputs);
  const locks = await readLocks(workspace, read.manifests);
  findings.push(...read.findings, ...selection.findings, ...locks.findings);

  const chosen = [...selection.envs].flatMap(([manifest, envs]) =>
    envs.map((env) => ({ manifest, env: { ...env, policies: ceiling(inputs.policies, env.policies) } })),
  );
  const phase = ports.aws.phase();
  const observed = await console.group(`Looking at ${chosen.length} env(s) in AWS`, () =>
    inspect(
      chosen.map(({ manifest, env }) => ({
        env,
        lockedRoles: (locks.locks.get(manifest)?.envs[env.name]?.policies ?? []).map((policy) => policy.role),
      })),
      phase,
      { maxParallel: inputs.maxParallel, purpose: command.writes ? 'write' : 'read' },
    ),
  );
  const views = chosen.flatMap((one, index) => {
    const seen = observed[index];
    return seen === undefined ? [] : [{ ...one, observed: seen }];
  });
  const judged = validate(views);
  findings.push(...judged.findings);

  const subjects: EnvSubject[] = [];
  for (const manifest of read.manifests) {
    const own = views.filter((view) => view.manifest === manifest);
    const names = new Set(own.map(({ env }) => env.name));
    const files = command.plans ? await observeFiles(workspace, manifest, names) : new Map<string, never>();
    const lock = locks.locks.get(manifest);
    if (lock === undefined) continue;
    const lockPath = lockPathOf(manifest.file);
    subjects.push(...own.map(({ env, observed: seen }) => ({ manifest, env, observed: seen, lock, lockPath, files })));
  }

  const candidates = subjects.map((subject): Candidate => {
    const plan = command.plans
      ? planEnv(subject, { adopt: inputs.adopt })
      : { subject, changes: [], findings: [], lockEntry: undefined };
    findings.push(...plan.findings);
    const blocked = blockedBy(subject, { findings, unchecked: judged.unchecked });
    return { plan: blocked === undefined ? plan : { ...plan, changes: [] }, blocked };
  });

  const applied = command.writes
    ? await console.group('Applying', () => apply(candidates, phase, { workspace, runtime }))
    : { outcomes: [], findings: [] };
  return buildReport({
    inputs,
    findings: [...findings, ...applied.findings],
    unchecked: judged.unchecked,
    envs: candidates,
    outcomes: applied.outcomes,
    calls: ports.aws.calls(),
  });
}

/** The input can only lower what the manifest allows. */
function ceiling(input: PolicyMode, manifest: PolicyMode): PolicyMode {
  const order: readonly PolicyMode[] = ['off', 'check', 'manage'];
  return order[Math.min(order.indexOf(input), order.indexOf(manifest))] ?? 'off';
}

function inputFault(message: string, hint: string): Finding {
  const rule = 'input/invalid';
  return { rule, severity: RULES[rule].severity, message, hint, env: null, place: startOf('') };
}
