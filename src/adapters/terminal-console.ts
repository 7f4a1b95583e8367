import { tmpdir } from 'node:os';
import type { Console, Results } from '../ports/console.ts';
import { logText } from '../reporting/escape.ts';
import { terminalAnnotation } from '../reporting/terminal.ts';
import { reportFolder } from './report-folder.ts';

/** A terminal: findings and the verdict on standard output, everything else on standard error, so that it can be piped. */
export function terminalConsole(options: { readonly verbose: boolean }): Console {
  return {
    info: (text) => {
      process.stdout.write(`${logText(text)}\n`);
    },
    debug: (text) => {
      if (options.verbose) process.stderr.write(`${logText(text)}\n`);
    },
    group: (title, body) => {
      process.stderr.write(`${logText(title)}\n`);
      return body();
    },
    annotate: (annotation) => {
      process.stdout.write(`${terminalAnnotation(annotation)}\n`);
    },
  };
}

export function terminalResults(): Results {
  const folder = reportFolder(tmpdir());
  return {
    setOutput: () => undefined,
    summary: () => Promise.resolve(),
    writeReport: folder.write,
    writeFiles: folder.writeFiles.bind(folder),
  };
}
