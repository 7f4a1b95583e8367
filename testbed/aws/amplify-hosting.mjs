// @ts-check
/**
 * A stand-in for the part of Amplify Hosting that is read: GetApp and GetBranch, with the answers and errors of the service's REST
 * protocol. The emulator has no such service; the SDK is sent here by `AWS_ENDPOINT_URL_AMPLIFY`.
 */
import { createServer } from 'node:http';

/**
 * @typedef {object} HostingApp
 * @property {Record<string, string>} [variables] of all branches
 * @property {Record<string, Record<string, string>>} branches name → its own variables
 *
 * @typedef {object} Hosting
 * @property {string} url
 * @property {Map<string, HostingApp>} apps
 * @property {Set<string>} denied operations that are refused: `GetApp`, `GetBranch`
 * @property {string[]} calls
 * @property {() => Promise<void>} close
 */

/** @returns {Promise<Hosting>} */
export async function startHosting() {
  /** @type {Map<string, HostingApp>} */
  const apps = new Map();
  /** @type {Set<string>} */
  const denied = new Set();
  /** @type {string[]} */
  const calls = [];
  const server = createServer((request, response) => {
    /** @param {number} status @param {object} body @param {string} [error] */
    const send = (status, body, error) => {
      const head = { 'content-type': 'application/json', ...(error ? { 'x-amzn-errortype': error } : {}) };
      response.writeHead(status, head);
      response.end(JSON.stringify(body));
    };
    const parts = (request.url ?? '').split('?')[0]?.split('/').map(decodeURIComponent) ?? [];
    const [, root, appId = '', kind, branchName = ''] = parts;
    const operation = kind === 'branches' ? 'GetBranch' : 'GetApp';
    calls.push(`${operation} ${[appId, branchName].filter(Boolean).join('/')}`);
    if (!/Credential=[^/]+\/\d+\/[^/]+\/amplify\//.test(request.headers.authorization ?? '')) {
      return send(403, { message: 'Missing Authentication Token' }, 'MissingAuthenticationTokenException');
    }
    if (denied.has(operation)) {
      return send(403, { message: `not authorized to perform: amplify:${operation}` }, 'AccessDeniedException');
    }
    const app = root === 'apps' ? apps.get(appId) : undefined;
    if (!app) return send(404, { message: `App ${appId} not found.` }, 'NotFoundException');
    if (operation === 'GetApp') {
      return send(200, { app: { appId, name: appId, environmentVariables: app.variables ?? {} } });
    }
    const variables = app.branches[branchName];
    if (!variables) return send(404, { message: `Branch ${branchName} not found.` }, 'NotFoundException');
    return send(200, { branch: { branchName, environmentVariables: variables } });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    apps,
    denied,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
