import { tmpdir } from 'node:os';
import type { Finding } from '../domain/finding.ts';
import type { RunReport } from '../domain/report.ts';
import type { BarState, Console, Results } from '../ports/console.ts';
import { logText } from '../report/escape.ts';
import { reportJson } from '../report/report-json.ts';
import { terminalAnnotation } from '../report/terminal.ts';
import { hasColor, paintFor } from '../report/terminal/paint.ts';
import { besideDocument, documentOf, terminalReport } from '../report/terminal/terminal-report.ts';
import { reportFolder, writeTemporary } from './report-folder.ts';

const CLEAR_LINE = '\r\u001b[2K';
const BAR_WIDTH = 24;

export interface TerminalMode {
  readonly verbose: boolean;
  /** The report as JSON is all that standard output gets. */
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/**
 * A terminal. Standard output gets what the command is run for, so that it can be piped: the report, or for a command whose result is a
 * document that document alone, or with `json` the report as JSON. All else goes to standard error.
 */
export function terminalConsole(
  { verbose, json = false, quiet = false }: TerminalMode,
  { stdout, stderr }: { readonly stdout: TerminalStream; readonly stderr: TerminalStream } = process,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Console {
  let drawn = false;
  const shown = new Set<string>();
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
  const show = (report: RunReport, path: string | undefined) => {
    if (json) {
      write(stdout, reportJson(report));
      return;
    }
    const document = documentOf(report);
    if (document) write(stdout, `${logText(document).trimEnd()}\n`);
    const stream = document === undefined ? stdout : stderr;
    const isTTY = stream.isTTY === true;
    const isShown = (finding: Finding) => shown.has(JSON.stringify(finding));
    const told = document === undefined ? terminalReport : besideDocument;
    const lines = told(report, { isTTY, paint: paintFor(hasColor(isTTY, env)), quiet, isShown, path });
    for (const finding of report.findings) shown.add(JSON.stringify(finding));
    if (lines.length > 0) write(stream, `${lines.join('\n')}\n`);
  };
  return {
    info: (text) => {
      write(json ? stderr : stdout, `${logText(text)}\n`);
    },
    debug: (text) => {
      if (verbose) write(stderr, `${logText(text)}\n`);
    },
    group: (title, body) => {
      if (!quiet && !json) write(stderr, `${logText(title)}\n`);
      return body();
    },
    annotate: (annotation) => {
      write(json ? stderr : stdout, `${terminalAnnotation(annotation)}\n`);
    },
    show,
    bar: stderr.isTTY === true && !quiet ? bar : undefined,
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
