import type { TextFile } from '../domain/file.ts';
import type { Place } from '../domain/place.ts';
import type { RunReport } from '../domain/report.ts';
import type { Severity } from '../domain/severity.ts';

/** Where people read along: the log of a job, or a terminal. Text is made harmless here, whatever it holds. */
export interface Console {
  info(text: string): void;
  debug(text: string): void;
  /** Runs `body` below a heading that can be folded. */
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
  annotate(annotation: Annotation): void;
  /**
   * Shows a whole run, with the path of its report. Only where people sit at a screen: it stands for all annotations and for the end of
   * the log then.
   */
  show?: ((report: RunReport, path: string | undefined) => void) | undefined;
  /** A bar that is drawn over; undefined takes it away. Only where there is somebody who watches. */
  bar?: ((state: BarState | undefined) => void) | undefined;
}

export interface BarState {
  /** From 0 to 1. */
  readonly part: number;
  readonly text: string;
}

/** A message at a line of a file. */
export interface Annotation {
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  /** Address of the page that explains it. */
  readonly help?: string;
  /** Undefined: it belongs to no file. */
  readonly place: Place | undefined;
}

/** What a run leaves for whoever reads it afterwards. Each of these throws where it cannot be written. */
export interface Results {
  setOutput(name: string, value: string): void;
  /** Adds to the job summary, in place of what this run has added before. Nothing in a terminal. */
  summary(markdown: string): Promise<void>;
  /** Writes files below a folder of this run outside of the workspace; gives absolute paths. */
  writeFiles(
    folder: string,
    files: readonly TextFile[],
  ): Promise<{ readonly root: string; readonly paths: readonly string[] }>;
  /** Writes a file of this run outside of the workspace and gives its absolute path. */
  writeReport(name: string, text: string): Promise<string>;
  /** Writes a file by its absolute path, below the runner's temporary folder. */
  writeTemporary(path: string, text: string): Promise<void>;
}
