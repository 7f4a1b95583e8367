// Loaded into a process before anything else (NODE_OPTIONS=--require): notes every child process that it starts, one a line, in the file
// that RECORDED_PROCESSES names.
const { appendFileSync } = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const childProcess = require('node:child_process');

const file = process.env.RECORDED_PROCESSES;

function note(what, args) {
  appendFileSync(file, `${what} ${JSON.stringify(args[0])}\n`);
}

// Every asynchronous way ends here.
const { spawn } = childProcess.ChildProcess.prototype;
childProcess.ChildProcess.prototype.spawn = function (options) {
  note('spawn', [[options.file, ...(options.args ?? [])]]);
  return spawn.call(this, options);
};
for (const name of ['spawnSync', 'execSync', 'execFileSync']) {
  const own = childProcess[name];
  childProcess[name] = function (...args) {
    note(name, [args.slice(0, 2)]);
    return own.apply(this, args);
  };
}
syncBuiltinESMExports();
// Shows that the recorder was there: without it, no process would mean nothing.
appendFileSync(file, 'recording\n');
