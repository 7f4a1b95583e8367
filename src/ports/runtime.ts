/** The circumstances of a run. */
export interface Runtime {
  readonly kind: 'action' | 'terminal';
  /** `push`, `pull_request`, …; empty in a terminal. */
  readonly eventName: string;
  /** Aborted once the run is asked to stop: nothing new is begun then. */
  readonly cancelled: AbortSignal;
  /** The day in UTC, as `2026-11-25`. */
  today(): string;
  /** Milliseconds, for durations only. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}
