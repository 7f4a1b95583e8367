// @ts-check
/**
 * Runs a JavaScript action as the GitHub runner does: inputs with their defaults, GITHUB_* variables, the
 * files for outputs, environment and summary, and the pre, main and post steps.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { isDue, readActionMetadata } from './step/action-metadata.mjs';
import { inputVariables, runnerVariables } from './step/environment.mjs';
import { findLeaks } from './step/leaks.mjs';
import { runStep } from './step/step.mjs';
import { parseWorkflowCommands } from './step/workflow-commands.mjs';

/** @typedef {import('./step/action-metadata.mjs').ActionMetadata} ActionMetadata */
/** @typedef {import('./step/action-metadata.mjs').StepName} StepName */
/** @typedef {import('./step/leaks.mjs').Leak} Leak */
/** @typedef {import('./step/step.mjs').StepResult} StepResult */
/** @typedef {import('./step/workflow-commands.mjs').WorkflowCommand} WorkflowCommand */

/**
 * @typedef {object} RunOptions
 * @property {Record<string, string | number | boolean>} [inputs]
 * @property {Record<string, string>} [env] wins over the runner's own variables
 * @property {object} [event] the payload
 * @property {string} [eventName] `workflow_dispatch` by default
 * @property {string} [repository] `octo/demo` by default
 * @property {string} [sha]
 * @property {string} [ref] `refs/heads/main` by default
 * @property {string} [headRef] GITHUB_HEAD_REF; taken from the payload of a pull request where it is left out
 * @property {string} [baseRef] GITHUB_BASE_REF, likewise
 * @property {string} [actor]
 * @property {string} [githubToken] what `${{ github.token }}` stands for; empty by default
 * @property {string} [workspace] an empty temporary folder by default
 * @property {string} [node] the Node that runs the action; this process's own by default
 * @property {number} [timeoutMs] for each step, which is killed then; four minutes by default
 * @property {AbortSignal} [cancel] cancels the job as the runner does: SIGINT, SIGTERM after 7.5 s, SIGKILL
 *   after 10 s
 * @property {'SIGTERM'} [cancelBy] this signal alone instead, and SIGKILL after 10 s
 */

/**
 * @typedef {object} RunResult
 * @property {number | null} exitCode of main, or of pre where that failed; null where a signal ended it
 * @property {string} output standard output and standard error of all steps
 * @property {number} milliseconds of main
 * @property {Partial<Record<StepName, StepResult>>} steps those that ran
 * @property {WorkflowCommand[]} commands
 * @property {WorkflowCommand[]} annotations the errors, warnings and notices among them
 * @property {Record<string, string>} outputs
 * @property {Record<string, string>} exportedEnv
 * @property {string} summary
 * @property {string[]} secrets what the action masked
 * @property {Leak[]} leaks
 * @property {string[]} unknownInputs given, but not in action.yml; the runner warns
 * @property {string[]} missingInputs required, without default, and not given
 * @property {string[]} undeclaredOutputs set, but not in action.yml
 * @property {string} workspace
 * @property {() => void} dispose removes the temporary folder, and with it the workspace unless that was
 *   given
 */

/**
 * @param {string} actionDirectory
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export async function runAction(actionDirectory, options = {}) {
  const directory = resolve(actionDirectory);
  const metadata = readActionMetadata(directory);
  // The real path: what a process reports as its working directory is that, too.
  const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'run-action-')));
  const dispose = () => rmSync(temporary, { recursive: true, force: true });
  try {
    const workspace = resolve(options.workspace ?? join(temporary, 'workspace'));
    mkdirSync(workspace, { recursive: true });
    const steps = await runSteps(directory, metadata, temporary, workspace, options);
    return { ...summarize(steps, metadata, options), workspace, dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}

/**
 * @param {string} directory
 * @param {ActionMetadata} metadata
 * @param {string} temporary
 * @param {string} workspace
 * @param {RunOptions} options
 * @returns {Promise<RunResult['steps']>}
 */
async function runSteps(directory, metadata, temporary, workspace, options) {
  const { node = process.execPath, timeoutMs = 240_000, cancel, cancelBy } = options;
  const runner = runnerVariables(directory, temporary, workspace, options);
  const inputs = inputVariables(metadata, runner, options);
  /** @type {RunResult['steps']} */
  const steps = {};
  /** @type {Record<string, string>} */
  let exported = {};
  /** @type {Record<string, string>} */
  let state = {};
  /** @type {string[]} */
  let paths = [];
  let failed = false;
  for (const name of /** @type {const} */ (['pre', 'main', 'post'])) {
    const file = metadata.runs[name];
    if (file === undefined || !isDue(name, metadata, failed)) {
      continue;
    }
    const path = [...paths, runner['PATH']].join(delimiter);
    const step = await runStep({
      file: resolve(directory, file),
      folder: join(temporary, name),
      workspace,
      env: { ...runner, PATH: path, ...exported, ...inputs, ...stateVariables(state), ...options.env },
      node,
      timeoutMs,
      // The post step of a cancelled job still runs.
      ...(cancel && name !== 'post' ? { cancel, ...(cancelBy ? { cancelBy } : {}) } : {}),
    });
    steps[name] = step;
    exported = { ...exported, ...step.exportedEnv };
    state = { ...state, ...step.state };
    paths = [...step.addedPaths.toReversed(), ...paths];
    failed ||= step.exitCode !== 0;
  }
  return steps;
}

/** @param {Record<string, string>} state */
function stateVariables(state) {
  return Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]));
}

/**
 * @param {RunResult['steps']} steps
 * @param {ActionMetadata} metadata
 * @param {RunOptions} options
 * @returns {Omit<RunResult, 'workspace' | 'dispose'>}
 */
function summarize(steps, metadata, { inputs: given = {} }) {
  const decisive = steps.main ?? steps.pre;
  if (!decisive) {
    throw new Error('action.yml names no main');
  }
  const all = Object.values(steps);
  const output = all.map((step) => step.output).join('');
  const summary = all.map((step) => step.summary).join('');
  /** @type {Record<string, string>} */
  const outputs = Object.assign({}, ...all.map((step) => step.outputs));
  /** @type {Record<string, string>} */
  const exportedEnv = Object.assign({}, ...all.map((step) => step.exportedEnv));
  const commands = parseWorkflowCommands(output);
  const secrets = commands.filter(({ command }) => command === 'add-mask').map(({ message }) => message);
  const declared = metadata.inputs ?? {};
  return {
    exitCode: decisive.exitCode,
    output,
    milliseconds: decisive.milliseconds,
    steps,
    commands,
    annotations: commands.filter(({ command }) => ['error', 'warning', 'notice'].includes(command)),
    outputs,
    exportedEnv,
    summary,
    secrets,
    leaks: findLeaks(secrets, { log: output, summary, outputs, env: exportedEnv }),
    unknownInputs: Object.keys(given).filter((name) => !(name in declared)),
    missingInputs: Object.entries(declared)
      .filter(([name, input]) => input?.required && input.default === undefined && given[name] === undefined)
      .map(([name]) => name),
    undeclaredOutputs: Object.keys(outputs).filter((name) => !(name in (metadata.outputs ?? {}))),
  };
}
