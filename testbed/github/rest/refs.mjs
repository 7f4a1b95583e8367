// @ts-check
/**
 * Below /git/refs.
 */
import { inspect, readRefs } from '../git/read.mjs';
import { isRefName } from '../git/write.mjs';
import { created, notFound, ok, unprocessable } from '../http/answers.mjs';
import { route } from '../http/routes.mjs';
import { pushRef } from '../model/push.mjs';
import { refJson } from './shapes/git.mjs';

/** @typedef {import('../http/routes.mjs').ApiRequest} ApiRequest */
/** @typedef {import('../model/repository.mjs').Repository} Repository */

const GIT = '/repos/{owner}/{repo}/git';

export const refRoutes = [
  route(`GET ${GIT}/ref/{ref}`, { permission: 'contents:read' }, getRef),
  route(`POST ${GIT}/refs`, { permission: 'contents:write', body: 'ref sha' }, createRef),
];

/** @param {ApiRequest} request */
async function getRef({ repository, params }) {
  const ref = `refs/${params['ref']}`;
  const found = await inspect(repository.directory, ref);
  if (!found) {
    throw notFound();
  }
  return ok(refJson(repository, ref, found.sha, found.type));
}

/** @param {ApiRequest} request */
async function createRef({ repository, token, body }) {
  const ref = String(body['ref']);
  if (!ref.startsWith('refs/') || ref.split('/').length < 3) {
    throw unprocessable("Reference name must start with 'refs' and have at least two slashes.");
  }
  if (!isRefName(ref)) {
    throw unprocessable(`${ref} is not a valid ref name.`);
  }
  return repository.exclusively(async () => {
    const object = await requireObject(repository, body['sha']);
    const refs = await readRefs(repository.directory);
    if (refs.has(ref)) {
      throw unprocessable('Reference already exists');
    }
    // A ref is a file to git: `a` and `a/b` cannot both be one.
    if ([...refs.keys()].some((other) => other.startsWith(`${ref}/`) || ref.startsWith(`${other}/`))) {
      throw unprocessable('Reference cannot be created: it conflicts with an existing one');
    }
    await pushRef(repository, { ref, from: null, to: object.sha, token });
    return created(refJson(repository, ref, object.sha, object.type));
  });
}

/**
 * @param {Repository} repository
 * @param {string} sha
 */
async function requireObject({ directory }, sha) {
  if (!/^[0-9a-f]{40}$/.test(sha)) {
    throw unprocessable('The sha parameter must be exactly 40 characters and contain only [0-9a-f].');
  }
  const object = await inspect(directory, sha);
  if (!object) {
    throw unprocessable('Object does not exist');
  }
  return object;
}
