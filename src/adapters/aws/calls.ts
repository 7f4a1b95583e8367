import { compareText } from '../../domain/ordering.ts';
import type { CallCounts } from '../../ports/aws.ts';

/** Codes that mean "too fast". Source: the SDK's own list of throttling errors. */
const THROTTLED = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'SlowDown',
]);

/** The part of an SDK client that lets a function see every attempt. */
interface Observable {
  readonly middlewareStack: {
    add(
      middleware: (
        next: (args: unknown) => Promise<unknown>,
        context: { commandName?: string },
      ) => (args: unknown) => Promise<unknown>,
      options: { step: 'finalizeRequest'; priority: 'low'; name: string },
    ): void;
  };
}

/** Counts calls by operation. Retries count too: it is they that eat a quota. */
export class CallCounter {
  readonly #byOperation = new Map<string, number>();
  #throttled = 0;

  /** Counts what `client` sends from now on, under the service name that IAM uses. */
  observe(client: object, service: string): void {
    (client as Observable).middlewareStack.add(
      (next, context) => async (args) => {
        const operation = `${service}:${(context.commandName ?? 'Unknown').replace(/Command$/, '')}`;
        this.#byOperation.set(operation, (this.#byOperation.get(operation) ?? 0) + 1);
        try {
          return await next(args);
        } catch (error) {
          if (error instanceof Error && THROTTLED.has(error.name)) this.#throttled += 1;
          throw error;
        }
      },
      // After the retry middleware, so that each attempt passes.
      { step: 'finalizeRequest', priority: 'low', name: 'countCalls' },
    );
  }

  counts(): CallCounts {
    const byOperation = Object.fromEntries([...this.#byOperation].toSorted(([a], [b]) => compareText(a, b)));
    const total = Object.values(byOperation).reduce((sum, count) => sum + count, 0);
    return { total, byOperation, throttled: this.#throttled };
  }
}
