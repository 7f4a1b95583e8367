import { REPORTERS } from '../../reporters/index.ts';
import { TITLE, type Left, type Reported, type Reporter, type ReporterPorts } from '../../reporters/reporter.ts';

/**
 * What a run leaves behind without any network. Each reporter stands by itself: one that cannot write is a warning that names it, and
 * takes no other with it.
 */
export class Sinks {
  readonly #ports: ReporterPorts;
  #left: Left = {};
  /** What was said of each that could not write; it is not tried again. */
  readonly #lost = new Map<Reporter, string>();

  constructor(ports: ReporterPorts) {
    this.#ports = ports;
  }

  /** Has everything written; again, once the report says more: the last text counts. */
  async write(run: Omit<Reported, 'left' | 'lost'>): Promise<Pick<Reported, 'left' | 'lost'>> {
    this.#left = { ...this.#left, plan: undefined, report: undefined };
    for (const reporter of REPORTERS) {
      const { stage, what } = reporter;
      const now: Reported = { ...run, left: this.#left, lost: [...this.#lost.values()] };
      if (stage !== 'here' || this.#lost.has(reporter)) continue;
      if (reporter.applies?.(now, this.#ports.runtime) === false) continue;
      try {
        this.#left = { ...this.#left, ...(await reporter.report(now, this.#ports)) };
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        const message = `${what.charAt(0).toUpperCase()}${what.slice(1)} could not be written: ${why}`;
        this.#lost.set(reporter, message);
        this.#ports.console.annotate({ severity: 'warning', title: TITLE, message, place: undefined });
      }
    }
    return { left: this.#left, lost: [...this.#lost.values()] };
  }
}
