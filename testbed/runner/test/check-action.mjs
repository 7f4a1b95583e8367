// @ts-check
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runAction } from '../run-action.mjs';

/** @typedef {import('../../checks.mjs').Checks} Checks */

const METADATA = `
name: tiny
inputs:
  plain: { required: true }
  with space: { default: some }
  token: { default: '\${{ github.token }}' }
  repository: { default: '\${{ github.repository }}' }
outputs:
  answer: { description: declared }
runs: { using: node24, pre: pre.mjs, main: main.mjs, post: post.mjs }
`;

const PRE = `
import { appendFileSync } from 'node:fs';
appendFileSync(process.env.GITHUB_STATE, 'begun=yes\\n');
appendFileSync(process.env.GITHUB_ENV, 'FROM_PRE<<END\\ntwo\\nlines\\nEND\\n');
`;

const MAIN = `
import { appendFileSync, readFileSync } from 'node:fs';
const { env } = process;
console.log('::add-mask::s3cret');
console.log('::error file=a.yml,line=3,title=T%3A1::first%0Asecond 100%25');
console.log('::stop-commands::xyz');
console.log('::warning::only text');
console.log('::xyz::');
console.log('::notice::again');
const event = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8'));
const seen = {
  plain: env.INPUT_PLAIN, space: env.INPUT_WITH_SPACE, token: env.INPUT_TOKEN, repository: env.INPUT_REPOSITORY,
  pre: env.FROM_PRE, state: env.STATE_begun, leaked: env.LEAKED_FROM_OUTSIDE ?? null, head: env.GITHUB_HEAD_REF,
  number: event.number, cwd: process.cwd() === env.GITHUB_WORKSPACE, set: env.AWS_REGION,
};
appendFileSync(env.GITHUB_OUTPUT, 'answer=' + JSON.stringify(seen) + '\\nundeclared<<E\\nhas s3cret\\nE\\n');
appendFileSync(env.GITHUB_STEP_SUMMARY, '# done\\n');
process.exitCode = 3;
`;

const POST = `
console.log('post after', process.env.STATE_begun);
`;

/**
 * @param {Checks} checks
 * @param {string} folder
 */
export async function checkAction(checks, folder) {
  const tiny = join(folder, 'tiny-action');
  writeAction(tiny, { 'action.yml': METADATA, 'pre.mjs': PRE, 'main.mjs': MAIN, 'post.mjs': POST });
  process.env['LEAKED_FROM_OUTSIDE'] = 'yes';
  const run = await runAction(tiny, {
    inputs: { unknown: 1 },
    env: { AWS_REGION: 'eu-west-1' },
    eventName: 'pull_request',
    event: { number: 7, pull_request: { head: { ref: 'topic' }, base: { ref: 'main' } } },
  });
  delete process.env['LEAKED_FROM_OUTSIDE'];

  checks.equal('action: exit code', [run.exitCode, run.steps.pre?.exitCode, run.steps.post?.exitCode], [3, 0, 0]);
  checks.equal('action: what main saw', JSON.parse(run.outputs['answer'] ?? '{}'), {
    plain: '',
    space: 'some',
    token: '',
    repository: 'octo/demo',
    pre: 'two\nlines',
    state: 'yes',
    leaked: null,
    head: 'topic',
    number: 7,
    cwd: true,
    set: 'eu-west-1',
  });
  checks.equal('action: annotations', run.annotations, [
    {
      command: 'error',
      properties: { file: 'a.yml', line: '3', title: 'T:1' },
      message: 'first\nsecond 100%',
    },
    { command: 'notice', properties: {}, message: 'again' },
  ]);
  checks.equal('action: summary', run.summary, '# done\n');
  checks.equal('action: leaks', run.leaks, [{ secret: 's3cret', where: 'output undeclared' }]);
  checks.equal('action: undeclared outputs', run.undeclaredOutputs, ['undeclared']);
  checks.equal('action: inputs', [run.unknownInputs, run.missingInputs], [['unknown'], ['plain']]);
  checks.holds('action: post', run.output.includes('post after yes'), run.output);
  run.dispose();
  checks.equal('action: nothing stays', existsSync(run.workspace), false);

  await checkLines(checks, folder);
  await checkCancelling(checks, folder);
}

/**
 * What a pipe holds may end within a line, or within a letter. Neither the other stream nor a last line without an end
 * cuts an annotation.
 *
 * @param {Checks} checks
 * @param {string} folder
 */
async function checkLines(checks, folder) {
  const halting = join(folder, 'halting-action');
  const main = `import { setTimeout as pause } from 'node:timers/promises';
const [half, rest] = [Buffer.from('::error::whole ü').subarray(0, -1), Buffer.from('ü, and its end\\n').subarray(1)];
for (const [stream, text] of [['stdout', half], ['stderr', 'noise\\n'], ['stdout', rest], ['stderr', 'no end']]) {
  await new Promise((written) => process[stream].write(text, written));
  await pause(150);
}`;
  const metadata = 'runs: { using: node24, main: main.mjs, post: post.mjs }';
  writeAction(halting, { 'action.yml': metadata, 'main.mjs': main, 'post.mjs': "console.log('::notice::post');" });
  const run = await runAction(halting);
  checks.equal(
    'action: annotations are never cut',
    run.annotations.map(({ message }) => message),
    ['whole ü, and its end', 'post'],
  );
  checks.equal('action: lines', run.output.split('\n').length, 5);
  run.dispose();
}

/**
 * @param {Checks} checks
 * @param {string} folder
 */
async function checkCancelling(checks, folder) {
  const slow = join(folder, 'slow-action');
  const main = `process.on('SIGINT', () => { console.log('tidied up'); process.exit(1); }); setInterval(() => {}, 1000);
console.log('running');
(await import('node:fs')).writeFileSync('running', '');`;
  writeAction(slow, { 'action.yml': 'runs: { using: node24, main: main.mjs }', 'main.mjs': main });
  const workspace = join(folder, 'slow-workspace');
  const cancel = new AbortController();
  // Only once it listens: a busy machine takes its time to start it.
  const watch = setInterval(() => existsSync(join(workspace, 'running')) && cancel.abort(), 20);
  const cancelled = await runAction(slow, { cancel: cancel.signal, workspace });
  clearInterval(watch);
  checks.equal('action: cancelled', [cancelled.exitCode, cancelled.output], [1, 'running\ntidied up\n']);
  cancelled.dispose();
  const timedOut = await runAction(slow, { timeoutMs: 300 });
  checks.equal('action: timeout', [timedOut.exitCode, timedOut.steps.main?.timedOut], [null, true]);
  timedOut.dispose();
}

/**
 * @param {string} directory
 * @param {Record<string, string>} files
 */
function writeAction(directory, files) {
  mkdirSync(directory);
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(directory, name), text);
  }
}
