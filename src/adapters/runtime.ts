import { setTimeout as delay } from 'node:timers/promises';
import type { Runtime } from '../ports/runtime.ts';

/** The process that we are: its event, its clock, and the signals that ask it to stop. */
export function processRuntime(kind: Runtime['kind']): Runtime {
  const cancel = new AbortController();
  // The runner sends SIGINT, waits 7.5 s, sends SIGTERM, waits 2.5 s and kills. Source: GitHub Docs, "Workflow cancellation".
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      cancel.abort();
    });
  return {
    kind,
    eventName: kind === 'action' ? (process.env['GITHUB_EVENT_NAME'] ?? '') : '',
    cancelled: cancel.signal,
    today: () => new Date().toISOString().slice(0, 10),
    now: () => performance.now(),
    // A sleep ends at once when the run is cancelled.
    sleep: (milliseconds) => delay(milliseconds, undefined, { signal: cancel.signal }).catch(() => undefined),
  };
}
