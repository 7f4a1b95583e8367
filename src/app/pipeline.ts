import { commandOf, type Command } from '../interface/commands.ts';
import { findingOf, type Finding } from '../domain/finding.ts';
import { startOf } from '../domain/place.ts';
import type { RunReport } from '../domain/report.ts';
import { mayBeForeign, rulesOf, titleOfEvent, unpublishedOn, WRITING_EVENTS } from '../interface/events.ts';
import type { ActionInputs } from '../interface/inputs.ts';
import type { EnvSubject } from '../plan/subject.ts';
import type { Manifest } from '../manifest/model.ts';
import type { AwsPhase } from '../ports/aws.ts';
import { DECLINED } from '../ports/person.ts';
import type { Ports } from '../ports/ports.ts';
import type { Runtime } from '../ports/runtime.ts';
import { apply, type Applied, type Candidate } from '../steps/apply/apply.ts';
import { collect } from '../steps/fleet/collect.ts';
import { accept, judge, planAll } from '../steps/judge/judge-and-plan.ts';
import { discover } from '../steps/discover/discover.ts';
import { modeOf, observe, type Mode } from '../steps/observe/observe.ts';
import { fleetOf, matrixOf, shardOf, type FleetEnv } from '../steps/fleet/fleet.ts';
import { pendingLocks, type PendingLocks } from '../steps/read/pending-lock.ts';
import { permissionsDocument } from '../steps/report/permissions.ts';
import { branchBarriers, preflight } from '../steps/publish/preflight.ts';
import { Progress } from '../steps/report/progress.ts';
import { simulate } from '../steps/simulate/simulate.ts';
import { publishRun } from '../steps/publish/publish-run.ts';
import { readLocks } from '../steps/read/read-locks.ts';
import { readManifests, selectEnvs, type ReadManifests, type Selection } from '../steps/read/read-manifests.ts';
import type { Ran } from '../steps/report/ran.ts';
import { buildReport, nothingDone, published, type RunParts } from '../steps/report/report.ts';
import { chosenEnvs } from '../steps/read/selected-envs.ts';

/** Runs one command from inputs to report. Throws only for bugs: everything else is in the report. */
export async function runPipeline(inputs: ActionInputs, ports: Ports): Promise<Ran> {
  const { runtime, aws } = ports;
  const whole = commandOf(inputs);
  const refused = refusalOf(whole, inputs, runtime);
  if (refused !== undefined) {
    return { report: buildReport({ ...nothingDone(inputs, aws), findings: [refused] }), manifests: [] };
  }
  const unpublished = unpublishedOn(runtime);
  const command: Command = unpublished === undefined ? whole : { ...whole, publishes: 'nothing' };
  if (inputs.command === 'discover') return discover(inputs, ports);
  const read = await readManifests(ports.workspace, inputs, runtime.today());
  const here = await readLocks(ports.workspace, read.manifests);
  const locks = await pendingLocks(here, inputs, ports);
  const lockedEnvs = [...locks.locks.values()].flatMap((lock) => Object.keys(lock.envs));
  const selection = selectEnvs(read.manifests, inputs, lockedEnvs);
  const basis: Basis = {
    read,
    locks,
    selection,
    fleet: fleetOf(selection, here.locks),
    findings: [...read.findings, ...locks.findings, ...selection.findings],
  };
  const report = command.observes
    ? await runOnEnvs(basis, command, inputs, ports)
    : await runWithoutAws(basis, inputs, ports);
  return { report, manifests: read.manifests };
}

/** What every command begins with. */
interface Basis {
  readonly read: ReadManifests;
  readonly locks: PendingLocks;
  readonly selection: Selection;
  readonly fleet: readonly FleetEnv[];
  readonly findings: readonly Finding[];
}

/** Commands for which manifests, locks and what shards have made are enough. */
async function runWithoutAws(
  { read, locks, selection, fleet, findings }: Basis,
  inputs: ActionInputs,
  ports: Ports,
): Promise<RunReport> {
  const parts = {
    ...nothingDone(inputs, ports.aws),
    findings,
    mode: 'offline' as const,
    notes: [...locks.notes, ...selection.notes],
  };
  switch (inputs.command) {
    case 'matrix': {
      const matrix = matrixOf(fleet, inputs);
      return buildReport({ ...parts, findings: [...findings, ...matrix.findings], matrix: matrix.rows });
    }
    case 'collect':
      return collect({ manifests: read.manifests, locks, fleet, findings }, inputs, ports);
    default:
      return buildReport({ ...parts, document: permissionsDocument(selection, locks.locks, ports.runtime) });
  }
}

async function runOnEnvs(
  { read, locks, selection, fleet, findings }: Basis,
  command: Command,
  inputs: ActionInputs,
  ports: Ports,
): Promise<RunReport> {
  const { runtime, aws } = ports;
  const choice = await chosenEnvs(selection, locks.locks, {
    ceiling: inputs.policies,
    prune: inputs.prune && command.plans && !command.drifts,
    unlinks: command.unlinks,
    takesBack: command.plans && !command.drifts,
    base: ports.base,
    today: runtime.today(),
  });
  const { envs, quotaPart, manifests } = shardOf(choice.envs, fleet, inputs.shard);
  const several = new Set(choice.envs.map(({ manifest }) => manifest)).size > 1;
  const mode = await modeOf(command, inputs, ports);
  const phase = aws.phase({ quotaPart });
  const observed = await observe(envs, mode, phase, command, inputs, ports);
  const subjects = await simulated(observed, mode, phase, command, ports);
  const judged = judge(subjects, command, inputs, runtime.today());
  const found = [...findings, ...choice.findings, ...mode.findingsFor(subjects), ...judged.findings];
  const planned = await unlessBarred(command, inputs, read.manifests, ports, (barriers) => {
    const accepted = accept([...found, ...barriers], read, envs, judged, command, runtime.today());
    const plans = planAll(subjects, { findings: accepted, unchecked: judged.unchecked }, command, inputs, several);
    return { ...plans, accepted, barriers, busy: plans.candidates.filter(isBusy) };
  });
  const { accepted, barriers, busy } = planned;
  const preview: RunParts = {
    ...nothingDone(inputs, aws),
    several,
    findings: [...accepted, ...planned.findings],
    unchecked: judged.unchecked,
    envs: planned.candidates,
    mode: mode.name,
    notes: [
      ...locks.notes,
      ...selection.notes,
      ...mode.notes,
      ...unpublishedNotes(inputs, runtime),
      ...planned.candidates.flatMap(({ plan }) => plan.notes),
    ],
  };
  if (command.writes && busy.length > 0 && ports.person !== undefined && ports.person !== 'nobody') {
    const plan = buildReport(preview);
    if (!(await ports.person.approves(plan))) return { ...plan, result: 'failure', incomplete: DECLINED };
  }
  const progress = new Progress('applied', busy.length, ports);
  const applied: Applied = command.writes
    ? await ports.console.group('Applying', () =>
        apply(planned.candidates, phase, ports, () => {
          progress.done();
        }),
      )
    : { outcomes: [], findings: [] };

  const parts: RunParts = {
    ...preview,
    calls: aws.calls(),
    findings: [...preview.findings, ...applied.findings],
    outcomes: applied.outcomes,
  };
  // What cannot be published has been reported already; nothing was made that could be lost.
  const channels = barriers.length > 0 ? 'nothing' : command.publishes;
  const report = buildReport(parts);
  const made = { inputs, report, envs: planned.candidates, manifests };
  const outcome = await publishRun(made, locks, { ...command, publishes: channels }, ports);
  return published(report, outcome, inputs);
}

/** Only drift gets this far on such an event and would publish something. */
function unpublishedNotes({ command, publish }: ActionInputs, runtime: Runtime): readonly string[] {
  const note = command === 'drift' && publish.has('pull-request') ? unpublishedOn(runtime) : undefined;
  return note === undefined ? [] : [note];
}

function isBusy({ plan, blocked }: Candidate): boolean {
  return blocked === undefined && plan.changes.length > 0;
}

/** Plans, and plans again with what bars the way to the repository: nothing is written in AWS then. */
async function unlessBarred<T extends { readonly busy: readonly Candidate[] }>(
  { writes }: Command,
  inputs: ActionInputs,
  manifests: readonly Manifest[],
  { runtime, github, person }: Pick<Ports, 'runtime' | 'github' | 'person'>,
  plan: (barriers: readonly Finding[]) => T,
): Promise<T> {
  const unasked = person === 'nobody' ? [needsYes(inputs)] : [];
  const barriers = writes ? [...unasked, ...(await preflight(inputs, manifests, runtime, github))] : [];
  const planned = plan(barriers);
  // A branch of somebody else's is in nobody's way as long as there is nothing to publish.
  if (!writes || barriers.length > 0 || planned.busy.length === 0) return planned;
  const foreign = await branchBarriers(inputs, manifests, runtime, github);
  return foreign.length === 0 ? planned : plan(foreign);
}

/** In a terminal a command that writes asks first; without anybody to ask it has to be told. */
function needsYes({ command }: ActionInputs): Finding {
  const message = `${command} asks before it writes, and there is no terminal to ask`;
  const hint = 'Add --yes, or look first with --dry-run.';
  return findingOf('input/invalid', startOf(''), { message, hint });
}

/** Simulation is for what is really there: the lock holds no policies. */
function simulated(
  subjects: readonly EnvSubject[],
  mode: Mode,
  phase: AwsPhase,
  command: Command,
  { console }: Pick<Ports, 'console'>,
): Promise<readonly EnvSubject[]> {
  if (!command.proves || mode.name === 'offline') return Promise.resolve(subjects);
  const purpose = command.writes ? 'write' : 'read';
  return console.group('Simulating the wanted rights', () => simulate(subjects, phase, purpose));
}

/** Why the command may not run on this event at all; undefined: it may. */
function refusalOf(command: Command, inputs: ActionInputs, runtime: Runtime): Finding | undefined {
  const event = titleOfEvent(runtime);
  const refuse = (why: string, hint: string): Finding => {
    const rule = 'input/invalid';
    const message = `the command ${inputs.command} is refused on ${event}${why}`;
    return findingOf(rule, startOf(''), { message, hint });
  };
  if (command.writes && !rulesOf(runtime).writes) {
    return refuse('', `Use validate or plan there, and ${inputs.command} on ${WRITING_EVENTS.join(', ')}.`);
  }
  // The lock cannot stand in for AWS there, and AWS is not read.
  if (!command.offline && mayBeForeign(runtime)) {
    const why = ': its checkout may hold code of strangers, so AWS is not read';
    return refuse(why, `Use validate or plan there, and ${inputs.command} on ${WRITING_EVENTS.join(', ')}.`);
  }
  return undefined;
}
