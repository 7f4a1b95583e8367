import { defaults, getOctokitOptions, GitHub } from '@actions/github/lib/utils';
import { retry } from '@octokit/plugin-retry';
import { throttling, type ThrottlingOptions } from '@octokit/plugin-throttling';
import { GitHubFailure } from '../../ports/github.ts';
import { CANCELLED, until } from '../until.ts';
import { wholeAnswers } from './whole-answers.ts';

/** Waits that are longer than this are not waited for: the job's minutes are the user's money. */
const MOST_PATIENCE_S = 180;

/** What tests cannot wait for. */
export interface Pace {
  /** For one attempt, its answer read to the end; waits between attempts do not count. */
  readonly timeoutMs: number;
  /** How long a second is, of those for which a retry or a rate limit waits. */
  readonly secondMs: number;
  /** Whether to keep the pauses between writes that GitHub asks for. */
  readonly pauses: boolean;
}

const PACE: Pace = { timeoutMs: 30_000, secondMs: 1_000, pauses: true };

/** In place of the plugin's limiters, of which it uses nothing else. */
const NO_PAUSE = { key: () => ({ schedule: () => Promise.resolve() }) } as unknown as Limiters;

type Limiters = NonNullable<ThrottlingOptions['write']>;

export interface ClientOptions {
  readonly token: string;
  readonly userAgent: string;
  /** Ends every call, and every wait for one. */
  readonly cancelled: AbortSignal;
  /** For tests. */
  readonly pace?: Pace | undefined;
}

/**
 * GitHub's client with its own remedies: retries of what failed on the way, waits for primary and secondary rate limits, pauses
 * between writes. The endpoints come from the environment, so that GitHub Enterprise Server needs no setting.
 */
export function client({ token, userAgent, cancelled, pace = PACE }: ClientOptions): Client {
  const Client = GitHub.plugin(retry, throttling);
  const isPatient = (retryAfter: number, _options: object, _octokit: unknown, count: number) =>
    count < 2 && retryAfter <= MOST_PATIENCE_S;
  const whole = wholeAnswers(defaults.request?.fetch as typeof fetch, pace.timeoutMs);
  const octokit = new Client({
    ...getOctokitOptions(token, { userAgent }),
    retry: { retryAfterBaseValue: pace.secondMs },
    throttle: {
      retryAfterBaseValue: pace.secondMs,
      onRateLimit: isPatient,
      onSecondaryRateLimit: isPatient,
      ...(pace.pauses ? {} : { write: NO_PAUSE, notifications: NO_PAUSE }),
    },
  });
  // The hook of the last wrapper is the outermost: the plugins' own waits know of no signal.
  octokit.hook.wrap('request', (request, options) => {
    let isSent = false;
    const send: typeof fetch = async (input, init) => {
      // A wait that nobody waits for any more still ends.
      if (cancelled.aborted) throw new Error(CANCELLED);
      isSent = true;
      try {
        return await whole(input, init);
      } finally {
        isSent = false;
      }
    };
    const cut = () => new GitHubFailure(isSent ? cutOff(options) : CANCELLED, undefined, undefined, true);
    // The wrappers within see these options and no others.
    options.request = { ...options.request, fetch: send };
    return until(cancelled, async () => request(options), cut);
  });
  return octokit;
}

/** What is said of a request that was on its way when the run was cancelled. */
function cutOff({ method, query }: { readonly method: string; readonly query?: unknown }): string {
  const isQuery = typeof query === 'string' && !query.trimStart().startsWith('mutation');
  if (method === 'GET' || method === 'HEAD' || isQuery) return CANCELLED;
  const what = typeof query === 'string' && query.includes('createCommitOnBranch') ? 'the commit' : 'the change';
  return `${CANCELLED} before GitHub answered, and it is unknown whether ${what} arrived`;
}

/** A client for GraphQL queries alone: all of GraphQL is a write for the plugin, and reads need no pauses. */
export function readingClient(options: ClientOptions): Client {
  return client({ ...options, pace: { ...(options.pace ?? PACE), pauses: false } });
}

export type Client = InstanceType<typeof GitHub>;

/** For writes: a second try after a lost answer could do it twice, so it is left to those who can look first. */
export const ONCE = { request: { retries: 0 } } as const;

/** GraphQL answers with HTTP 200 whatever happens; its error types stand for these. */
const STATUS_OF_TYPE: Readonly<Record<string, number>> = {
  FORBIDDEN: 403,
  INSUFFICIENT_SCOPES: 403,
  NOT_FOUND: 404,
  UNPROCESSABLE: 422,
  RATE_LIMITED: 429,
};

interface GraphqlError {
  readonly type?: string;
  readonly message?: string;
}

/** The errors of a GraphQL answer; none for other failures. */
export function graphqlErrors(error: unknown): readonly GraphqlError[] {
  const { errors } = error as { errors?: unknown };
  return Array.isArray(errors) ? (errors as GraphqlError[]) : [];
}

/** Whatever the client throws, as the one failure that the port knows. What is no answer and no failed request is a bug, and thrown. */
export function failureOf(error: unknown): GitHubFailure {
  if (error instanceof GitHubFailure) return error;
  const [first] = graphqlErrors(error);
  if (first !== undefined) {
    return new GitHubFailure(first.message ?? 'refused', STATUS_OF_TYPE[first.type ?? ''] ?? 422, error);
  }
  const { status, response } = error as { status?: unknown; response?: Answer };
  if (typeof status !== 'number' && response === undefined) throw error;
  const message = error instanceof Error ? error.message : String(error);
  if (response !== undefined && isRateLimit(response, status, message)) return new GitHubFailure(message, 429, error);
  // The client reports a broken connection as a 500 of its own making, without an answer.
  return new GitHubFailure(message, response !== undefined && typeof status === 'number' ? status : undefined, error);
}

interface Answer {
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** GitHub refuses with 403 as well as with 429 once a limit is reached. Source: "Rate limits for the REST API". */
function isRateLimit({ headers }: Answer, status: unknown, message: string): boolean {
  if (status !== undefined && status !== 403 && status !== 429) return false;
  return headers?.['x-ratelimit-remaining'] === '0' || /\brate limit\b/i.test(message);
}

/** Runs a call and lets nothing but the port's failure out. */
export async function call<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw failureOf(error);
  }
}

/** The same, with undefined for what is not there. */
export async function maybe<T>(run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    const failure = failureOf(error);
    if (failure.status === 404) return undefined;
    throw failure;
  }
}
