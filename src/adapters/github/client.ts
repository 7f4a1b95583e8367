import { getOctokitOptions, GitHub } from '@actions/github/lib/utils';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { GitHubFailure } from '../../ports/github.ts';

/** Waits that are longer than this are not waited for: the job's minutes are the user's money. */
const MOST_PATIENCE_S = 180;
const TIMEOUT_MS = 30_000;

/**
 * GitHub's client with its own remedies: retries of what failed on the way, waits for primary and secondary rate limits, pauses
 * between writes. The endpoints come from the environment, so that GitHub Enterprise Server needs no setting.
 */
export function client(token: string, userAgent: string): Client {
  const Client = GitHub.plugin(retry, throttling);
  const octokit = new Client({
    ...getOctokitOptions(token, { userAgent }),
    throttle: {
      onRateLimit: (retryAfter: number, _options: object, _octokit: unknown, count: number) =>
        count < 2 && retryAfter <= MOST_PATIENCE_S,
      onSecondaryRateLimit: (retryAfter: number, _options: object, _octokit: unknown, count: number) =>
        count < 2 && retryAfter <= MOST_PATIENCE_S,
    },
  });
  octokit.hook.before('request', (options) => {
    options.request = { ...options.request, signal: AbortSignal.timeout(TIMEOUT_MS) };
  });
  return octokit;
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

/** Whatever the client throws, as the one failure that the port knows. */
export function failureOf(error: unknown): GitHubFailure {
  if (error instanceof GitHubFailure) return error;
  const [first] = graphqlErrors(error);
  if (first !== undefined) {
    return new GitHubFailure(first.message ?? 'refused', STATUS_OF_TYPE[first.type ?? ''] ?? 422, error);
  }
  const status = (error as { status?: unknown }).status;
  const message = error instanceof Error ? error.message : String(error);
  // The client reports a broken connection as a 500 of its own making, without an answer.
  const answered = (error as { response?: unknown }).response !== undefined;
  return new GitHubFailure(message, answered && typeof status === 'number' ? status : undefined, error);
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
