// @ts-check
/**
 * git over HTTP, by git's own http-backend: clone, fetch and push, with GitHub's say in who may.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { gitEnvironment } from '../git/git.mjs';
import { readRefs } from '../git/read.mjs';
import { mustNotTouchWorkflows } from '../model/push.mjs';
import { syncPulls } from '../model/pulls.mjs';
import { violationsOf } from '../model/rules.mjs';
import { sees } from '../model/tokens.mjs';
import { authenticate, isPermitted } from './access.mjs';
import { GitHubError } from './answers.mjs';

/** @typedef {import('node:http').IncomingMessage} IncomingMessage */
/** @typedef {import('node:http').ServerResponse} ServerResponse */
/** @typedef {import('../model/repository.mjs').Repository} Repository */
/** @typedef {import('../model/tokens.mjs').Token} Token */
/** @typedef {import('../model/world.mjs').World} World */

const GIT_PATH = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;

/** @param {string} path */
export function isGitPath(path) {
  return GIT_PATH.test(path);
}

/**
 * @param {World} world
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {URL} url
 * @returns {Promise<{ login: string, status: number }>} for the log
 */
export async function answerGit(world, request, response, url) {
  const [, owner = '', name = '', service = ''] = GIT_PATH.exec(url.pathname) ?? [];
  const isPush = service === 'git-receive-pack' || url.searchParams.get('service') === 'git-receive-pack';
  /** @type {Token | undefined} */
  let token;
  /** @type {Repository} */
  let repository;
  try {
    token = authenticate(world.tokens, request.headers.authorization);
    repository = admitted(world.findRepository(owner, name), token, isPush);
  } catch (error) {
    if (!(error instanceof GitHubError)) {
      throw error;
    }
    const challenge = error.status === 401 ? { 'www-authenticate': 'Basic realm="GitHub"' } : {};
    response.writeHead(error.status, { 'content-type': 'text/plain', ...challenge });
    response.end(`${error.message}\n`);
    return { login: token?.account.login ?? '', status: error.status };
  }
  const serve = (/** @type {Record<string, string>} */ env) =>
    runBackend(repository, request, response, url, service, env);
  const status =
    service === 'git-receive-pack'
      ? await repository.exclusively(async () => {
          const answered = await serve(await orders(repository, token));
          await syncPulls(repository);
          return answered;
        })
      : await serve({});
  // Not before the pull requests know of it: whatever the client does next comes later.
  response.end();
  return { login: token?.account.login ?? '', status };
}

/**
 * @param {Repository | undefined} repository
 * @param {Token | undefined} token
 * @param {boolean} isPush
 * @returns {Repository}
 */
function admitted(repository, token, isPush) {
  const readable = repository && sees(token, repository) && isPermitted(repository, token, 'contents:read');
  if (!token && (isPush || !readable)) {
    throw new GitHubError(401, 'Authentication required');
  }
  if (!readable) {
    throw new GitHubError(404, 'Repository not found.');
  }
  if (isPush && !isPermitted(repository, token, 'contents:write')) {
    throw new GitHubError(403, `Permission to ${repository.fullName}.git denied to ${token?.account.login}.`);
  }
  return repository;
}

/**
 * What the update hook has to refuse. Rules about the commits themselves are not among them: those are not
 * here yet.
 *
 * @param {Repository} repository
 * @param {Token | undefined} token
 * @returns {Promise<Record<string, string>>}
 */
async function orders(repository, token) {
  if (!token) {
    return {};
  }
  const lines = [];
  for (const [ref, from] of await readRefs(repository.directory, 'refs/heads/')) {
    const push = { ref, from, to: from, by: token.account };
    const violations = await violationsOf(repository, push, { objects: false });
    if (violations) {
      lines.push(`${ref}\t${refusalText(ref, violations)}`);
    }
  }
  return {
    STANDIN_REFUSED: lines.join('\n'),
    STANDIN_WORKFLOWS: mustNotTouchWorkflows(token) ? 'refused' : 'allowed',
  };
}

/**
 * @param {string} ref
 * @param {import('../model/rules.mjs').Violations} violations
 */
function refusalText(ref, { source, messages }) {
  const head =
    source === 'ruleset'
      ? `error: GH013: Repository rule violations found for ${ref}.`
      : `error: GH006: Protected branch update failed for ${ref}.`;
  return [head, ...messages.map((message) => `- ${message}`)].join('\\n\\n');
}

/**
 * @param {Repository} repository
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {URL} url
 * @param {string} service
 * @param {Record<string, string>} env
 * @returns {Promise<number>} the status
 */
function runBackend({ world, owner, name }, request, response, url, service, env) {
  const header = (/** @type {string} */ key) => String(request.headers[key] ?? '');
  const length = header('content-length');
  const child = spawn('git', ['http-backend'], {
    env: {
      ...gitEnvironment(),
      ...env,
      GIT_PROJECT_ROOT: join(world.folder, 'repositories'),
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: `/${owner.login}/${name}.git/${service}`,
      REQUEST_METHOD: request.method ?? 'GET',
      QUERY_STRING: url.search.slice(1),
      CONTENT_TYPE: header('content-type'),
      HTTP_CONTENT_ENCODING: header('content-encoding'),
      GIT_PROTOCOL: header('git-protocol'),
      REMOTE_USER: 'somebody',
      REMOTE_ADDR: '127.0.0.1',
      ...(length ? { CONTENT_LENGTH: length } : {}),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  });
  request.pipe(child.stdin).on('error', () => {}); // it may end before it has read everything
  response.on('close', () => child.kill());
  return new Promise((resolve, reject) => {
    let status = 0;
    let head = Buffer.alloc(0);
    child.stdout.on('data', (/** @type {Buffer} */ chunk) => {
      if (status !== 0) {
        response.write(chunk);
        return;
      }
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end >= 0) {
        const { status: told = '200 OK', ...headers } = parseHeaders(head.subarray(0, end).toString());
        status = parseInt(told, 10);
        response.writeHead(status, headers);
        response.write(head.subarray(end + 4));
      }
    });
    child.on('error', reject);
    child.on('close', () => {
      if (status === 0) {
        response.writeHead(500);
      }
      resolve(status || 500);
    });
  });
}

/**
 * @param {string} text as a CGI program writes it
 * @returns {Record<string, string>} names in lower case
 */
function parseHeaders(text) {
  const lines = text.split('\r\n').map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return Object.fromEntries(lines);
}
