import type { Clock } from './token-bucket.ts';

/**
 * What time it is for AWS, which says when credentials end: the clock of a runner may be hours off. Every answer of AWS tells it in its
 * `Date` header; until the first one the machine's own clock is all there is.
 */
export class ServerTime {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #wall: () => number;
  /** Time at AWS less the run's own clock, which no correction of the machine's clock moves. */
  #ahead = Number.NEGATIVE_INFINITY;

  constructor(clock: Pick<Clock, 'now'>, wall: () => number = Date.now) {
    this.#clock = clock;
    this.#wall = wall;
  }

  /** Takes the `Date` header of an answer. It was on its way for a while, so the latest of all is the best. */
  heard(date: string | undefined): void {
    const time = Date.parse(date ?? '');
    if (!Number.isNaN(time)) this.#ahead = Math.max(this.#ahead, time - this.#clock.now());
  }

  get isKnown(): boolean {
    return Number.isFinite(this.#ahead);
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.isKnown ? this.#clock.now() + this.#ahead : this.#wall();
  }

  /** By how much the machine's clock is to be corrected for signatures. */
  get systemClockOffset(): number {
    return this.isKnown ? this.now() - this.#wall() : 0;
  }
}
