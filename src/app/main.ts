import { getIDToken, getInput, setSecret } from '@actions/core';
import { tmpdir } from 'node:os';
import { actionConsole, actionResults } from '../adapters/action-console.ts';
import { aws } from '../adapters/aws/aws.ts';
import { ID_TOKEN_AUDIENCE } from '../adapters/aws/credentials.ts';
import { baseBranchOf } from '../adapters/github/base-branch.ts';
import { processRuntime } from '../adapters/runtime.ts';
import { openWorkspace } from '../adapters/open-workspace.ts';
import { loadInputs } from '../interface/inputs.ts';
import type { Artifacts, GitHub } from '../ports/github.ts';
import type { Ports } from '../ports/ports.ts';
import { openAndRun } from './run.ts';
import { VERSION } from '../domain/version.ts';

const USER_AGENT = `amplify-import-auth/${VERSION}`;

/** Runs as a step of a workflow; gives the exit code. */
export function runAction(): Promise<number> {
  const { env } = process;
  const runtime = processRuntime('action');
  const results = actionResults(env['RUNNER_TEMP'] || tmpdir());
  const edge = { runtime, results, console: actionConsole() };
  return openAndRun(edge, async () => {
    const { inputs, problems } = loadInputs((name) => getInput(name, { trimWhitespace: false }), {
      isJob: true,
      temporary: env['RUNNER_TEMP'] || undefined,
    });
    const { githubToken: token } = inputs;
    const { cancelled } = runtime;
    const opened = await openWorkspace(() => env['GITHUB_WORKSPACE'] || process.cwd());
    const ports: Ports = {
      ...edge,
      aws: aws({
        userAgent: USER_AGENT,
        sessionName: sessionName(env['GITHUB_RUN_ID'], env['GITHUB_RUN_ATTEMPT']),
        // Set where the job has `id-token: write`.
        idToken: env['ACTIONS_ID_TOKEN_REQUEST_URL'] ? () => getIDToken(ID_TOKEN_AUDIENCE) : undefined,
        mask: setSecret,
        quotaShare: inputs.quotaShare,
        clock: runtime,
        cancelled,
      }),
      workspace: opened.workspace,
      base: baseBranchOf(runtime.eventName, { token, userAgent: USER_AGENT, cancelled }),
      github: () => loadGitHub(token, cancelled),
      artifacts: () => loadArtifacts(cancelled),
    };
    return { loaded: { inputs, problems: [...problems, ...opened.problems] }, ports };
  });
}

/** GitHub's client is loaded only once something is to be read or written there. */
async function loadGitHub(token: string, cancelled: AbortSignal): Promise<GitHub> {
  const { github } = await import('../adapters/github/github.ts');
  const [owner = '', repo = ''] = (process.env['GITHUB_REPOSITORY'] ?? '').split('/');
  return github({ token, userAgent: USER_AGENT, owner, repo, cancelled });
}

/** The artifact client alone is as large as everything else. */
async function loadArtifacts(cancelled: AbortSignal): Promise<Artifacts> {
  return (await import('../adapters/artifacts.ts')).workflowArtifacts(cancelled);
}

/** CloudTrail shows it: from it one finds the run. */
function sessionName(runId = 'local', attempt = '1'): string {
  return `amplify-import-auth-${runId}-${attempt}`.replace(/[^\w+=,.@-]/g, '-').slice(0, 64);
}
