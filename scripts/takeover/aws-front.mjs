// @ts-check
/**
 * Stands before the emulator: answers the calls to Amplify's own service, which it does not have, and passes all others on as they
 * are. Keeps a list of the calls.
 */
import { createServer, request } from 'node:http';
import { amplifyService } from './amplify-service.mjs';

/**
 * @typedef {object} Front
 * @property {string} url
 * @property {string[]} calls `service METHOD path or operation status`, in the order in which they were answered
 * @property {() => Promise<void>} close
 */

/**
 * @param {{ url: string, account: string, region: string }} emulator
 * @returns {Promise<Front>}
 */
export function startFront(emulator) {
  const amplify = amplifyService(emulator);
  /** @type {string[]} */
  const calls = [];
  const server = createServer((incoming, outgoing) => {
    /** @type {Buffer[]} */
    const chunks = [];
    incoming.on('data', (chunk) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const { method = 'GET', url = '/', headers } = incoming;
      const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '-';
      const operation = headers['x-amz-target'] ?? /(?:^|&)Action=(\w+)/.exec(body.toString('latin1'))?.[1] ?? url;
      const note = (/** @type {number} */ status) => calls.push(`${service} ${method} ${String(operation)} ${status}`);
      if (service === 'amplify') {
        const answer = amplify(method, new URL(url, 'http://front').pathname, body.toString('utf8'));
        note(answer.status);
        outgoing.writeHead(answer.status, {
          'content-type': 'application/json',
          ...('__type' in answer.body ? { 'x-amzn-errortype': String(answer.body.__type) } : {}),
        });
        outgoing.end(JSON.stringify(answer.body));
        return;
      }
      // The host is part of what is signed.
      const onward = request(new URL(url, emulator.url), { method, headers }, (answer) => {
        note(answer.statusCode ?? 0);
        if (operation !== DESCRIBE_USER_POOL) {
          outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
          answer.pipe(outgoing);
          return;
        }
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk) => (text += chunk));
        answer.on('end', () => {
          outgoing.writeHead(answer.statusCode ?? 502, { 'content-type': 'application/x-amz-json-1.1' });
          outgoing.end(withoutEmptyLists(text));
        });
      });
      onward.on('error', (error) => outgoing.writeHead(502).end(String(error)));
      onward.end(body);
    });
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      resolve({
        url: `http://127.0.0.1:${port}`,
        calls,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}

const DESCRIBE_USER_POOL = 'AWSCognitoIdentityProviderService.DescribeUserPool';

/**
 * AWS leaves a pool's lists out that are empty, and the emulator does not: the CLI writes down what it is given.
 *
 * @param {string} text
 */
function withoutEmptyLists(text) {
  const answer = JSON.parse(text);
  for (const key of ['AliasAttributes', 'UsernameAttributes', 'AutoVerifiedAttributes']) {
    if (answer.UserPool?.[key]?.length === 0) delete answer.UserPool[key];
  }
  return JSON.stringify(answer);
}
