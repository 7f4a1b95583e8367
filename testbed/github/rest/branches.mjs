// @ts-check
/**
 * Branches and the rules about them.
 */
import { readCommit, readRefs } from '../git/read.mjs';
import { notFound, ok } from '../http/answers.mjs';
import { page } from '../http/paging.mjs';
import { route } from '../http/routes.mjs';
import { activeRulesets } from '../model/rules.mjs';
import { commitJson } from './shapes/git.mjs';
import { apiUrl, htmlUrl } from './shapes/repositories.mjs';

/** @typedef {import('../http/routes.mjs').ApiRequest} ApiRequest */

const BRANCHES = '/repos/{owner}/{repo}/branches';

export const branchRoutes = [
  route(`GET ${BRANCHES}`, { permission: 'contents:read', docs: 'branches/branches#list-branches' }, listBranches),
  route(
    `GET ${BRANCHES}/{branch*}/protection`,
    { permission: 'administration:read', docs: 'branches/branch-protection#get-branch-protection' },
    getProtection,
  ),
  route(
    `GET ${BRANCHES}/{branch*}`,
    { permission: 'contents:read', docs: 'branches/branches#get-a-branch' },
    getBranch,
  ),
  route(
    'GET /repos/{owner}/{repo}/rules/branches/{branch*}',
    { permission: 'metadata:read', docs: 'repos/rules#get-rules-for-a-branch' },
    getRules,
  ),
];

/** @param {ApiRequest} request */
async function listBranches(request) {
  const { repository, query } = request;
  const wanted = query.get('protected');
  const branches = [...(await readRefs(repository.directory, 'refs/heads/'))]
    .map(([ref, sha]) => ({ name: ref.slice('refs/heads/'.length), sha }))
    .filter(({ name }) => wanted === null || String(name in repository.protection) === wanted);
  return page(request, branches, ({ name, sha }) => ({
    name,
    commit: { sha, url: `${apiUrl(repository)}/commits/${sha}` },
    protected: name in repository.protection,
  }));
}

/** @param {ApiRequest} request */
async function getBranch({ repository, params: { branch = '' } }) {
  const sha = await repository.head(branch);
  if (sha === undefined) {
    throw notFound('Branch not found');
  }
  const { checks = [] } = repository.protection[branch] ?? {};
  const isProtected = branch in repository.protection;
  return ok({
    name: branch,
    commit: commitJson(repository, await readCommit(repository.directory, sha)),
    _links: { self: `${apiUrl(repository)}/branches/${branch}`, html: `${htmlUrl(repository)}/tree/${branch}` },
    protected: isProtected,
    protection: {
      enabled: isProtected,
      required_status_checks: {
        enforcement_level: checks.length > 0 ? 'everyone' : 'off',
        contexts: checks,
        checks: checks.map((context) => ({ context, app_id: null })),
      },
    },
    protection_url: `${apiUrl(repository)}/branches/${branch}/protection`,
  });
}

/** @param {ApiRequest} request */
async function getProtection({ repository, params: { branch = '' } }) {
  const protection = repository.protection[branch];
  if (!(await repository.head(branch))) {
    throw notFound('Branch not found');
  }
  if (!protection) {
    throw notFound('Branch not protected');
  }
  const { checks = [], pullRequest, signatures = false } = protection;
  return ok({
    url: `${apiUrl(repository)}/branches/${branch}/protection`,
    ...(pullRequest ? { required_pull_request_reviews: { required_approving_review_count: 1 } } : {}),
    ...(checks.length > 0 ? { required_status_checks: { strict: false, contexts: checks } } : {}),
    required_signatures: { enabled: signatures },
    enforce_admins: { enabled: true },
    allow_force_pushes: { enabled: false },
    allow_deletions: { enabled: false },
  });
}

/**
 * Also for branches that do not exist yet; who may bypass the rules is not told.
 *
 * @param {ApiRequest} request
 */
function getRules(request) {
  const { repository, params } = request;
  const rules = activeRulesets(repository, `refs/heads/${params['branch']}`).flatMap(({ ruleset, id }) =>
    ruleset.rules.map(({ type, parameters }) => ({
      type,
      ...(parameters ? { parameters } : {}),
      ruleset_source_type: 'Repository',
      ruleset_source: repository.fullName,
      ruleset_id: id,
    })),
  );
  return page(request, rules, (rule) => rule);
}
