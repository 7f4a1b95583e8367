import { setMaxListeners } from 'node:events';
import { constants } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Runtime } from '../ports/runtime.ts';
import { GRACE_MS } from './grace.ts';
import { NO_TRIGGER, triggerOf } from './trigger.ts';

/**
 * A signal this soon after the first one is the same wish: Ctrl-C reaches the whole group of processes, and npm passes it on as well.
 */
const SAME_WISH_MS = 500;

/** The process that we are: its event, its clock, and the signals that ask it to stop. */
export function processRuntime(kind: Runtime['kind']): Runtime {
  const cancel = new AbortController();
  const overdue = new AbortController();
  let crash: Runtime['crash'];
  // Every call under way listens.
  setMaxListeners(0, cancel.signal, overdue.signal);
  const stop = () => {
    if (cancel.signal.aborted) return;
    cancel.abort();
    // Keeps the process alive until then, even if nothing else does.
    setTimeout(() => {
      overdue.abort();
    }, GRACE_MS.run);
    setTimeout(() => process.exit(1), GRACE_MS.process).unref();
  };
  onSignals(stop);
  // What is under way is finished or put back, and reported: an error that nobody has caught ends a run as a signal does.
  process.on('uncaughtException', (error) => {
    crash ??= { error };
    stop();
  });
  const isAction = kind === 'action';
  return {
    kind,
    eventName: isAction ? (process.env['GITHUB_EVENT_NAME'] ?? '') : '',
    trigger: isAction ? triggerOf(process.env) : NO_TRIGGER,
    cancelled: cancel.signal,
    overdue: overdue.signal,
    get crash() {
      return crash;
    },
    today: () => new Date().toISOString().slice(0, 10),
    random: () => Math.random(),
    now: () => performance.now(),
    // A sleep ends at once when the run is cancelled.
    sleep: (milliseconds) => delay(milliseconds, undefined, { signal: cancel.signal }).catch(() => undefined),
  };
}

/** The first signal asks the run to stop; a second one ends the process as it is. */
function onSignals(stop: () => void): void {
  let first: number | undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (first !== undefined && performance.now() - first > SAME_WISH_MS) {
        process.exit(128 + constants.signals[signal]);
      }
      first ??= performance.now();
      stop();
    });
  }
}
