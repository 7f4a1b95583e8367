// @ts-check
/**
 * Below /git/refs.
 */
import { inspect, isAncestor, readRefs } from '../git/read.mjs';
import { isRefName } from '../git/write.mjs';
import { created, noContent, notFound, ok, unprocessable } from '../http/answers.mjs';
import { requireFields } from '../http/fields.mjs';
import { page } from '../http/paging.mjs';
import { route } from '../http/routes.mjs';
import { pushRef } from '../model/push.mjs';
import { refJson } from './shapes/git.mjs';

/** @typedef {import('../http/routes.mjs').ApiRequest} ApiRequest */
/** @typedef {import('../model/repository.mjs').Repository} Repository */

const GIT = '/repos/{owner}/{repo}/git';
const docs = (/** @type {string} */ anchor) => `git/refs#${anchor}`;

export const refRoutes = [
  route(`GET ${GIT}/ref/{ref*}`, { permission: 'contents:read', docs: docs('get-a-reference') }, getRef),
  route(
    `GET ${GIT}/matching-refs/{ref*}`,
    { permission: 'contents:read', docs: docs('list-matching-references') },
    matchingRefs,
  ),
  route(`POST ${GIT}/refs`, { permission: 'contents:write', docs: docs('create-a-reference') }, createRef),
  route(`PATCH ${GIT}/refs/{ref*}`, { permission: 'contents:write', docs: docs('update-a-reference') }, updateRef),
  route(`DELETE ${GIT}/refs/{ref*}`, { permission: 'contents:write', docs: docs('delete-a-reference') }, deleteRef),
];

/**
 * @param {Repository} repository
 * @param {string} ref
 */
async function show(repository, ref) {
  const found = await inspect(repository.directory, ref);
  return found && refJson(repository, ref, found.sha, found.type);
}

/** @param {ApiRequest} request */
async function getRef({ repository, params }) {
  const shown = await show(repository, `refs/${params['ref']}`);
  if (!shown) {
    throw notFound();
  }
  return ok(shown);
}

/** @param {ApiRequest} request */
async function matchingRefs(request) {
  const { repository, params } = request;
  const refs = await readRefs(repository.directory);
  const matching = [...refs].filter(([ref]) => ref.startsWith(`refs/${params['ref']}`));
  return page(request, matching, ([ref, sha]) => refJson(repository, ref, sha));
}

/** @param {ApiRequest} request */
async function createRef({ repository, token, body }) {
  requireFields(body, { ref: 'string', sha: 'string' });
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

/** @param {ApiRequest} request */
async function updateRef({ repository, token, params, body }) {
  requireFields(body, { sha: 'string', force: 'boolean?' });
  const ref = `refs/${params['ref']}`;
  return repository.exclusively(async () => {
    const object = await requireObject(repository, body['sha']);
    const from = (await inspect(repository.directory, ref))?.sha;
    if (from === undefined) {
      throw unprocessable('Reference does not exist');
    }
    if (!body['force'] && !(await isAncestor(repository.directory, from, object.sha))) {
      throw unprocessable('Update is not a fast forward');
    }
    await pushRef(repository, { ref, from, to: object.sha, token });
    return ok(refJson(repository, ref, object.sha, object.type));
  });
}

/** @param {ApiRequest} request */
async function deleteRef({ repository, token, params }) {
  const ref = `refs/${params['ref']}`;
  return repository.exclusively(async () => {
    const from = (await inspect(repository.directory, ref))?.sha;
    if (from === undefined) {
      throw unprocessable('Reference does not exist');
    }
    await pushRef(repository, { ref, from, to: null, token });
    return noContent();
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
