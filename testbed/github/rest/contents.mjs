// @ts-check
import { listTree, readBlob, resolveCommit } from '../git/read.mjs';
import { GitHubError, notFound, ok } from '../http/answers.mjs';
import { route } from '../http/routes.mjs';
import { inLines } from './git-objects.mjs';
import { apiUrl, htmlUrl } from './shapes/repositories.mjs';

/** @typedef {import('../git/read.mjs').TreeEntry} TreeEntry */
/** @typedef {import('../http/routes.mjs').ApiRequest} ApiRequest */
/** @typedef {import('../model/repository.mjs').Repository} Repository */

const CONTENTS = '/repos/{owner}/{repo}/contents';
const needs = { permission: 'contents:read', docs: 'repos/contents#get-repository-content' };

export const contentRoutes = [
  route(`GET ${CONTENTS}`, needs, getContents),
  route(`GET ${CONTENTS}/`, needs, getContents),
  route(`GET ${CONTENTS}/{path*}`, needs, getContents),
];

const MEBIBYTE = 1024 * 1024;

/** @param {ApiRequest} request */
async function getContents({ repository, params, query, accept }) {
  const { directory, defaultBranch } = repository;
  const path = (params['path'] ?? '').replace(/^\/+|\/+$/g, '');
  const ref = query.get('ref') || defaultBranch;
  const commit = await resolveCommit(directory, ref);
  if (commit === undefined) {
    throw notFound(`No commit found for the ref ${ref}`);
  }
  if (path === '') {
    return ok(listing(repository, ref, await listTree(directory, commit)));
  }
  const [entry] = await listTree(directory, commit, { path });
  if (!entry) {
    throw notFound();
  }
  if (entry.type === 'tree') {
    return ok(listing(repository, ref, await listTree(directory, commit, { path: `${path}/` })));
  }
  if (entry.size > 100 * MEBIBYTE) {
    throw new GitHubError(403, 'This API returns blobs up to 100 MB in size.', {
      errors: [{ resource: 'Blob', field: 'data', code: 'too_large' }],
    });
  }
  const content = await readBlob(directory, entry.sha);
  if (accept.includes('raw')) {
    return ok(content, { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' });
  }
  // Beyond one mebibyte there is no content, only an address.
  const small = entry.size <= MEBIBYTE;
  const encoded = small ? { encoding: 'base64', content: inLines(content) } : { encoding: 'none', content: '' };
  return ok({ ...entryJson(repository, ref, entry), ...encoded });
}

/**
 * @param {Repository} repository
 * @param {string} ref
 * @param {TreeEntry[]} entries
 */
function listing(repository, ref, entries) {
  return entries.map((entry) => entryJson(repository, ref, entry));
}

/**
 * @param {Repository} repository
 * @param {string} ref
 * @param {TreeEntry} entry
 */
function entryJson(repository, ref, { path, sha, size, type, mode }) {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const url = `${apiUrl(repository)}/contents/${encoded}?ref=${encodeURIComponent(ref)}`;
  const kind = { tree: 'dir', commit: 'submodule', blob: mode === '120000' ? 'symlink' : 'file' }[type];
  const gitUrl = `${apiUrl(repository)}/git/${type}s/${sha}`;
  const html = `${htmlUrl(repository)}/${type}/${ref}/${encoded}`;
  return {
    type: kind,
    name: path.split('/').at(-1),
    path,
    sha,
    size,
    url,
    html_url: html,
    git_url: gitUrl,
    download_url: type === 'blob' ? `https://raw.githubusercontent.com/${repository.fullName}/${ref}/${encoded}` : null,
    _links: { self: url, git: gitUrl, html },
  };
}
