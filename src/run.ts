import type { Finding } from './domain/finding.ts';
import { startOf } from './domain/place.ts';
import type { RunReport } from './domain/report.ts';
import { RULES } from './domain/rule.ts';
import type { LoadedInputs } from './inputs.ts';
import { outputValues } from './outputs.ts';
import { runPipeline, type Ports, type Ran } from './pipeline.ts';
import { annotationsOf } from './reporting/annotations.ts';
import { planJson, reportJson } from './reporting/report-json.ts';
import { maskedReport, maskingConsole } from './reporting/mask.ts';
import { sarif } from './reporting/sarif.ts';
import { summaryOf } from './reporting/summary.ts';
import { envLogs, verdictLines } from './reporting/terminal.ts';
import { buildReport, nothingDone } from './steps/report.ts';
import { tell } from './steps/tell.ts';
import { VERSION } from './version.ts';

const TITLE = 'amplify-import-auth';

/**
 * Runs a command and tells of it everywhere; gives the exit code. This is the only place where an error may end up: whatever
 * happens, outputs, summary and report are there.
 */
export async function run(loaded: LoadedInputs, unmasked: Ports): Promise<number> {
  const { inputs } = loaded;
  const ports = inputs.maskAccountIds ? { ...unmasked, console: maskingConsole(unmasked.console) } : unmasked;
  const ran = await runOrFail(loaded, ports);
  const forPeople = (one: RunReport) => (inputs.maskAccountIds ? maskedReport(one) : one);
  const told = await tellOrNote({ ...ran, report: forPeople(ran.report) }, loaded, ports);
  const report: RunReport = { ...ran.report, issue: told.issue, notes: [...ran.report.notes, ...told.notes] };
  const { console, results } = ports;
  const readable = forPeople(report);
  const shown = readable.findings.filter(({ ignored }) => ignored === undefined);
  for (const annotation of annotationsOf(shown, inputs.maxAnnotations)) console.annotate(annotation);
  for (const message of [...readable.notes, ...(await writeSarif(readable, loaded, ports))]) {
    console.annotate({ severity: 'notice', title: TITLE, message, place: undefined });
  }
  const paths = {
    plan: await results.writeReport('plan.json', planJson(report)),
    report: await results.writeReport('report.json', reportJson(report)),
  };
  const { values, tooLarge } = outputValues(report, paths);
  for (const [name, value] of Object.entries(values)) results.setOutput(name, value);
  for (const name of tooLarge) {
    const message = `the output ${name} is larger than GitHub takes and is left empty; it stands in the report`;
    console.annotate({ severity: 'notice', title: TITLE, message, place: undefined });
  }
  await results.summary(summaryOf(readable));
  for (const { title, lines } of envLogs(readable)) {
    await console.group(title, () => {
      for (const line of lines) console.info(line);
      return Promise.resolve();
    });
  }
  for (const line of verdictLines(readable)) console.info(line);
  console.info(`report: ${paths.report}`);
  return report.result === 'success' ? 0 : 1;
}

async function runOrFail({ inputs, problems }: LoadedInputs, ports: Ports): Promise<Ran> {
  const nothing = nothingDone(inputs, ports.aws);
  if (problems.length > 0) {
    return { report: buildReport({ ...nothing, findings: problems.map(inputFinding) }), manifests: [] };
  }
  try {
    return await runPipeline(inputs, ports);
  } catch (error) {
    const incomplete = `a bug: ${tellBug(error, ports)}`;
    return { report: { ...buildReport({ ...nothing, findings: [] }), result: 'failure', incomplete }, manifests: [] };
  }
}

/** A comment that cannot be written must not cost the report. */
async function tellOrNote(ran: Ran, { inputs, problems }: LoadedInputs, ports: Ports) {
  if (problems.length > 0) return { issue: undefined, notes: [] };
  try {
    return await tell(ran.report, ran.manifests, inputs, ports);
  } catch (error) {
    return { issue: undefined, notes: [`Not everything could be told on GitHub, by a bug: ${tellBug(error, ports)}`] };
  }
}

function tellBug(error: unknown, { console }: Ports): string {
  const message = error instanceof Error ? error.message : String(error);
  const where = error instanceof Error ? (error.stack ?? '').split('\n').slice(1, 4).join(' ') : '';
  const text = `This is a bug, please report it: ${message}\n${where}`;
  console.annotate({ severity: 'error', title: TITLE, message: text, place: undefined });
  return message;
}

async function writeSarif(
  report: RunReport,
  { inputs }: LoadedInputs,
  { workspace }: Ports,
): Promise<readonly string[]> {
  if (inputs.sarifFile === '') return [];
  try {
    await (await workspace.stage(inputs.sarifFile, sarif(report, VERSION))).commit();
    return [];
  } catch (error) {
    return [`The SARIF file could not be written: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function inputFinding(message: string): Finding {
  const rule = 'input/invalid';
  return { rule, severity: RULES[rule].severity, message, env: null, place: startOf('') };
}
