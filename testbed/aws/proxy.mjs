// @ts-check
/**
 * A proxy between the AWS SDK and the emulator that counts calls, slows them down and breaks them.
 *
 * Requests pass through byte for byte. The Host header stays that of the proxy, which is what the SDK signed,
 * so a signature that holds at the proxy holds at the emulator too.
 */
import { Agent, createServer, request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify } from './proxy/operation.mjs';
import { expired, serviceError, throttling } from './proxy/errors.mjs';

export { peakConcurrency, waves } from './proxy/statistics.mjs';

/**
 * One rule. Every rule that matches a call delays it by its latency; the first one with a fault decides the
 * answer. Rules are read at each call and may be changed, added and removed at any time.
 *
 * @typedef {object} Rule
 * @property {RegExp} [match] on `service:Operation`, for example `iam:PutRolePolicy`; without it every call
 * @property {RegExp} [body] on the request's body
 * @property {() => boolean} [when] asked as a call arrives: whether the rule is for it
 * @property {number} [skip] lets that many matching calls through first; counts down
 * @property {number} [times] applies to that many calls; counts down
 * @property {number} [latency] milliseconds before the call goes on
 * @property {number} [quiet] the call goes on only once no other one has come for so many milliseconds: calls that
 *   do not wait for each other overlap, however slowly a busy machine sends them
 * @property {Promise<unknown>} [until] the call goes on only once this is settled: what must come first does
 * @property {Fault} [fault]
 */

/**
 * - `throttle`: the service's own throttling error; with `rate` (calls a second, and `burst`) only what
 *   exceeds it, with `each: 'account'` for each access key and region by itself, with `each: 'pool'` for each user pool and operation too
 * - `error`: an error in the service's own protocol; `status` is 400 where it is left out
 * - `status`: a bare answer, as a load balancer gives it
 * - `reset`: the connection is reset before the call reaches the service
 * - `hang`: no answer at all
 * - `truncate`: the service acts, half of its answer arrives
 * - `stall`: the service acts, half of its answer arrives, and nothing more
 * - `lose-response`: the service acts, the connection is reset instead of the answer
 *
 * @typedef {{ kind: 'throttle', rate?: number, burst?: number, each?: 'account' | 'pool' }
 *   | { kind: 'error', code: string, message?: string, status?: number, headers?: Record<string, string> }
 *   | { kind: 'status', status: number, body?: string, contentType?: string }
 *   | { kind: 'reset' } | { kind: 'hang' } | { kind: 'truncate' } | { kind: 'stall' } | { kind: 'lose-response' }} Fault
 */

/**
 * @typedef {object} Call
 * @property {string} service `cognito-idp`, `cognito-identity`, `iam`, `lambda`, `sts` or `s3`
 * @property {string} operation for example `DescribeUserPool`; for S3 method and path
 * @property {string} accessKeyId who signed it, empty for unsigned calls
 * @property {string} region from the signature, empty for unsigned calls
 * @property {string} body the request's body; empty for S3
 * @property {number} start performance.now() when the call arrived
 * @property {number} end performance.now() just before its answer left; Infinity while there is none
 * @property {number} status HTTP status of the answer; 0 while, or where, there is none
 * @property {Fault['kind'] | 'expired' | ''} fault `expired`: its session was over, see {@link Sessions}
 */

/**
 * Sessions as STS gives them, only shorter.
 *
 * @typedef {object} Sessions
 * @property {number} says milliseconds from the answer to the `Expiration` in it, which is cut to whole seconds
 * @property {number} [lasts] milliseconds after which AWS refuses the session; when it is left out, as long as it says
 */

/**
 * @typedef {object} Proxy
 * @property {string} url
 * @property {Rule[]} rules
 * @property {Call[]} calls in the order of arrival
 * @property {Sessions} [sessions] of those that are given from now on; without it they are as the emulator gives them
 * @property {() => void} reset forgets calls, rules and sessions, and refills the token buckets
 * @property {() => Promise<void>} close cuts what is open, hanging calls too
 */

/**
 * @param {object} options
 * @param {string} options.upstream URL of the emulator
 * @param {Rule[]} [options.rules]
 * @returns {Promise<Proxy>}
 */
export async function startProxy({ upstream, rules = [] }) {
  const target = new URL(upstream);
  const agent = new Agent({ keepAlive: true });
  /** @type {Call[]} */
  const calls = [];
  /** @type {WeakMap<Fault, Map<string, Bucket>>} */
  let buckets = new WeakMap();
  /** @type {Map<string, number>} access key id → end of its session, as performance.now() */
  const ends = new Map();

  const server = createServer((request, response) => {
    // A client that goes away in the middle of its request is no reason to take the tests down.
    handle(request, response).catch(() => response.destroy());
  });

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   */
  async function handle(request, response) {
    const start = performance.now();
    const body = await readAll(request);
    const { service, operation, region, accessKeyId } = identify(request, body);
    const text = service === 's3' ? '' : body.toString();
    /** @type {Call} */
    const call = { service, operation, region, accessKeyId, body: text, start, end: Infinity, status: 0, fault: '' };
    calls.push(call);

    const fault = await applyRules(call, body);
    call.fault = fault?.kind ?? '';
    const isOver = performance.now() > (ends.get(accessKeyId) ?? Infinity);
    /** @param {Answer} answer */
    const send = (answer) => {
      // Noted before the first byte leaves: whatever the client does next starts later.
      call.end = performance.now();
      call.status = answer.status;
      response.writeHead(answer.status, answer.headers);
      response.end(answer.body);
    };
    const cut = () => {
      call.end = performance.now();
      request.socket.resetAndDestroy();
    };
    const protocol = String(request.headers['content-type'] ?? '');

    if (isOver) {
      call.fault = 'expired';
      return send(expired(protocol));
    }
    switch (fault?.kind) {
      case 'reset':
        return cut();
      case 'hang':
        return response.on('close', () => (call.end = performance.now()));
      case 'throttle':
        return send(throttling(service, protocol));
      case 'error':
        return send(serviceError(protocol, fault));
      case 'status': {
        const headers = { 'content-type': fault.contentType ?? 'text/html' };
        return send({ status: fault.status, headers, body: Buffer.from(fault.body ?? '<html></html>') });
      }
    }

    const answer = await forward(target, agent, request, body).catch((/** @type {Error} */ error) => error);
    if (answer instanceof Error) {
      return send({ status: 502, headers: {}, body: Buffer.from(`test proxy: ${answer.message}`) });
    }
    if (fault?.kind === 'lose-response') {
      return cut();
    }
    if (fault?.kind === 'truncate') {
      call.status = answer.status;
      response.writeHead(answer.status, answer.headers);
      // Cut only once the half has left, or the reset overtakes it.
      return response.write(answer.body.subarray(0, answer.body.length >> 1), () => setTimeout(cut, 5));
    }
    if (fault?.kind === 'stall') {
      call.status = answer.status;
      response.writeHead(answer.status, answer.headers);
      return response.write(answer.body.subarray(0, answer.body.length >> 1));
    }
    return send(operation.startsWith('AssumeRole') && answer.status === 200 ? shortened(answer) : answer);
  }

  /**
   * An answer with a session, as `proxy.sessions` wants it.
   *
   * @param {Answer} answer
   * @returns {Answer}
   */
  function shortened(answer) {
    if (!proxy.sessions) return answer;
    const { says, lasts = says } = proxy.sessions;
    const text = answer.body.toString();
    ends.set(/<AccessKeyId>([^<]*)/.exec(text)?.[1] ?? '', performance.now() + lasts);
    const end = new Date(Date.now() + says).toISOString().replace(/\.\d+Z$/, 'Z');
    const body = Buffer.from(text.replace(/<Expiration>[^<]*/, `<Expiration>${end}`));
    return { status: answer.status, headers: { 'content-type': 'text/xml' }, body };
  }

  /**
   * @param {Call} call
   * @param {Buffer} body
   * @returns {Promise<Fault | undefined>}
   */
  async function applyRules(call, body) {
    // A copy: the list may change while a call is being delayed.
    for (const rule of [...proxy.rules]) {
      if (!matches(rule, call, body)) {
        continue;
      }
      if (rule.skip !== undefined && rule.skip > 0) {
        rule.skip--;
        continue;
      }
      if (rule.fault?.kind === 'throttle' && rule.fault.rate !== undefined) {
        const own = buckets.get(rule.fault) ?? new Map();
        buckets.set(rule.fault, own);
        const key = bucketKey(rule.fault.each, call);
        const bucket = own.get(key) ?? new Bucket(rule.fault.rate, rule.fault.burst ?? rule.fault.rate);
        own.set(key, bucket);
        if (bucket.take()) {
          continue;
        }
      }
      if (rule.times !== undefined) {
        rule.times--;
      }
      await hold(rule);
      if (rule.fault) {
        return rule.fault;
      }
    }
    return undefined;
  }

  /** @param {Rule} rule */
  async function hold({ latency, quiet = 0, until }) {
    if (latency !== undefined) {
      await sleep(latency);
    }
    for (let left = quiet; left > 0; left = Number(calls.at(-1)?.start) + quiet - performance.now()) {
      await sleep(left);
    }
    await until;
  }

  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  /** @type {Proxy} */
  const proxy = {
    url: `http://127.0.0.1:${port}`,
    rules,
    calls,
    reset() {
      calls.length = 0;
      proxy.rules.length = 0;
      delete proxy.sessions;
      ends.clear();
      buckets = new WeakMap();
    },
    close() {
      agent.destroy();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
  return proxy;
}

/** @typedef {{ status: number, headers: Record<string, string> | string[], body: Buffer }} Answer */

/**
 * @param {Rule} rule
 * @param {Call} call
 * @param {Buffer} body
 */
function matches(rule, call, body) {
  if (rule.times !== undefined && rule.times <= 0) {
    return false;
  }
  if (rule.match && !rule.match.test(`${call.service}:${call.operation}`)) {
    return false;
  }
  if (rule.when && !rule.when()) {
    return false;
  }
  return !rule.body || rule.body.test(body.toString());
}

/**
 * @param {URL} target
 * @param {Agent} agent
 * @param {import('node:http').IncomingMessage} incoming
 * @param {Buffer} body
 * @returns {Promise<Answer>}
 */
function forward(target, agent, incoming, body) {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      {
        host: target.hostname,
        port: target.port,
        agent,
        method: incoming.method,
        path: incoming.url,
        // Raw: names, order and repetitions as they came.
        headers: incoming.rawHeaders,
        setHost: false,
      },
      (response) => {
        readAll(response).then((answerBody) => {
          resolve({ status: response.statusCode ?? 502, headers: response.rawHeaders, body: answerBody });
        }, reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/**
 * @param {import('node:http').IncomingMessage} message
 * @returns {Promise<Buffer>}
 */
async function readAll(message) {
  const chunks = [];
  for await (const chunk of message) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Whose bucket a call takes from.
 *
 * @param {'account' | 'pool' | undefined} each
 * @param {Call} call
 */
function bucketKey(each, { accessKeyId, region, operation, body }) {
  if (each === undefined) return '';
  const pool = each === 'pool' ? `${operation} ${/"UserPoolId":"([^"]*)"/.exec(body)?.[1] ?? ''}` : '';
  return `${accessKeyId} ${region} ${pool}`;
}

class Bucket {
  /**
   * @param {number} rate tokens a second
   * @param {number} capacity
   */
  constructor(rate, capacity) {
    this.rate = rate;
    this.capacity = capacity;
    this.tokens = capacity;
    this.filledAt = performance.now();
  }

  /** @returns {boolean} whether there was a token left */
  take() {
    const now = performance.now();
    this.tokens = Math.min(this.capacity, this.tokens + ((now - this.filledAt) / 1000) * this.rate);
    this.filledAt = now;
    if (this.tokens < 1) {
      return false;
    }
    this.tokens--;
    return true;
  }
}
