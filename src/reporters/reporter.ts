import type { RunReport } from '../domain/report.ts';
import type { ActionInputs } from '../interface/inputs.ts';
import type { OutputValues } from '../interface/outputs.ts';
import type { Manifest } from '../manifest/model.ts';
import type { Console, Results } from '../ports/console.ts';
import type { GitHub } from '../ports/github.ts';
import type { Runtime } from '../ports/runtime.ts';
import type { Workspace } from '../ports/workspace.ts';

/** One way in which a run is reported: a file of this folder, its test, and its line in the list. */
export interface Reporter {
  /** As in `the summary could not be written`. */
  readonly what: string;
  /**
   * `here`: needs no network; it comes first, and again once GitHub was asked and the report says more. `github`: only where the token
   * may write. `end`: the last lines of the log.
   */
  readonly stage: 'here' | 'github' | 'end';
  /** What a job has to be allowed for it. */
  readonly permission?: string;
  /** Left out: it always has something to report. */
  applies?(run: Reported, runtime: Runtime): boolean;
  /** Throws where it cannot: whoever calls it sees to it that no other reporter is lost with it. */
  report(run: Reported, ports: ReporterPorts): Left | Promise<Left>;
}

/** A run, as reporters see it. */
export interface Reported {
  readonly report: RunReport;
  /** The report for people: with `mask-account-ids` without the ids of accounts. */
  readonly readable: RunReport;
  readonly manifests: readonly Manifest[];
  readonly inputs: ActionInputs;
  readonly left: Left;
  /** Why other reporters have left nothing. */
  readonly lost: readonly string[];
}

/** What reporters leave for those after them. */
export interface Left {
  /** Paths of the files. */
  readonly plan?: string | undefined;
  readonly report?: string | undefined;
  /** The outputs as they are set. */
  readonly outputs?: OutputValues['values'];
  /** How many notes people were shown. */
  readonly noted?: number;
  /** Number of the open drift issue. */
  readonly issue?: number | undefined;
}

export interface ReporterPorts {
  readonly console: Console;
  readonly results: Results;
  readonly workspace: Pick<Workspace, 'stage'>;
  readonly runtime: Runtime;
  readonly github: () => Promise<GitHub>;
}

/** Of annotations that belong to no rule. */
export const TITLE = 'amplify-import-auth';
