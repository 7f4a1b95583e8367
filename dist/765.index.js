export const id = 765;
export const ids = [765];
export const modules = {

/***/ 28765:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ONCE: () => (/* binding */ ONCE),
  call: () => (/* binding */ call),
  client: () => (/* binding */ client),
  failureOf: () => (/* binding */ failureOf),
  graphqlErrors: () => (/* binding */ graphqlErrors),
  maybe: () => (/* binding */ maybe),
  readingClient: () => (/* binding */ readingClient)
});

// EXTERNAL MODULE: ./node_modules/@actions/github/lib/utils.js + 19 modules
var utils = __webpack_require__(85555);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-retry/dist-bundle/index.js
var dist_bundle = __webpack_require__(49735);
// EXTERNAL MODULE: ./node_modules/bottleneck/light.js
var light = __webpack_require__(63251);
;// CONCATENATED MODULE: ./node_modules/@octokit/plugin-throttling/dist-bundle/index.js
// pkg/dist-src/index.js


// pkg/dist-src/version.js
var VERSION = "0.0.0-development";

// pkg/dist-src/wrap-request.js
var noop = () => Promise.resolve();
function wrapRequest(state, request, options) {
  return state.retryLimiter.schedule(doRequest, state, request, options);
}
async function doRequest(state, request, options) {
  const { pathname } = new URL(options.url, "http://github.test");
  const isAuth = isAuthRequest(options.method, pathname);
  const isWrite = !isAuth && options.method !== "GET" && options.method !== "HEAD";
  const isSearch = options.method === "GET" && pathname.startsWith("/search/");
  const isGraphQL = pathname.startsWith("/graphql");
  const retryCount = ~~request.retryCount;
  const jobOptions = retryCount > 0 ? { priority: 0, weight: 0 } : {};
  if (state.clustering) {
    jobOptions.expiration = 1e3 * 60;
  }
  if (isWrite || isGraphQL) {
    await state.write.key(state.id).schedule(jobOptions, noop);
  }
  if (isWrite && state.triggersNotification(pathname)) {
    await state.notifications.key(state.id).schedule(jobOptions, noop);
  }
  if (isSearch) {
    await state.search.key(state.id).schedule(jobOptions, noop);
  }
  const req = (isAuth ? state.auth : state.global).key(state.id).schedule(jobOptions, request, options);
  if (isGraphQL) {
    const res = await req;
    if (res.data.errors != null && res.data.errors.some((error) => error.type === "RATE_LIMITED")) {
      const error = Object.assign(new Error("GraphQL Rate Limit Exceeded"), {
        response: res,
        data: res.data
      });
      throw error;
    }
  }
  return req;
}
function isAuthRequest(method, pathname) {
  return method === "PATCH" && // https://docs.github.com/en/rest/apps/apps?apiVersion=2022-11-28#create-a-scoped-access-token
  /^\/applications\/[^/]+\/token\/scoped$/.test(pathname) || method === "POST" && // https://docs.github.com/en/rest/apps/oauth-applications?apiVersion=2022-11-28#reset-a-token
  (/^\/applications\/[^/]+\/token$/.test(pathname) || // https://docs.github.com/en/rest/apps/apps?apiVersion=2022-11-28#create-an-installation-access-token-for-an-app
  /^\/app\/installations\/[^/]+\/access_tokens$/.test(pathname) || // https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
  pathname === "/login/oauth/access_token");
}

// pkg/dist-src/generated/triggers-notification-paths.js
var triggers_notification_paths_default = [
  "/orgs/{org}/invitations",
  "/orgs/{org}/invitations/{invitation_id}",
  "/orgs/{org}/teams/{team_slug}/discussions",
  "/orgs/{org}/teams/{team_slug}/discussions/{discussion_number}/comments",
  "/repos/{owner}/{repo}/collaborators/{username}",
  "/repos/{owner}/{repo}/commits/{commit_sha}/comments",
  "/repos/{owner}/{repo}/issues",
  "/repos/{owner}/{repo}/issues/{issue_number}/comments",
  "/repos/{owner}/{repo}/issues/{issue_number}/sub_issue",
  "/repos/{owner}/{repo}/issues/{issue_number}/sub_issues/priority",
  "/repos/{owner}/{repo}/pulls",
  "/repos/{owner}/{repo}/pulls/{pull_number}/comments",
  "/repos/{owner}/{repo}/pulls/{pull_number}/comments/{comment_id}/replies",
  "/repos/{owner}/{repo}/pulls/{pull_number}/merge",
  "/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
  "/repos/{owner}/{repo}/pulls/{pull_number}/reviews",
  "/repos/{owner}/{repo}/releases",
  "/teams/{team_id}/discussions",
  "/teams/{team_id}/discussions/{discussion_number}/comments"
];

// pkg/dist-src/route-matcher.js
function routeMatcher(paths) {
  const regexes = paths.map(
    (path) => path.split("/").map((c) => c.startsWith("{") ? "(?:.+?)" : c).join("/")
  );
  const regex2 = `^(?:${regexes.map((r) => `(?:${r})`).join("|")})[^/]*$`;
  return new RegExp(regex2, "i");
}

// pkg/dist-src/index.js
var regex = routeMatcher(triggers_notification_paths_default);
var triggersNotification = regex.test.bind(regex);
var groups = {};
var createGroups = function(Bottleneck, common) {
  groups.global = new Bottleneck.Group({
    id: "octokit-global",
    maxConcurrent: 10,
    ...common
  });
  groups.auth = new Bottleneck.Group({
    id: "octokit-auth",
    maxConcurrent: 1,
    ...common
  });
  groups.search = new Bottleneck.Group({
    id: "octokit-search",
    maxConcurrent: 1,
    minTime: 2e3,
    ...common
  });
  groups.write = new Bottleneck.Group({
    id: "octokit-write",
    maxConcurrent: 1,
    minTime: 1e3,
    ...common
  });
  groups.notifications = new Bottleneck.Group({
    id: "octokit-notifications",
    maxConcurrent: 1,
    minTime: 3e3,
    ...common
  });
};
function throttling(octokit, octokitOptions) {
  const {
    enabled = true,
    Bottleneck = light,
    id = "no-id",
    timeout = 1e3 * 60 * 2,
    // Redis TTL: 2 minutes
    connection
  } = octokitOptions.throttle || {};
  if (!enabled) {
    return {};
  }
  const common = { timeout };
  if (typeof connection !== "undefined") {
    common.connection = connection;
  }
  const state = Object.assign(
    {
      clustering: connection != null,
      triggersNotification,
      fallbackSecondaryRateRetryAfter: 60,
      retryAfterBaseValue: 1e3,
      id
    },
    octokitOptions.throttle
  );
  if (typeof state.onSecondaryRateLimit !== "function" || typeof state.onRateLimit !== "function") {
    throw new Error(`octokit/plugin-throttling error:
        You must pass the onSecondaryRateLimit and onRateLimit error handlers.
        See https://octokit.github.io/rest.js/#throttling

        const octokit = new Octokit({
          throttle: {
            onSecondaryRateLimit: (retryAfter, options) => {/* ... */},
            onRateLimit: (retryAfter, options) => {/* ... */}
          }
        })
    `);
  }
  let initialized = false;
  const initializeBottleneck = () => {
    if (initialized) {
      return;
    }
    initialized = true;
    if (groups.global == null) {
      createGroups(Bottleneck, common);
    }
    state.global = state.global ?? groups.global;
    state.auth = state.auth ?? groups.auth;
    state.search = state.search ?? groups.search;
    state.write = state.write ?? groups.write;
    state.notifications = state.notifications ?? groups.notifications;
    state.retryLimiter = state.retryLimiter ?? new Bottleneck();
    const events = {};
    const emitter = new Bottleneck.Events(events);
    events.on("secondary-limit", state.onSecondaryRateLimit);
    events.on("rate-limit", state.onRateLimit);
    events.on(
      "error",
      (e) => octokit.log.warn("Error in throttling-plugin limit handler", e)
    );
    state.retryLimiter.on("failed", async function(error, info) {
      const [state2, request, options] = info.args;
      const { pathname } = new URL(options.url, "http://github.test");
      const shouldRetryGraphQL = pathname.startsWith("/graphql") && error.status !== 401;
      if (!(shouldRetryGraphQL || error.status === 403 || error.status === 429)) {
        return;
      }
      const retryCount = ~~request.retryCount;
      request.retryCount = retryCount;
      options.request.retryCount = retryCount;
      const { wantRetry, retryAfter = 0 } = await (async function() {
        if (/\bsecondary rate\b/i.test(error.message)) {
          const retryAfter2 = Number(error.response.headers["retry-after"]) || state2.fallbackSecondaryRateRetryAfter;
          const wantRetry2 = await emitter.trigger(
            "secondary-limit",
            retryAfter2,
            options,
            octokit,
            retryCount
          );
          return { wantRetry: wantRetry2, retryAfter: retryAfter2 };
        }
        if (error.response.headers != null && error.response.headers["x-ratelimit-remaining"] === "0" || (error.response.data?.errors ?? []).some(
          (error2) => error2.type === "RATE_LIMITED"
        )) {
          const rateLimitReset = new Date(
            ~~error.response.headers["x-ratelimit-reset"] * 1e3
          ).getTime();
          const retryAfter2 = Math.max(
            // Add one second so we retry _after_ the reset time
            // https://docs.github.com/en/rest/overview/resources-in-the-rest-api?apiVersion=2022-11-28#exceeding-the-rate-limit
            Math.ceil((rateLimitReset - Date.now()) / 1e3) + 1,
            0
          );
          const wantRetry2 = await emitter.trigger(
            "rate-limit",
            retryAfter2,
            options,
            octokit,
            retryCount
          );
          return { wantRetry: wantRetry2, retryAfter: retryAfter2 };
        }
        return {};
      })();
      if (wantRetry) {
        request.retryCount++;
        return retryAfter * state2.retryAfterBaseValue;
      }
    });
  };
  octokit.hook.wrap("request", (request, options) => {
    initializeBottleneck();
    return wrapRequest(state, request, options);
  });
  return {};
}
throttling.VERSION = VERSION;
throttling.triggersNotification = triggersNotification;


// EXTERNAL MODULE: ./lib/ports/github.js
var github = __webpack_require__(47517);
// EXTERNAL MODULE: ./lib/adapters/until.js
var until = __webpack_require__(81784);
;// CONCATENATED MODULE: ./lib/adapters/github/whole-answers.js
/** Statuses that never have a body. Source: Fetch standard, "null body status". */
const WITHOUT_BODY = new Set([204, 205, 304]);
/** What Octokit reads as JSON. Files asked for as they are come as `application/vnd.github.raw+json`, whatever they hold. */
const JSON_TYPE = /^application\/json\b/;
/**
 * A `fetch` that gives nothing but whole answers, each within a time. Octokit takes an answer that breaks off, or that is no JSON
 * although it says so, for a success without data: an empty list of comments, and the next one is a double.
 */
function wholeAnswers(inner, timeoutMs) {
    return async (input, init) => {
        const answer = await inner(input, { ...init, signal: AbortSignal.timeout(timeoutMs) });
        if (WITHOUT_BODY.has(answer.status))
            return answer;
        const body = await answer.arrayBuffer();
        if (answer.ok && JSON_TYPE.test(answer.headers.get('content-type') ?? ''))
            requireJson(body);
        const { status, statusText, url } = answer;
        const whole = new Response(body, { status, statusText, headers: [...answer.headers] });
        return Object.defineProperty(whole, 'url', { value: url });
    };
}
function requireJson(body) {
    try {
        JSON.parse(new TextDecoder().decode(body));
    }
    catch (cause) {
        throw new TypeError('the answer is cut off', { cause });
    }
}

;// CONCATENATED MODULE: ./lib/adapters/github/client.js






/** Waits that are longer than this are not waited for: the job's minutes are the user's money. */
const MOST_PATIENCE_S = 180;
const PACE = { timeoutMs: 30_000, secondMs: 1_000, pauses: true };
/** In place of the plugin's limiters, of which it uses nothing else. */
const NO_PAUSE = { key: () => ({ schedule: () => Promise.resolve() }) };
/**
 * GitHub's client with its own remedies: retries of what failed on the way, waits for primary and secondary rate limits, pauses
 * between writes. The endpoints come from the environment, so that GitHub Enterprise Server needs no setting.
 */
function client({ token, userAgent, cancelled, pace = PACE }) {
    const Client = utils/* GitHub */.gq.plugin(dist_bundle/* retry */.L, throttling);
    const isPatient = (retryAfter, _options, _octokit, count) => count < 2 && retryAfter <= MOST_PATIENCE_S;
    const whole = wholeAnswers(utils/* defaults */.NT.request?.fetch, pace.timeoutMs);
    const octokit = new Client({
        ...(0,utils/* getOctokitOptions */.EG)(token, { userAgent }),
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
        const send = async (input, init) => {
            // A wait that nobody waits for any more still ends.
            if (cancelled.aborted)
                throw new Error(until/* CANCELLED */.gD);
            isSent = true;
            try {
                return await whole(input, init);
            }
            finally {
                isSent = false;
            }
        };
        const cut = () => new github/* GitHubFailure */.i(isSent ? cutOff(options) : until/* CANCELLED */.gD, undefined, undefined, true);
        // The wrappers within see these options and no others.
        options.request = { ...options.request, fetch: send };
        return (0,until/* until */.TG)(cancelled, async () => request(options), cut);
    });
    return octokit;
}
/** What is said of a request that was on its way when the run was cancelled. */
function cutOff({ method, query }) {
    const isQuery = typeof query === 'string' && !query.trimStart().startsWith('mutation');
    if (method === 'GET' || method === 'HEAD' || isQuery)
        return until/* CANCELLED */.gD;
    const what = typeof query === 'string' && query.includes('createCommitOnBranch') ? 'the commit' : 'the change';
    return `${until/* CANCELLED */.gD} before GitHub answered, and it is unknown whether ${what} arrived`;
}
/** A client for GraphQL queries alone: all of GraphQL is a write for the plugin, and reads need no pauses. */
function readingClient(options) {
    return client({ ...options, pace: { ...(options.pace ?? PACE), pauses: false } });
}
/** For writes: a second try after a lost answer could do it twice, so it is left to those who can look first. */
const ONCE = { request: { retries: 0 } };
/** GraphQL answers with HTTP 200 whatever happens; its error types stand for these. */
const STATUS_OF_TYPE = {
    FORBIDDEN: 403,
    INSUFFICIENT_SCOPES: 403,
    NOT_FOUND: 404,
    UNPROCESSABLE: 422,
    RATE_LIMITED: 429,
};
/** The errors of a GraphQL answer; none for other failures. */
function graphqlErrors(error) {
    const { errors } = error;
    return Array.isArray(errors) ? errors : [];
}
/** Whatever the client throws, as the one failure that the port knows. What is no answer and no failed request is a bug, and thrown. */
function failureOf(error) {
    if (error instanceof github/* GitHubFailure */.i)
        return error;
    const [first] = graphqlErrors(error);
    if (first !== undefined) {
        return new github/* GitHubFailure */.i(first.message ?? 'refused', STATUS_OF_TYPE[first.type ?? ''] ?? 422, error);
    }
    const { status, response } = error;
    if (typeof status !== 'number' && response === undefined)
        throw error;
    const message = error instanceof Error ? error.message : String(error);
    if (response !== undefined && isRateLimit(response, status, message))
        return new github/* GitHubFailure */.i(message, 429, error);
    // The client reports a broken connection as a 500 of its own making, without an answer.
    return new github/* GitHubFailure */.i(message, response !== undefined && typeof status === 'number' ? status : undefined, error);
}
/** GitHub refuses with 403 as well as with 429 once a limit is reached. Source: "Rate limits for the REST API". */
function isRateLimit({ headers }, status, message) {
    if (status !== undefined && status !== 403 && status !== 429)
        return false;
    return headers?.['x-ratelimit-remaining'] === '0' || /\brate limit\b/i.test(message);
}
/** Runs a call and lets nothing but the port's failure out. */
async function call(run) {
    try {
        return await run();
    }
    catch (error) {
        throw failureOf(error);
    }
}
/** The same, with undefined for what is not there. */
async function maybe(run) {
    try {
        return await run();
    }
    catch (error) {
        const failure = failureOf(error);
        if (failure.status === 404)
            return undefined;
        throw failure;
    }
}


/***/ })

};
