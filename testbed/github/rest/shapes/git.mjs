// @ts-check
import { accountJson } from './accounts.mjs';
import { apiUrl, htmlUrl } from './repositories.mjs';

/** @typedef {import('../../git/diff.mjs').ChangedFile} ChangedFile */
/** @typedef {import('../../git/read.mjs').Commit} Commit */
/** @typedef {import('../../model/repository.mjs').Repository} Repository */

/**
 * @param {Repository} repository
 * @param {string} ref
 * @param {string} sha
 * @param {string} [type]
 */
export function refJson(repository, ref, sha, type = 'commit') {
  const url = apiUrl(repository);
  return {
    ref,
    node_id: `REF_${Buffer.from(`${repository.id}:${ref}`).toString('base64url')}`,
    url: `${url}/git/${ref}`,
    object: { sha, type, url: `${url}/git/${type}s/${sha}` },
  };
}

/**
 * What GitHub says about a signature. Ours cannot be verified by anybody, so who signed is a matter of trust:
 * only GitHub itself does here.
 *
 * @param {Commit} commit
 */
function verificationJson({ signature, payload, committer }) {
  return signature === null
    ? { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null }
    : { verified: true, reason: 'valid', signature, payload, verified_at: committer.date };
}

/**
 * A commit of the repository, as below /commits.
 *
 * @param {Repository} repository
 * @param {Commit} commit
 * @param {ChangedFile[]} [files]
 */
export function commitJson(repository, commit, files) {
  const { world } = repository;
  const url = apiUrl(repository);
  const { sha, tree, parents, author, committer, message } = commit;
  const account = (/** @type {string} */ email) => {
    const found = world.accounts.byEmail(email);
    return found ? accountJson(world, found) : null;
  };
  return {
    sha,
    node_id: `C_${sha}`,
    url: `${url}/commits/${sha}`,
    html_url: `${htmlUrl(repository)}/commit/${sha}`,
    comments_url: `${url}/commits/${sha}/comments`,
    commit: {
      url: `${url}/git/commits/${sha}`,
      author,
      committer,
      message,
      comment_count: 0,
      tree: { sha: tree, url: `${url}/git/trees/${tree}` },
      verification: verificationJson(commit),
    },
    author: account(author.email),
    committer: account(committer.email),
    parents: parents.map((parent) => ({
      sha: parent,
      url: `${url}/commits/${parent}`,
      html_url: `${htmlUrl(repository)}/commit/${parent}`,
    })),
    ...(files ? { stats: statsOf(files), files: files.map((file) => fileJson(repository, sha, file)) } : {}),
  };
}

/** @param {ChangedFile[]} files */
function statsOf(files) {
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  return { additions, deletions, total: additions + deletions };
}

/**
 * @param {Repository} repository
 * @param {string} sha
 * @param {ChangedFile} file
 */
export function fileJson(repository, sha, file) {
  const path = file.filename.split('/').map(encodeURIComponent).join('/');
  return {
    sha: file.sha,
    filename: file.filename,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${htmlUrl(repository)}/blob/${sha}/${path}`,
    raw_url: `${htmlUrl(repository)}/raw/${sha}/${path}`,
    contents_url: `${apiUrl(repository)}/contents/${path}?ref=${sha}`,
    ...(file.patch === undefined ? {} : { patch: file.patch }),
    ...(file.previousFilename === undefined ? {} : { previous_filename: file.previousFilename }),
  };
}
