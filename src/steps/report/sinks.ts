import type { RunReport } from '../../domain/report.ts';
import type { ActionInputs } from '../../interface/inputs.ts';
import { outputValues } from '../../interface/outputs.ts';
import type { Console, Results } from '../../ports/console.ts';
import type { Workspace } from '../../ports/workspace.ts';
import { planJson, reportJson } from '../../report/report-json.ts';
import { sarif } from '../../report/sarif.ts';
import { summaryOf } from '../../report/summary.ts';
import { VERSION } from '../../domain/version.ts';

/** Of annotations that belong to no rule. */
export const TITLE = 'amplify-import-auth';

export interface SinkPorts {
  readonly console: Console;
  readonly results: Results;
  readonly workspace: Pick<Workspace, 'stage'>;
}

/**
 * What a run leaves behind without any network: report, plan, SARIF, outputs and summary. Each of them stands by itself: one that
 * cannot be written is a warning that names it, and takes no other with it.
 */
export class Sinks {
  readonly #inputs: Pick<ActionInputs, 'sarifFile'>;
  readonly #ports: SinkPorts;
  /** The outputs as they were set last. */
  readonly #outputs = new Map<string, string>();
  /** What was said of each sink that could not be written; it is not tried again. */
  readonly #lost = new Map<string, string>();

  constructor(inputs: Pick<ActionInputs, 'sarifFile'>, ports: SinkPorts) {
    this.#inputs = inputs;
    this.#ports = ports;
  }

  /**
   * Writes everything; again, once the report says more: the last text counts. `readable` is the report for people. Gives the report's
   * path, which is empty where it could not be written.
   */
  async write(report: RunReport, readable: RunReport): Promise<string> {
    const { results } = this.#ports;
    const plan = await this.#keep('The plan', () => results.writeReport('plan.json', planJson(report)));
    const path = await this.#keep('The report', () => results.writeReport('report.json', reportJson(report)));
    await this.#keep('The SARIF file', () => this.#writeSarif(readable));
    const { values, tooLarge } = outputValues(report, { plan: plan ?? '', report: path ?? '' });
    const isFirst = this.#outputs.size === 0;
    await this.#keep('The outputs', () => {
      for (const [name, value] of Object.entries(values)) {
        if (this.#outputs.get(name) === value) continue;
        results.setOutput(name, value);
        this.#outputs.set(name, value);
      }
    });
    for (const name of isFirst ? tooLarge : []) {
      this.#say('notice', `the output ${name} is larger than GitHub takes and is left empty; it stands in the report`);
    }
    await this.#keep('The summary', () =>
      results.summary(summaryOf({ ...readable, notes: [...readable.notes, ...this.#lost.values()] })),
    );
    return path ?? '';
  }

  async #keep<T>(what: string, write: () => T | Promise<T>): Promise<T | undefined> {
    if (this.#lost.has(what)) return undefined;
    try {
      return await write();
    } catch (error) {
      const message = `${what} could not be written: ${error instanceof Error ? error.message : String(error)}`;
      this.#lost.set(what, message);
      this.#say('warning', message);
      return undefined;
    }
  }

  async #writeSarif(readable: RunReport): Promise<void> {
    const { sarifFile } = this.#inputs;
    if (sarifFile === '') return;
    await (await this.#ports.workspace.stage(sarifFile, sarif(readable, VERSION))).commit();
  }

  #say(severity: 'warning' | 'notice', message: string): void {
    this.#ports.console.annotate({ severity, title: TITLE, message, place: undefined });
  }
}
