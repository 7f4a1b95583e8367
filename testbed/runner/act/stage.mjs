// @ts-check
/**
 * Everything that a scenario needs: AWS, GitHub, repositories of users, and act to run their workflows.
 */
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { awsClients, startEmulator, startProxy } from '../../aws/index.mjs';
import { startGitHub } from '../../github/index.mjs';
import { runAct } from './act.mjs';
import { checkOut } from './check-out.mjs';
import { grantsOf } from './grants.mjs';

/** @typedef {import('../../github/index.mjs').JobOptions} JobOptions */
/** @typedef {import('../../github/index.mjs').Repository} Repository */
/** @typedef {import('./act-log.mjs').ActRun} ActRun */

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const DOWNLOAD_ARTIFACT = fileURLToPath(new URL('download-artifact', import.meta.url));

/** Where the workflow is in every repository. */
const WORKFLOW = '.github/workflows/auth.yml';

/**
 * @typedef {object} Stage
 * @property {import('../../aws/index.mjs').AwsClients} aws
 * @property {import('../../aws/index.mjs').Call[]} awsCalls of the actions
 * @property {import('../../github/index.mjs').GitHub} github
 * @property {(name: string, workflow: string, files: Record<string, string>) => Promise<Repository>} repository makes
 *   `octo/<name>`; `workflow` is its text. Where that says `uses: ./`, the action is in the repository, too
 * @property {(repository: Repository, options: RunOptions) => Promise<ActRun>} run the workflow, for one event
 * @property {() => Promise<void>} close
 */

/**
 * @typedef {object} OwnOptions
 * @property {boolean} [credentials] whether the job finds AWS credentials in its environment; true
 *
 * @typedef {JobOptions & OwnOptions} RunOptions `permissions`, `idToken` and `environment` are the workflow's
 */

/**
 * @param {string} act the program
 * @param {string} folder for everything temporary
 * @returns {Promise<Stage>}
 */
export async function openStage(act, folder) {
  const emulator = await startEmulator();
  const aws = awsClients({ endpoint: emulator.url });
  const proxy = await startProxy({ upstream: emulator.url });
  const github = await startGitHub();
  const action = copyOfAction(join(folder, 'action'));

  return {
    aws,
    awsCalls: proxy.calls,
    github,
    repository(name, workflow, files) {
      const own = workflow.includes('uses: ./') ? filesBelow(action) : {};
      return github.repository('octo', name, { files: { ...own, [WORKFLOW]: workflow, ...files } });
    },
    async run(repository, { credentials = true, ...options }) {
      const workflow = (await repository.read(WORKFLOW)) ?? '';
      const job = await github.jobEnvironment(repository, { ...grantsOf(workflow), ...options });
      const scratch = mkdtempSync(join(folder, 'run-'));
      const directory = join(scratch, 'repository');
      await checkOut(repository, job.sha, directory);
      const env = credentials ? emulator.env : withoutCredentials(emulator.env);
      return runAct({
        act,
        folder: scratch,
        directory,
        workflow: WORKFLOW,
        event: job.eventName,
        payload: job.event,
        actor: job.actor,
        token: job.githubToken,
        env: { ...job.env, ...env, AWS_ENDPOINT_URL: proxy.url, TESTBED_DOWNLOAD_ARTIFACT: downloadModule() },
        actions: standIns(workflow, action),
      });
    },
    async close() {
      aws.destroy();
      await github.close();
      await proxy.close();
      await emulator.stop();
    },
  };
}

/**
 * The action as its users get it: without what it is made from.
 *
 * @param {string} folder
 * @returns {string} the folder
 */
function copyOfAction(folder) {
  mkdirSync(folder);
  copyFileSync(join(ROOT, 'action.yml'), join(folder, 'action.yml'));
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  return folder;
}

/**
 * @param {string} folder
 * @returns {Record<string, Buffer>} by path
 */
function filesBelow(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path)];
    }),
  );
}

/** @param {Record<string, string>} env @returns {Record<string, string>} */
function withoutCredentials(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/KEY/.test(name)));
}

/**
 * Folders in place of the actions that would have to be downloaded.
 *
 * @param {string} workflow
 * @param {string} action
 * @returns {Record<string, string>} by `owner/name@ref`
 */
function standIns(workflow, action) {
  const used = [...workflow.matchAll(/uses: ([\w-]+\/[\w-]+)@(\S+)/g)];
  return Object.fromEntries(
    used.flatMap(([, name, ref]) => {
      switch (name) {
        case 'org/amplify-import-auth':
          return [[`${name}@${ref}`, action]];
        case 'actions/download-artifact':
          return [[`${name}@${ref}`, DOWNLOAD_ARTIFACT]];
        default:
          return [];
      }
    }),
  );
}

function downloadModule() {
  return pathToFileURL(join(DOWNLOAD_ARTIFACT, 'download.mjs')).href;
}
