// @ts-check
import { mayDo, reaches } from '../../model/tokens.mjs';
import { accountJson } from './accounts.mjs';
import { links } from './links.mjs';

/** @typedef {import('../../model/repository.mjs').Repository} Repository */
/** @typedef {import('../../model/tokens.mjs').Token} Token */

/** @param {Repository} repository */
export function apiUrl({ world, fullName }) {
  return `${world.url}/repos/${fullName}`;
}

/** @param {Repository} repository */
export function htmlUrl({ fullName }) {
  return `https://github.com/${fullName}`;
}

const LINKS =
  'assignees{/user} branches{/branch} collaborators{/collaborator} comments{/number} commits{/sha} ' +
  'compare/{base}...{head} contents/{+path} contributors deployments downloads events forks git/commits{/sha} ' +
  'git/refs{/sha} git/tags{/sha} hooks issues/comments{/number} issues/events{/number} issues{/number} keys{/key_id} ' +
  'labels{/name} languages merges milestones{/number} notifications{?since,all,participating} pulls{/number} ' +
  'releases{/id} stargazers statuses/{sha} subscribers subscription tags teams';

/** What no test changes. */
const UNCHANGED = {
  description: null,
  homepage: null,
  language: null,
  license: null,
  mirror_url: null,
  archived: false,
  disabled: false,
  has_issues: true,
  has_projects: true,
  has_wiki: true,
  has_pages: false,
  has_downloads: true,
  has_discussions: false,
  size: 0,
  forks: 0,
  forks_count: 0,
  stargazers_count: 0,
  watchers: 0,
  watchers_count: 0,
};

/**
 * @param {Repository} repository
 * @param {Token} [token] whose permissions are told
 */
export function repositoryJson(repository, token) {
  const { id, nodeId, name, fullName, owner, visibility, world } = repository;
  const may = (/** @type {import('../../model/tokens.mjs').Level} */ level) =>
    token !== undefined && reaches(token, repository) && mayDo(token, 'contents', level);
  const admin = token?.permissions === 'all';
  const url = apiUrl(repository);
  const open = repository.issues.filter(({ state }) => state === 'open').length;
  const { issues_comments_url: issue_comment_url, issues_events_url: issue_events_url, ...others } = links(url, LINKS);
  return {
    id,
    node_id: nodeId,
    name,
    full_name: fullName,
    private: visibility === 'private',
    owner: accountJson(world, owner),
    html_url: htmlUrl(repository),
    fork: repository.parent !== undefined,
    url,
    ...others,
    issue_comment_url,
    issue_events_url,
    archive_url: `${url}/{archive_format}{/ref}`,
    blobs_url: `${url}/git/blobs{/sha}`,
    trees_url: `${url}/git/trees{/sha}`,
    clone_url: `${htmlUrl(repository)}.git`,
    svn_url: htmlUrl(repository),
    git_url: `git://github.com/${fullName}.git`,
    ssh_url: `git@github.com:${fullName}.git`,
    ...UNCHANGED,
    default_branch: repository.defaultBranch,
    visibility,
    open_issues: open,
    open_issues_count: open,
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    pushed_at: repository.createdAt,
    ...(token
      ? { permissions: { admin, maintain: admin, push: may('write'), triage: may('write'), pull: may('read') } }
      : {}),
  };
}

/**
 * On its own: with what a list leaves out.
 *
 * @param {Repository} repository
 * @param {Token} [token]
 */
export function fullRepositoryJson(repository, token) {
  return { ...repositoryJson(repository, token), network_count: 0, subscribers_count: 0 };
}
