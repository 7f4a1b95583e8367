/** Statuses that never have a body. Source: Fetch standard, "null body status". */
const WITHOUT_BODY = new Set([204, 205, 304]);

/** What Octokit reads as JSON. Files asked for as they are come as `application/vnd.github.raw+json`, whatever they hold. */
const JSON_TYPE = /^application\/json\b/;

/**
 * A `fetch` that gives nothing but whole answers, each within a time. Octokit takes an answer that breaks off, or that is no JSON
 * although it says so, for a success without data: an empty list of comments, and the next one is a double.
 */
export function wholeAnswers(inner: typeof fetch, timeoutMs: number): typeof fetch {
  return async (input, init) => {
    const answer = await inner(input, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    if (WITHOUT_BODY.has(answer.status)) return answer;
    const body = await answer.arrayBuffer();
    if (answer.ok && JSON_TYPE.test(answer.headers.get('content-type') ?? '')) requireJson(body);
    const { status, statusText, url } = answer;
    const whole = new Response(body, { status, statusText, headers: [...answer.headers] });
    return Object.defineProperty(whole, 'url', { value: url });
  };
}

function requireJson(body: ArrayBuffer): void {
  try {
    JSON.parse(new TextDecoder().decode(body));
  } catch (cause) {
    throw new TypeError('the answer is cut off', { cause });
  }
}
