import { setTimeout as delay } from 'node:timers/promises';
import type { Runtime } from '../ports/runtime.ts';
import { NO_TRIGGER, triggerOf } from './trigger.ts';

/** The process that we are: its event, its clock, and the signals that ask it to stop. */
export function processRuntime(kind: Runtime['kind']): Runtime {
  const cancel = new AbortController();
  // The runner sends SIGINT, waits 7.5 s, sends SIGTERM, waits 2.5 s and kills. Source: GitHub Docs, "Workflow cancellation".
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      cancel.abort();
    });
  }
  const isAction = kind === 'action';
  return {
    kind,
    eventName: isAction ? (process.env['GITHUB_EVENT_NAME'] ?? '') : '',
    trigger: isAction ? triggerOf(process.env) : NO_TRIGGER,
    cancelled: cancel.signal,
    today: () => new Date().toISOString().slice(0, 10),
    random: () => Math.random(),
    now: () => performance.now(),
    // A sleep ends at once when the run is cancelled.
    sleep: (milliseconds) => delay(milliseconds, undefined, { signal: cancel.signal }).catch(() => undefined),
  };
}
