// @ts-check
/**
 * A stand-in for GitHub that we did not write: `emulate` of Vercel Labs, in this process, behind a front for what it
 * lacks. The README lists what the front adds.
 */
import { createServer } from 'node:http';
import { answerGraphql } from './front.mjs';

/** @typedef {import('./front.mjs').Octokit} Octokit */

/**
 * @typedef {object} Emulate
 * @property {string} url of the API: REST below it, GraphQL at `/graphql`
 * @property {string} token of `robot`, as whom the product runs; it may write to the repositories of `octo`
 * @property {Octokit} person a client of `octo`
 * @property {(repo: string, files: Record<string, string>) => Promise<void>} repository makes `octo/<repo>`
 * @property {(repo: string, branch: string, files: Record<string, string>) => Promise<string>} commit as `octo`; a branch
 *   that is not there begins at `main`
 * @property {(repo: string, ref: string) => Promise<Record<string, string>>} files of a commit or branch
 * @property {string[]} writes requests that change something, as `METHOD /path`, or the mutation
 * @property {() => Promise<void>} close
 */

const PERSON = 'token-of-octo';
const ROBOT = 'token-of-robot';

/** @returns {Promise<Emulate>} */
export async function startEmulate() {
  // Only here: most that import this room never start it, and GitHub's client reads the environment as it is loaded.
  const [{ createEmulator }, { getOctokit }] = await Promise.all([import('emulate'), import('@actions/github')]);
  const users = ['octo', 'robot'].map((login) => ({ login, name: login, email: `${login}@example.com` }));
  const scopes = ['repo', 'user'];
  const tokens = { [PERSON]: { login: 'octo', scopes }, [ROBOT]: { login: 'robot', scopes } };
  const emulator = await createEmulator({ service: 'github', port: 0, seed: { tokens, github: { users } } });
  const as = (/** @type {string} */ token) => getOctokit(token, { baseUrl: emulator.url });
  /** @type {string[]} */
  const writes = [];
  /** @type {Set<string>} */
  const signed = new Set();

  /** @param {import('node:http').IncomingMessage} request @returns {Promise<Response>} */
  async function answer({ method = 'GET', url = '/', headers }, /** @type {string} */ body = '') {
    if (url === '/graphql') {
      const document = JSON.parse(body);
      writes.push(...(/^mutation[^{]*\{\s*(\w+)/.exec(document.query)?.slice(1) ?? []));
      const caller = as(String(headers.authorization).replace(/^\w+ /, ''));
      return Response.json(await answerGraphql(caller, (oid) => signed.add(oid), document));
    }
    if (/^\/repos\/[^/]+\/[^/]+\/rules\/branches\//.test(url)) {
      return Response.json([]);
    }
    if (method !== 'GET') {
      writes.push(`${method} ${url}`);
    }
    const { authorization = '', accept = '', 'user-agent': agent = '' } = headers;
    const passed = { authorization, accept, 'user-agent': agent, 'content-type': 'application/json' };
    const given = await fetch(`${emulator.url}${url}`, { method, headers: passed, ...(body ? { body } : {}) });
    return url.includes('/compare/') && given.ok ? Response.json(withSignatures(await given.json(), signed)) : given;
  }

  const server = createServer(async (request, response) => {
    const given = await answer(request, await textOf(request)).catch((error) =>
      Response.json({ message: String(error) }, { status: 500 }),
    );
    const link = given.headers.get('link');
    const type = given.headers.get('content-type') ?? 'application/json';
    response.writeHead(given.status, { 'content-type': type, ...(link ? { link } : {}) });
    response.end(await given.text());
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const person = as(PERSON);
  return {
    url: `http://127.0.0.1:${port}`,
    token: ROBOT,
    writes,
    person,
    async repository(repo, files) {
      await person.rest.repos.createForAuthenticatedUser({ name: repo, auto_init: true });
      await person.rest.repos.addCollaborator({ owner: 'octo', repo, username: 'robot', permission: 'push' });
      await commit(person, repo, 'main', files);
    },
    commit: (repo, branch, files) => commit(person, repo, branch, files),
    files: (repo, ref) => filesOf(person, repo, ref),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await emulator.close();
    },
  };
}

/** @param {import('node:http').IncomingMessage} request */
async function textOf(request) {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/**
 * GitHub signs what it commits by GraphQL.
 *
 * @param {any} comparison
 * @param {Set<string>} signed
 */
function withSignatures({ commits, ...others }, signed) {
  return {
    ...others,
    commits: commits.map((/** @type {any} */ one) =>
      signed.has(one.sha)
        ? { ...one, committer: { login: 'web-flow' }, commit: { ...one.commit, verification: { verified: true } } }
        : one,
    ),
  };
}

/**
 * @param {Octokit} octokit
 * @param {string} repo
 * @param {string} branch
 * @param {Record<string, string>} files
 */
async function commit({ rest: { git } }, repo, branch, files) {
  const place = { owner: 'octo', repo };
  const tip = async (/** @type {string} */ name) =>
    (await git.getRef({ ...place, ref: `heads/${name}` })).data.object.sha;
  const head = await tip(branch).catch(() => undefined);
  const parent = head ?? (await tip('main'));
  const { data: base } = await git.getCommit({ ...place, commit_sha: parent });
  const file = /** @type {const} */ ({ mode: '100644', type: 'blob' });
  const tree = Object.entries(files).map(([path, content]) => ({ ...file, path, content }));
  const { data: made } = await git.createTree({ ...place, base_tree: base.tree.sha, tree });
  const { data } = await git.createCommit({ ...place, message: 'By hand', tree: made.sha, parents: [parent] });
  await (head === undefined
    ? git.createRef({ ...place, ref: `refs/heads/${branch}`, sha: data.sha })
    : git.updateRef({ ...place, ref: `heads/${branch}`, sha: data.sha }));
  return data.sha;
}

/**
 * @param {Octokit} octokit
 * @param {string} repo
 * @param {string} ref
 * @returns {Promise<Record<string, string>>}
 */
async function filesOf({ rest: { git } }, repo, ref) {
  const place = { owner: 'octo', repo };
  const { data } = await git.getTree({ ...place, tree_sha: ref, recursive: 'true' });
  const blobs = data.tree.filter(({ type }) => type === 'blob');
  const texts = blobs.map(async ({ path, sha }) => {
    const { data: blob } = await git.getBlob({ ...place, file_sha: sha });
    return [path, Buffer.from(blob.content, 'base64').toString()];
  });
  return Object.fromEntries(await Promise.all(texts));
}
