// @ts-check
// Loaded into a process before anything else (NODE_OPTIONS=--require): notes every child process that it starts, one a line, in the file
// that RECORDED_PROCESSES names.
const { appendFileSync } = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const process = require('node:process');
const childProcess = /** @type {any} */ (require('node:child_process'));

const file = process.env.RECORDED_PROCESSES ?? '';

/**
 * @param {string} how
 * @param {unknown} what
 */
function note(how, what) {
  appendFileSync(file, `${how} ${JSON.stringify(what)}\n`);
}

// Every asynchronous way ends here.
const { spawn } = childProcess.ChildProcess.prototype;
childProcess.ChildProcess.prototype.spawn = function (/** @type {any} */ options) {
  note('spawn', [options.file, options.args]);
  return spawn.call(this, options);
};
for (const name of ['spawnSync', 'execSync', 'execFileSync']) {
  const own = childProcess[name];
  childProcess[name] = function (/** @type {any[]} */ ...args) {
    note(name, args.slice(0, 2));
    return own.apply(this, args);
  };
}
syncBuiltinESMExports();
// Shows that the recorder was there: without it, no process would mean nothing.
appendFileSync(file, 'recording\n');
