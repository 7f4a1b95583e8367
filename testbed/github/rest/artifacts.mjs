// @ts-check
/**
 * Artifacts, as other runs see them.
 */
import { noContent, notFound } from '../http/answers.mjs';
import { page } from '../http/paging.mjs';
import { route } from '../http/routes.mjs';
import { ok } from '../http/answers.mjs';
import { apiUrl } from './shapes/repositories.mjs';

/** @typedef {import('../actions/artifacts.mjs').Artifact} Artifact */
/** @typedef {import('../http/routes.mjs').ApiRequest} ApiRequest */
/** @typedef {import('../model/repository.mjs').Repository} Repository */

const ACTIONS = '/repos/{owner}/{repo}/actions';
const read = (/** @type {string} */ anchor) => ({ permission: 'actions:read', docs: `actions/artifacts#${anchor}` });
const write = (/** @type {string} */ anchor) => ({ permission: 'actions:write', docs: `actions/artifacts#${anchor}` });

export const artifactRoutes = [
  route(`GET ${ACTIONS}/artifacts`, read('list-artifacts-for-a-repository'), list),
  route(`GET ${ACTIONS}/runs/{run}/artifacts`, read('list-workflow-run-artifacts'), list),
  route(`GET ${ACTIONS}/artifacts/{id}`, read('get-an-artifact'), (request) =>
    ok(artifactJson(request.repository, find(request))),
  ),
  route(`GET ${ACTIONS}/artifacts/{id}/zip`, read('download-an-artifact'), (request) => ({
    status: 302,
    headers: { location: request.world.artifacts.address(find(request)) },
  })),
  route(`DELETE ${ACTIONS}/artifacts/{id}`, write('delete-an-artifact'), (request) => {
    request.world.artifacts.remove(find(request));
    return noContent();
  }),
];

/** @param {ApiRequest} request */
function ofRepository({ world, repository }) {
  return world.artifacts.list().filter(({ run }) => run.repository === undefined || run.repository === repository);
}

/** @param {ApiRequest} request */
function list(request) {
  const { params, query, repository } = request;
  const name = query.get('name');
  const found = ofRepository(request)
    .filter(({ run }) => params['run'] === undefined || run.id === Number(params['run']))
    .filter((artifact) => !name || artifact.name === name)
    .toReversed();
  return page(
    request,
    found,
    (artifact) => artifactJson(repository, artifact),
    (artifacts) => ({ total_count: found.length, artifacts }),
  );
}

/** @param {ApiRequest} request */
function find(request) {
  const artifact = ofRepository(request).find(({ id }) => id === Number(request.params['id']));
  if (!artifact) {
    throw notFound();
  }
  return artifact;
}

/**
 * @param {Repository} repository
 * @param {Artifact} artifact
 */
function artifactJson(repository, { id, name, content, digest, createdAt, expiresAt, run }) {
  const url = `${apiUrl(repository)}/actions/artifacts/${id}`;
  return {
    id,
    node_id: `MDg6_${id}`,
    name,
    size_in_bytes: content.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: false,
    created_at: createdAt,
    updated_at: createdAt,
    expires_at: expiresAt ?? null,
    digest,
    workflow_run: { id: run.id, repository_id: repository.id },
  };
}
