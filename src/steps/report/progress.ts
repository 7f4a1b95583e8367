import type { Console } from '../../ports/console.ts';
import type { Runtime } from '../../ports/runtime.ts';

const EVERY_MS = 30_000;

export interface ProgressPorts {
  readonly console: Console;
  readonly runtime: Pick<Runtime, 'kind' | 'now'>;
}

/**
 * Tells how far long work has come: in the log of a job by a line every half minute, so that short runs say nothing; in a terminal
 * that can show one by a bar. How much time is left is guessed from the time that the rest took.
 */
export class Progress {
  readonly #what: string;
  readonly #total: number;
  readonly #ports: ProgressPorts;
  readonly #begun: number;
  #reportedAt: number;
  #done = 0;

  /** `what` as in `looked at`. */
  constructor(what: string, total: number, ports: ProgressPorts) {
    this.#what = what;
    this.#total = total;
    this.#ports = ports;
    this.#begun = ports.runtime.now();
    this.#reportedAt = this.#begun;
  }

  /** One more env is done. */
  done(): void {
    const { console, runtime } = this.#ports;
    this.#done += 1;
    const now = runtime.now();
    const isLast = this.#done === this.#total;
    const left = ((now - this.#begun) / this.#done) * (this.#total - this.#done);
    const text = `${this.#what} ${this.#done} of ${this.#total} envs, about ${durationOf(left)} left`;
    if (console.bar !== undefined) console.bar(isLast ? undefined : { part: this.#done / this.#total, text });
    else if (runtime.kind === 'action' && !isLast && now - this.#reportedAt >= EVERY_MS) {
      this.#reportedAt = now;
      console.info(text);
    }
  }
}

function durationOf(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
