import { error as annotate, setOutput } from '@actions/core';
import { logText } from '../report/escape.ts';

/** Says that even telling has failed. There is nothing left to catch an error of this. */
export function lastWords(error: unknown, isAction: boolean): void {
  const message = `This is a bug, please report it: ${error instanceof Error ? error.message : String(error)}`;
  if (!isAction) {
    process.stderr.write(`${logText(message)}\n`);
    return;
  }
  annotate(logText(message), { title: 'amplify-import-auth' });
  try {
    setOutput('result', 'failure');
  } catch {
    // The exit code says it, too.
  }
}
