import { compareText } from '../../domain/ordering.ts';
import type { CallCounts } from '../../ports/aws.ts';
import { CANCELLED, until } from '../until.ts';
import type { LimitedCall } from './limiter.ts';
import { isTooFast } from './retry.ts';

/** Calls by which an env in hand is finished or put back, those that renew its credentials included. */
const FINISHING = new Set([
  'GetRolePolicy',
  'PutRolePolicy',
  'DeleteRolePolicy',
  'GetFunctionConfiguration',
  'UpdateFunctionConfiguration',
  'AssumeRole',
  'AssumeRoleWithWebIdentity',
]);

/** Sees every attempt of every call. */
export interface Watcher {
  /** Once it is aborted, nobody waits for a call any more that finishes nothing. */
  readonly cancelled: AbortSignal;
  /** With the `Date` header of every answer. */
  answered(date: string | undefined): void;
  /** Before an attempt; it may make the attempt wait. */
  before(call: LimitedCall): Promise<void>;
  /** After an attempt that was answered "too fast". */
  throttled(call: LimitedCall): void;
}

/** Whether a call is made also by a cancelled run. */
export function isFinishing(operation: string): boolean {
  return FINISHING.has(operation);
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
      options: { step: 'initialize' | 'finalizeRequest' | 'deserialize'; priority?: 'low'; name: string },
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
      if (isFinishing(operationOf(context))) return next(args);
      return until(
        watcher.cancelled,
        () => next(args),
        () => new Error(CANCELLED),
      );
    },
    { step: 'initialize', name: 'noteUserPool' },
  );
  middlewareStack.add(
    (next, context) => async (args) => {
      const call = { ...place, operation: operationOf(context), userPoolId: context.userPoolId };
      await watcher.before(call);
      try {
        return await next(args);
      } catch (error) {
        if (isTooFast(error)) watcher.throttled(call);
        throw error;
      }
    },
    // After the retry middleware, so that each attempt passes.
    { step: 'finalizeRequest', priority: 'low', name: 'watchAttempts' },
  );
  middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      watcher.answered((answer as Answer).response?.headers?.['date']);
      return answer;
    },
    // Next to the connection: the answer is still as it came, errors included.
    { step: 'deserialize', priority: 'low', name: 'noteDate' },
  );
}

interface Answer {
  readonly response?: { readonly headers?: Readonly<Record<string, string>> };
}

function operationOf({ commandName = 'Unknown' }: HandlerContext): string {
  return commandName.replace(/Command$/, '');
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
