import { runCommand, type Ports } from './commands.ts';
import { startOf } from './domain/place.ts';
import type { Finding } from './domain/finding.ts';
import type { RunReport } from './domain/report.ts';
import { RULES } from './domain/rule.ts';
import type { LoadedInputs } from './inputs.ts';
import { outputValues } from './outputs.ts';
import type { Results } from './ports/console.ts';
import { annotationsOf } from './reporting/annotations.ts';
import { planJson, reportJson } from './reporting/report-json.ts';
import { summaryOf } from './reporting/summary.ts';
import { verdictLines } from './reporting/terminal.ts';
import { buildReport } from './steps/report.ts';

export interface RunPorts extends Ports {
  readonly results: Results;
}

/**
 * Runs a command and tells of it everywhere; gives the exit code. This is the only place where an error may end up: whatever
 * happens, outputs, summary and report are there.
 */
export async function run(loaded: LoadedInputs, ports: RunPorts): Promise<number> {
  const report = await runOrFail(loaded, ports);
  const { console, results } = ports;
  for (const annotation of annotationsOf(
    report.findings.filter(({ ignored }) => ignored === undefined),
    loaded.inputs.maxAnnotations,
  ))
    console.annotate(annotation);
  const paths = {
    plan: await results.writeReport('plan.json', planJson(report)),
    report: await results.writeReport('report.json', reportJson(report)),
  };
  const { values, tooLarge } = outputValues(report, paths);
  for (const [name, value] of Object.entries(values)) results.setOutput(name, value);
  for (const name of tooLarge) {
    const message = `the output ${name} is larger than GitHub takes and is left empty; it stands in the report`;
    console.annotate({ severity: 'notice', title: 'amplify-import-auth', message, place: undefined });
  }
  await results.summary(summaryOf(report));
  for (const line of verdictLines(report)) console.info(line);
  console.info(`report: ${paths.report}`);
  return report.result === 'success' ? 0 : 1;
}

async function runOrFail({ inputs, problems }: LoadedInputs, ports: RunPorts): Promise<RunReport> {
  const nothing = { inputs, unchecked: [], envs: [], outcomes: [], calls: ports.aws.calls() };
  if (problems.length > 0) return buildReport({ ...nothing, findings: problems.map(inputFinding) });
  try {
    return await runCommand(inputs, ports);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const where = error instanceof Error ? (error.stack ?? '').split('\n').slice(1, 4).join(' ') : '';
    ports.console.annotate({
      severity: 'error',
      title: 'amplify-import-auth',
      message: `This is a bug, please report it: ${message}\n${where}`,
      place: undefined,
    });
    return { ...buildReport({ ...nothing, findings: [] }), result: 'failure', incomplete: `a bug: ${message}` };
  }
}

function inputFinding(message: string): Finding {
  const rule = 'input/invalid';
  return { rule, severity: RULES[rule].severity, message, env: null, place: startOf('') };
}
