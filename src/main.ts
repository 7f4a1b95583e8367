import { getIDToken, getInput, setSecret } from '@actions/core';
import { tmpdir } from 'node:os';
import { actionConsole, actionResults } from './adapters/action-console.ts';
import { aws } from './adapters/aws/aws.ts';
import { ID_TOKEN_AUDIENCE } from './adapters/aws/credentials.ts';
import { baseBranchOf } from './adapters/github/base-branch.ts';
import { processRuntime } from './adapters/runtime.ts';
import { localWorkspace } from './adapters/workspace.ts';
import { loadInputs } from './inputs.ts';
import type { Artifacts, GitHub } from './ports/github.ts';
import { run } from './run.ts';
import { VERSION } from './version.ts';

const USER_AGENT = `amplify-import-auth/${VERSION}`;

/** Runs as a step of a workflow. */
export async function runAction(): Promise<void> {
  const loaded = loadInputs((name) => getInput(name, { trimWhitespace: false }));
  const { inputs } = loaded;
  const { env } = process;
  const runtime = processRuntime('action');
  process.exitCode = await run(loaded, {
    aws: aws({
      userAgent: USER_AGENT,
      sessionName: sessionName(env['GITHUB_RUN_ID'], env['GITHUB_RUN_ATTEMPT']),
      // Set where the job has `id-token: write`.
      idToken: env['ACTIONS_ID_TOKEN_REQUEST_URL'] ? () => getIDToken(ID_TOKEN_AUDIENCE) : undefined,
      mask: setSecret,
      quotaShare: inputs.quotaShare,
      clock: runtime,
      cancelled: runtime.cancelled,
    }),
    workspace: await localWorkspace(env['GITHUB_WORKSPACE'] ?? process.cwd()),
    runtime,
    base: baseBranchOf(runtime.eventName, inputs.githubToken, USER_AGENT),
    github: () => loadGitHub(inputs.githubToken),
    artifacts: loadArtifacts,
    console: actionConsole({ verbose: inputs.logLevel === 'debug' }),
    results: actionResults(env['RUNNER_TEMP'] ?? tmpdir()),
  });
  // What was given up may still hold the process: a connection, a timer, a process that was to give credentials.
  process.stdout.write('', () => process.exit());
}

/** GitHub's client is loaded only once something is to be read or written there. */
async function loadGitHub(token: string): Promise<GitHub> {
  const { github } = await import('./adapters/github/github.ts');
  const [owner = '', repo = ''] = (process.env['GITHUB_REPOSITORY'] ?? '').split('/');
  return github({ token, userAgent: USER_AGENT, owner, repo });
}

/** The artifact client alone is as large as everything else. */
async function loadArtifacts(): Promise<Artifacts> {
  return (await import('./adapters/artifacts.ts')).workflowArtifacts();
}

/** CloudTrail shows it: from it one finds the run. */
function sessionName(runId = 'local', attempt = '1'): string {
  return `amplify-import-auth-${runId}-${attempt}`.replace(/[^\w+=,.@-]/g, '-').slice(0, 64);
}
