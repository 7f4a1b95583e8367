import { compareText } from '../../domain/ordering.ts';
import type { CallCounts } from '../../ports/aws.ts';
import type { LimitedCall } from './limiter.ts';

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

/** Sees every attempt of every call. */
export interface Watcher {
  /** Before an attempt; it may make the attempt wait. */
  before(call: LimitedCall): Promise<void>;
  /** After an attempt that was answered "too fast". */
  throttled(call: LimitedCall): void;
}

interface HandlerContext {
  commandName?: string;
  userPoolId?: string | undefined;
}

/** The part of an SDK client that lets functions see its calls. */
interface Observable {
  readonly middlewareStack: {
    add(
      middleware: (
        next: (args: { input?: unknown }) => Promise<unknown>,
        context: HandlerContext,
      ) => (args: { input?: unknown }) => Promise<unknown>,
      options: { step: 'initialize' | 'finalizeRequest'; priority?: 'low'; name: string },
    ): void;
  };
}

/** Shows `watcher` all that `client` sends from now on. */
export function watch(
  client: object,
  place: Pick<LimitedCall, 'account' | 'region' | 'service'>,
  watcher: Watcher,
): void {
  const { middlewareStack } = client as Observable;
  middlewareStack.add(
    (next, context) => (args) => {
      const id = (args.input as { UserPoolId?: unknown } | undefined)?.UserPoolId;
      context.userPoolId = typeof id === 'string' ? id : undefined;
      return next(args);
    },
    { step: 'initialize', name: 'noteUserPool' },
  );
  middlewareStack.add(
    (next, context) => async (args) => {
      const operation = (context.commandName ?? 'Unknown').replace(/Command$/, '');
      const call = { ...place, operation, userPoolId: context.userPoolId };
      await watcher.before(call);
      try {
        return await next(args);
      } catch (error) {
        if (error instanceof Error && THROTTLED.has(error.name)) watcher.throttled(call);
        throw error;
      }
    },
    // After the retry middleware, so that each attempt passes.
    { step: 'finalizeRequest', priority: 'low', name: 'watchAttempts' },
  );
}

/** Counts calls by operation. Retries count too: it is they that eat a quota. */
export class CallCounter {
  readonly #byOperation = new Map<string, number>();
  #throttled = 0;

  count({ service, operation }: LimitedCall): void {
    const name = `${service}:${operation}`;
    this.#byOperation.set(name, (this.#byOperation.get(name) ?? 0) + 1);
  }

  countThrottled(): void {
    this.#throttled += 1;
  }

  counts(): CallCounts {
    const byOperation = Object.fromEntries([...this.#byOperation].toSorted(([a], [b]) => compareText(a, b)));
    const total = Object.values(byOperation).reduce((sum, count) => sum + count, 0);
    return { total, byOperation, throttled: this.#throttled };
  }
}
