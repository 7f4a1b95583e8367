import { setMaxListeners } from 'node:events';
import { GRACE_MS } from '../grace.ts';

/** Ends all calls, and the waits between their attempts, once a cancelled run has used up its grace. */
export function deadlineOf(cancelled: AbortSignal): AbortSignal {
  const deadline = new AbortController();
  // Every call under way listens to it.
  setMaxListeners(0, deadline.signal);
  const arm = () => {
    setTimeout(() => {
      deadline.abort();
    }, GRACE_MS.aws).unref();
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
