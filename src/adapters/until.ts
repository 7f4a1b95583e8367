/** Why a call of a cancelled run has failed. */
export const CANCELLED = 'the run was cancelled';

/**
 * What `start` comes to, or the error that `reason` makes as soon as the signal is aborted: a call that knows of no signal, and the
 * waits of a library, are left to themselves then. Nothing is started after that.
 */
export function until<T>(signal: AbortSignal, start: () => Promise<T>, reason: () => Error): Promise<T> {
  if (signal.aborted) return Promise.reject(reason());
  return new Promise<T>((resolve, reject) => {
    const stop = () => {
      reject(reason());
    };
    signal.addEventListener('abort', stop, { once: true });
    void start()
      .then(resolve, reject)
      .finally(() => {
        signal.removeEventListener('abort', stop);
      });
  });
}

/** The same with a time, in milliseconds: for clients that have none of their own. */
export async function within<T>(
  time: number,
  cancelled: AbortSignal,
  what: string,
  start: () => Promise<T>,
): Promise<T> {
  const expired = new AbortController();
  const timer = setTimeout(() => {
    expired.abort();
  }, time);
  const late = () => new Error(`${what} did not answer within ${Math.round(time / 1_000)} seconds`);
  try {
    return await until(
      cancelled,
      () => until(expired.signal, start, late),
      () => new Error(CANCELLED),
    );
  } finally {
    clearTimeout(timer);
  }
}
