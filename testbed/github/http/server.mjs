// @ts-check
/**
 * The HTTP server: notes every request, lets faults happen, and finds who answers.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { operationOf } from '../graphql/operation.mjs';
import { authenticate } from './access.mjs';
import { answerRequest, parseJson } from './dispatch.mjs';
import { faultAnswer, faultFor } from './faults.mjs';

/** @typedef {import('node:http').IncomingMessage} IncomingMessage */
/** @typedef {import('node:http').ServerResponse} ServerResponse */
/** @typedef {import('../model/tokens.mjs').Token} Token */
/** @typedef {import('../model/world.mjs').World} World */
/** @typedef {import('./answers.mjs').Answer} Answer */
/** @typedef {import('./faults.mjs').Fault} Fault */
/** @typedef {import('./faults.mjs').FaultRule} FaultRule */

/**
 * One request. `start` and `end` are those of the proxy's calls, so its statistics work here too.
 *
 * @typedef {object} Call
 * @property {string} method
 * @property {string} path with its query; without the /api/v3 and /api of an Enterprise Server
 * @property {string} operation the fields at the top of a GraphQL request, joined by commas; else empty
 * @property {string} login whose token it was; empty for none or an unknown one
 * @property {string} body of what is JSON; else empty
 * @property {number} status 0 while, or where, there is no answer
 * @property {string[]} errors types of the errors that GraphQL answered with
 * @property {number} start performance.now() when it arrived
 * @property {number} end performance.now() just before its answer left; Infinity while there is none
 * @property {Fault['kind'] | ''} fault
 */

/**
 * @param {object} options
 * @param {World} options.world
 * @param {() => FaultRule[]} options.faults
 * @param {Call[]} options.log
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function startServer({ world, faults, log }) {
  /** @type {Set<Promise<unknown>>} */
  const open = new Set();
  const server = createServer((request, response) => {
    // A client that goes away in the middle of its request is no reason to take the tests down.
    const work = handle(request, response).catch(() => response.destroy());
    open.add(work);
    work.finally(() => open.delete(work));
  });

  /**
   * @param {IncomingMessage} request
   * @param {ServerResponse} response
   */
  async function handle(request, response) {
    const url = new URL(request.url ?? '/', world.url);
    const path = url.pathname.replace(/^\/api(\/v3(?=\/|$)|(?=\/graphql$))/, '') || '/';
    /** @type {Call} */
    const call = {
      method: request.method ?? 'GET',
      path: path + url.search,
      operation: '',
      login: '',
      body: '',
      status: 0,
      errors: [],
      start: performance.now(),
      end: Infinity,
      fault: '',
    };
    log.push(call);
    await answer(request, response, { url, path, call });
  }

  /**
   * @param {IncomingMessage} request
   * @param {ServerResponse} response
   * @param {{ url: URL, path: string, call: Call }} parsed
   */
  async function answer(request, response, { url, path, call }) {
    const raw = await readAll(request);
    call.body = path.startsWith('/_blob/') ? '' : raw.toString();
    const isGraphql = path === '/graphql';
    call.operation = isGraphql ? operationOf(parseJson(call.body) ?? {}) : '';
    const token = knownToken(world, request);
    call.login = token?.account.login ?? '';

    const fault = faultFor(faults(), call);
    call.fault = fault?.kind ?? '';
    if (fault?.kind === 'reset') {
      return cut(request, call);
    }
    if (fault?.kind === 'hang') {
      await closed(response);
      call.end = performance.now();
      return undefined;
    }
    const given =
      (fault && faultAnswer(fault, { token, isGraphql })) ??
      (await answerRequest(world, { method: call.method, headers: request.headers, url, path, raw }));
    if (fault?.kind === 'lose-response') {
      return cut(request, call);
    }
    const content = contentOf(given);
    const errors = isGraphql ? /** @type {{ errors?: { type?: string }[] }} */ (given.body)?.errors : undefined;
    call.errors = errors?.map(({ type }) => type ?? '') ?? [];
    // Noted before the first byte leaves: whatever the client does next starts later.
    call.end = performance.now();
    call.status = given.status;
    response.writeHead(given.status, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(content.length),
      'x-github-request-id': randomUUID(),
      'x-github-media-type': 'github.v3; format=json',
      ...given.headers,
    });
    if (fault?.kind === 'truncate') {
      // Cut only once the half has left, or the reset overtakes it.
      return response.write(content.subarray(0, content.length >> 1), () => setTimeout(() => cut(request, call), 5));
    }
    return response.end(content);
  }

  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      const ended = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      // git processes of requests that were cut just now may still be writing.
      await Promise.all([ended, ...open]);
    },
  };
}

/**
 * @param {IncomingMessage} request
 * @param {Call} call
 */
function cut(request, call) {
  call.end = performance.now();
  request.socket.resetAndDestroy();
}

/**
 * For log and faults: nobody is refused here.
 *
 * @param {World} world
 * @param {IncomingMessage} request
 * @returns {Token | undefined}
 */
function knownToken({ tokens }, { headers }) {
  try {
    return authenticate(tokens, headers.authorization);
  } catch {
    return undefined;
  }
}

/** @param {ServerResponse} response */
function closed(response) {
  return new Promise((resolve) => response.on('close', resolve));
}

/** @param {Answer} answer @returns {Buffer} */
function contentOf({ body }) {
  if (body === undefined) {
    return Buffer.alloc(0);
  }
  return Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

/**
 * @param {IncomingMessage} message
 * @returns {Promise<Buffer>}
 */
async function readAll(message) {
  const chunks = [];
  for await (const chunk of message) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
