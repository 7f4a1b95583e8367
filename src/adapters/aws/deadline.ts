import { setMaxListeners } from 'node:events';

/**
 * How long a cancelled run still waits for AWS. The runner kills ten seconds after its first signal; until then the env in hand must be
 * finished or put back, and the report written. Source: GitHub Docs, "Workflow cancellation".
 */
const GRACE_MS = 5_000;

/** Ends all calls, and the waits between their attempts, once a cancelled run has used up its grace. */
export function deadlineOf(cancelled: AbortSignal): AbortSignal {
  const deadline = new AbortController();
  // Every call under way listens to it.
  setMaxListeners(0, deadline.signal);
  const arm = () => {
    setTimeout(() => {
      deadline.abort();
    }, GRACE_MS).unref();
  };
  if (cancelled.aborted) arm();
  else cancelled.addEventListener('abort', arm, { once: true });
  return deadline.signal;
}

/** Has `deadline` end everything that `client` sends from now on. */
export function endAt(client: object, deadline: AbortSignal): void {
  const sender = client as { send(command: unknown, options?: object): Promise<unknown> };
  const send = sender.send.bind(client);
  sender.send = (command, options) => send(command, { abortSignal: deadline, ...options });
}
