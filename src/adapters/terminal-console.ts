import { tmpdir } from 'node:os';
import type { BarState, Console, Results } from '../ports/console.ts';
import { logText } from '../report/escape.ts';
import { terminalAnnotation } from '../report/terminal.ts';
import { reportFolder, writeTemporary } from './report-folder.ts';

const CLEAR_LINE = '\r\u001b[2K';
const BAR_WIDTH = 24;

/** A terminal: findings and the verdict on standard output, everything else on standard error, so that it can be piped. */
export function terminalConsole(
  options: { readonly verbose: boolean },
  { stdout, stderr }: { readonly stdout: TerminalStream; readonly stderr: TerminalStream } = process,
): Console {
  let drawn = false;
  const write = (stream: TerminalStream, text: string) => {
    if (drawn) stderr.write(CLEAR_LINE);
    drawn = false;
    stream.write(text);
  };
  const bar = (state: BarState | undefined) => {
    if (state === undefined) {
      write(stderr, '');
      return;
    }
    const full = Math.round(state.part * BAR_WIDTH);
    const text = `[${'#'.repeat(full)}${'.'.repeat(BAR_WIDTH - full)}] ${logText(state.text)}`;
    // A line that wraps could not be drawn over.
    write(stderr, `${CLEAR_LINE}${text.slice(0, (stderr.columns ?? 80) - 1)}`);
    drawn = true;
  };
  return {
    info: (text) => {
      write(stdout, `${logText(text)}\n`);
    },
    debug: (text) => {
      if (options.verbose) write(stderr, `${logText(text)}\n`);
    },
    group: (title, body) => {
      write(stderr, `${logText(title)}\n`);
      return body();
    },
    annotate: (annotation) => {
      write(stdout, `${terminalAnnotation(annotation)}\n`);
    },
    bar: stderr.isTTY === true ? bar : undefined,
  };
}

export interface TerminalStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

export function terminalResults(): Results {
  const folder = reportFolder(tmpdir());
  return {
    setOutput: () => undefined,
    summary: () => Promise.resolve(),
    writeReport: folder.write,
    writeTemporary,
    writeFiles: folder.writeFiles.bind(folder),
  };
}
