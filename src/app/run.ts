import { findingOf, type Finding } from '../domain/finding.ts';
import { startOf } from '../domain/place.ts';
import type { RunReport } from '../domain/report.ts';
import { loadInputs, type ActionInputs, type LoadedInputs } from '../interface/inputs.ts';
import { runPipeline } from './pipeline.ts';
import type { Ports } from '../ports/ports.ts';
import type { Ran } from '../steps/report/ran.ts';
import type { Runtime } from '../ports/runtime.ts';
import { maskedReport, maskingConsole } from '../report/mask.ts';
import { REPORTERS } from '../reporters/index.ts';
import { TITLE, type Reported, type ReporterPorts } from '../reporters/reporter.ts';
import { buildReport, nothingDone } from '../steps/report/report.ts';
import { Sinks } from '../steps/report/sinks.ts';
import { reportOnGitHub, type GitHubReport } from '../steps/report/report-on-github.ts';

/** What a run tells with, whatever becomes of the rest. */
export type Edge = Pick<Ports, 'console' | 'results' | 'runtime'>;

/** Inputs, and what the run works with. */
export interface Opened {
  readonly loaded: LoadedInputs;
  readonly ports: Ports;
}

/** Opens what a run needs, and runs. That it cannot be opened is reported everywhere, too. */
export async function openAndRun(edge: Edge, open: () => Promise<Opened>): Promise<number> {
  let opened: Opened;
  try {
    opened = await open();
  } catch (error) {
    const { inputs } = loadInputs(() => '');
    const calls = { total: 0, byOperation: {}, throttled: 0 };
    const nothing = buildReport(nothingDone(inputs, { calls: () => calls }));
    const report = failed(nothing, `${BUG}${reportBug(error, edge)}`);
    const none = () => Promise.reject(new Error('there is no workspace'));
    return leave({ report, manifests: [] }, inputs, { ...edge, workspace: { stage: none }, github: none }, false);
  }
  return run(opened.loaded, opened.ports);
}

/**
 * Runs a command and reports on it everywhere; gives the exit code. This is the only place where an error may end up: whatever
 * happens, outputs, summary and report are there.
 */
export async function run(loaded: LoadedInputs, unmasked: Ports): Promise<number> {
  const { inputs, problems } = loaded;
  const ports = inputs.maskAccountIds ? { ...unmasked, console: maskingConsole(unmasked.console) } : unmasked;
  const ran = await runOrFail(loaded, ports);
  return leave(ran, inputs, ports, problems.length === 0 && !ports.runtime.cancelled.aborted);
}

/** The exit code of a terminal by which scripts tell drift from failure. A job has failed either way. */
const ONLY_DRIFT = 2;

const NOTHING_REPORTED: GitHubReport = { issue: undefined, notes: [] };

/**
 * Leaves everything that needs no network first, and then has GitHub told: what hangs or is killed there costs no report. What comes
 * of it is put in afterwards.
 */
async function leave(
  { report, manifests }: Ran,
  inputs: ActionInputs,
  ports: ReporterPorts,
  asksGitHub: boolean,
): Promise<number> {
  const shown = (one: RunReport) => {
    return { report: one, readable: inputs.maskAccountIds ? maskedReport(one) : one, manifests, inputs };
  };
  const sinks = new Sinks(ports);
  const first = stopped(report, ports);
  let left = await sinks.write(shown(first));
  const told = asksGitHub
    ? await unlessOverdue(reportOrNote({ ...shown(first), ...left }, ports), ports.runtime, () => NOTHING_REPORTED)
    : NOTHING_REPORTED;
  const last = stopped({ ...first, issue: told.issue, notes: [...first.notes, ...told.notes] }, ports);
  const hasMore = last.issue !== undefined || told.notes.length > 0 || last.incomplete !== first.incomplete;
  if (hasMore) left = await sinks.write(shown(last));
  for (const reporter of REPORTERS)
    if (reporter.stage === 'end') await reporter.report({ ...shown(last), ...left }, ports);
  if (last.result === 'success') return 0;
  return last.result === 'drift' && ports.runtime.kind === 'terminal' ? ONLY_DRIFT : 1;
}

async function runOrFail({ inputs, problems }: LoadedInputs, ports: Ports): Promise<Ran> {
  const nothing = nothingDone(inputs, ports.aws);
  if (problems.length > 0) {
    return { report: buildReport({ ...nothing, findings: problems.map(inputFinding) }), manifests: [] };
  }
  const ended = (why: string): Ran => ({
    report: failed(buildReport(nothingDone(inputs, ports.aws)), why),
    manifests: [],
  });
  try {
    return await unlessOverdue(runPipeline(inputs, ports), ports.runtime, () => ended(OVERDUE));
  } catch (error) {
    return ended(`${BUG}${reportBug(error, ports)}`);
  }
}

const OVERDUE = 'the run was cancelled, and what it was doing did not end in time: how far that came is unknown';

/** A comment that cannot be written must not cost the report. */
async function reportOrNote(run: Reported, ports: ReporterPorts): Promise<GitHubReport> {
  try {
    return await reportOnGitHub(run, ports);
  } catch (error) {
    return {
      issue: undefined,
      notes: [`Not everything could be reported on GitHub, by a bug: ${reportBug(error, ports)}`],
    };
  }
}

/** What `work` comes to; or, where a cancelled run has no time left for it, what is to be said instead. */
function unlessOverdue<T>(work: Promise<T>, { overdue }: Runtime, otherwise: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    work.then(resolve, reject);
    const stop = () => {
      resolve(otherwise());
    };
    if (overdue.aborted) stop();
    else overdue.addEventListener('abort', stop, { once: true });
  });
}

/** A run that was stopped has not succeeded, whatever it came to until then. */
function stopped(report: RunReport, { runtime, console }: Pick<Edge, 'runtime' | 'console'>): RunReport {
  const { cancelled, crash } = runtime;
  if (!cancelled.aborted || report.incomplete?.startsWith(BUG) === true) return report;
  if (crash !== undefined) return failed(report, `${BUG}${reportBug(crash.error, { console })}`);
  return failed(report, report.incomplete ?? 'the run was cancelled');
}

const BUG = 'a bug: ';

function failed(report: RunReport, incomplete: string): RunReport {
  return { ...report, result: 'failure', incomplete };
}

function reportBug(error: unknown, { console }: Pick<Edge, 'console'>): string {
  const message = error instanceof Error ? error.message : String(error);
  const where = error instanceof Error ? (error.stack ?? '').split('\n').slice(1, 4).join(' ') : '';
  const text = `This is a bug, please report it: ${message}\n${where}`;
  console.annotate({ severity: 'error', title: TITLE, message: text, place: undefined });
  return message;
}

function inputFinding(message: string): Finding {
  const rule = 'input/invalid';
  return findingOf(rule, startOf(''), { message });
}
