import { getInput } from '@actions/core';
import { tmpdir } from 'node:os';
import { aws } from './adapters/aws/aws.ts';
import { actionConsole, actionResults } from './adapters/action-console.ts';
import { processRuntime } from './adapters/runtime.ts';
import { localWorkspace } from './adapters/workspace.ts';
import { loadInputs } from './inputs.ts';
import { run } from './run.ts';
import { VERSION } from './version.ts';

/** Runs as a step of a workflow. */
export async function runAction(): Promise<void> {
  const loaded = loadInputs((name) => getInput(name));
  const env = process.env;
  process.exitCode = await run(loaded, {
    aws: aws({ userAgent: `amplify-import-auth/${VERSION}`, sessionName: sessionName(env['GITHUB_RUN_ID']) }),
    workspace: await localWorkspace(env['GITHUB_WORKSPACE'] ?? process.cwd()),
    runtime: processRuntime('action'),
    console: actionConsole({ verbose: loaded.inputs.logLevel === 'debug' }),
    results: actionResults(env['RUNNER_TEMP'] ?? tmpdir()),
  });
}

/** CloudTrail shows it: from it one finds the run. */
function sessionName(runId: string | undefined): string {
  return `amplify-import-auth-${runId ?? 'local'}`.replace(/[^\w+=,.@-]/g, '-').slice(0, 64);
}
