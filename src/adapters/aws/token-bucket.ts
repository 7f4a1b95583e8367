/** A clock and a way to wait, so that tests need no time. */
export interface Clock {
  now(): number;
  /** Ends early once the run is cancelled. */
  sleep(milliseconds: number): Promise<void>;
}

/** Throttles within this time are one. */
const SETTLE_MS = 1_000;
/** After so long without another throttle the rate grows by a quarter. */
const RECOVERY_MS = 5_000;
const RECOVERY = 1.25;

/**
 * Lets calls through at a rate, with a burst to begin with. In any one second it lets through at most `burst + rate` calls.
 * Those who wait are served in the order in which they came.
 */
export class TokenBucket {
  readonly #clock: Clock;
  readonly #burst: number;
  #rate: number;
  #tokens: number;
  #filledAt: number;
  readonly #fullRate: number;
  #changedAt = Number.NEGATIVE_INFINITY;
  #line: Promise<unknown> = Promise.resolve();

  /**
   * `rate` in calls a second. Of several buckets that share a rate, each too small for a call at once, the first calls are spread:
   * `turn` is its place among them, from 0 to 1.
   */
  constructor(rate: number, burst: number, clock: Clock, turn = 0) {
    this.#clock = clock;
    this.#rate = rate;
    this.#fullRate = rate;
    this.#burst = Math.max(1, burst);
    this.#tokens = burst < 1 ? 1 - turn : burst;
    this.#filledAt = clock.now();
  }

  get rate(): number {
    return this.#rate;
  }

  /**
   * Halves the rate, but not below `least` of what it was made with, and once a second at most: calls that were under way together
   * are throttled together. It grows back slowly.
   */
  slowDown(least: number): void {
    this.#fill();
    const now = this.#clock.now();
    if (now - this.#changedAt < SETTLE_MS && this.#rate < this.#fullRate) return;
    this.#rate = Math.max(this.#fullRate * least, this.#rate / 2);
    this.#changedAt = now;
  }

  /** Waits until a call may be made. */
  take(): Promise<void> {
    const turn = this.#line.then(() => this.#wait());
    // A wait that was cancelled does not hold up those behind it.
    this.#line = turn.catch(() => undefined);
    return turn;
  }

  async #wait(): Promise<void> {
    this.#fill();
    if (this.#tokens < 1) {
      await this.#clock.sleep(Math.ceil(((1 - this.#tokens) / this.#rate) * 1000));
      this.#fill();
    }
    this.#tokens -= 1;
  }

  #fill(): void {
    const now = this.#clock.now();
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#filledAt) / 1000) * this.#rate);
    this.#filledAt = now;
    const quiet = Math.floor((now - this.#changedAt) / RECOVERY_MS);
    if (this.#rate < this.#fullRate && quiet > 0) {
      this.#rate = Math.min(this.#fullRate, this.#rate * RECOVERY ** quiet);
      this.#changedAt += quiet * RECOVERY_MS;
    }
  }
}
