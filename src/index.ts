#!/usr/bin/env node
import { flushStreams, guardStreams } from './adapters/standard-streams.ts';
import { withoutForeignWarnings } from './adapters/foreign-warnings.ts';
import { runCli } from './app/cli.ts';
import { lastWords } from './adapters/last-words.ts';
import { runAction } from './app/main.ts';

// The runner starts a step without arguments; in a workflow's `run:` there are some.
const args = process.argv.slice(2);
const isAction = args.length === 0 && process.env['GITHUB_ACTIONS'] === 'true';
const lostOutput = guardStreams();
withoutForeignWarnings(process, (line) => {
  process.stderr.write(`${line}\n`);
});
try {
  process.exitCode = await (isAction ? runAction() : runCli(args));
} catch (error) {
  process.exitCode = 1;
  lastWords(error, isAction);
}
await flushStreams();
const lost = lostOutput();
if (lost !== undefined) {
  process.stderr.write(`amplify-import-auth: standard output could not be written: ${lost}\n`);
  // In a terminal it is all that a run leaves.
  if (!isAction) process.exitCode ||= 1;
}
// What was given up may have left a timer or a connection behind: nobody waits for it.
process.exit();
