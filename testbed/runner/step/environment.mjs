// @ts-check
/**
 * What the runner puts into the environment of an action: its own variables and the inputs.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {import('./action-metadata.mjs').ActionMetadata} ActionMetadata */
/** @typedef {import('../run-action.mjs').RunOptions} RunOptions */

/**
 * The runner's own variables. Built from nothing but PATH: no setting of the machine, and none of the
 * workflow that runs the tests, gets in.
 *
 * @param {string} actionDirectory
 * @param {string} temporary
 * @param {string} workspace
 * @param {RunOptions} options
 * @returns {Record<string, string>}
 */
export function runnerVariables(actionDirectory, temporary, workspace, options) {
  const { event = {}, repository = 'octo/demo', ref = 'refs/heads/main', actor = 'octo' } = options;
  const eventPath = join(temporary, 'event.json');
  writeFileSync(eventPath, JSON.stringify(event));
  const home = join(temporary, 'home');
  const tools = join(temporary, 'tools');
  mkdirSync(home);
  mkdirSync(tools);
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_ACTION_PATH: actionDirectory,
    GITHUB_ACTOR: actor,
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_BASE_REF: options.baseRef ?? branchOfPullRequest(event, 'base'),
    GITHUB_EVENT_NAME: options.eventName ?? 'workflow_dispatch',
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
    GITHUB_HEAD_REF: options.headRef ?? branchOfPullRequest(event, 'head'),
    GITHUB_JOB: 'test',
    GITHUB_REF: ref,
    GITHUB_REF_NAME: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    GITHUB_REF_TYPE: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_OWNER: repository.split('/')[0] ?? '',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '1',
    GITHUB_RUN_NUMBER: '1',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: options.sha ?? '0'.repeat(40),
    GITHUB_WORKFLOW: 'test',
    GITHUB_WORKSPACE: workspace,
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'test',
    RUNNER_OS: runnerOs(),
    RUNNER_TEMP: temporary,
    RUNNER_TOOL_CACHE: tools,
  };
}

/**
 * @param {object} event
 * @param {'head' | 'base'} side
 * @returns {string} empty for an event that is none of a pull request
 */
function branchOfPullRequest(event, side) {
  const { pull_request: pullRequest } =
    /** @type {{ pull_request?: { head?: { ref?: string }, base?: { ref?: string } } }} */ (event);
  return pullRequest?.[side]?.ref ?? '';
}

function runnerOs() {
  switch (process.platform) {
    case 'darwin':
      return 'macOS';
    case 'win32':
      return 'Windows';
    default:
      return 'Linux';
  }
}

/**
 * The inputs with their defaults, as INPUT_ variables. In a default `${{ github.<name> }}` stands for the
 * GITHUB_<NAME> variable; any other expression becomes empty.
 *
 * @param {ActionMetadata} metadata
 * @param {Record<string, string>} runner the runner's own variables
 * @param {RunOptions} options
 * @returns {Record<string, string>}
 */
export function inputVariables(metadata, runner, { inputs = {}, githubToken = '' }) {
  /** @type {Record<string, string>} */
  const github = { ...runner, GITHUB_TOKEN: githubToken };
  /** @param {string} expression */
  const evaluate = (expression) => {
    const name = /^github\.(\w+)$/.exec(expression)?.[1];
    return (name && github[`GITHUB_${name.toUpperCase()}`]) || '';
  };
  /** @type {Record<string, string>} */
  const variables = {};
  for (const [name, input] of Object.entries(metadata.inputs ?? {})) {
    const text = String(input?.default ?? '');
    variables[variableName(name)] = text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression) => evaluate(expression));
  }
  for (const [name, value] of Object.entries(inputs)) {
    variables[variableName(name)] = String(value);
  }
  return variables;
}

/** @param {string} inputName */
function variableName(inputName) {
  return `INPUT_${inputName.replaceAll(' ', '_').toUpperCase()}`;
}
