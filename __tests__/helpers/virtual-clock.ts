import type { Clock } from '../../src/adapters/aws/token-bucket.ts';

/** A clock that jumps to the next sleeper whenever everybody waits: hours pass in no time, and several may sleep at once. */
export class VirtualClock implements Clock {
  #now = 0;
  readonly #sleepers: { readonly until: number; readonly wake: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((wake) => this.#sleepers.push({ until: this.#now + milliseconds, wake }));
  }

  /** Lets time pass until `work` is done. */
  async run<T>(work: Promise<T>): Promise<T> {
    const state = { done: false };
    const settled = work.finally(() => (state.done = true));
    settled.catch(() => undefined);
    for (;;) {
      // Everything that can go on without time goes on first.
      await new Promise(setImmediate);
      if (state.done) return settled;
      this.#sleepers.sort((a, b) => a.until - b.until);
      const next = this.#sleepers.shift();
      if (next === undefined) throw new Error('everybody waits, and nobody for the clock');
      this.#now = Math.max(this.#now, next.until);
      next.wake();
    }
  }
}

/** The most of `times` that lie within any one second. */
export function mostInOneSecond(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.max(0, ...sorted.map((start) => sorted.filter((time) => time >= start && time < start + 1000).length));
}
