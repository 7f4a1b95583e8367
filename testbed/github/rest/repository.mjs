// @ts-check
/**
 * The repository, a file in it, and the rules of its branches.
 */
import { inspect, readBlob, resolveCommit } from '../git/read.mjs';
import { notFound, ok, Unimplemented } from '../http/answers.mjs';
import { page } from '../http/paging.mjs';
import { route } from '../http/routes.mjs';
import { rulesOf } from '../model/rules.mjs';
import { fullRepositoryJson } from './shapes/repositories.mjs';

/** @typedef {import('../http/routes.mjs').ApiRequest} ApiRequest */

const REPOSITORY = '/repos/{owner}/{repo}';

export const repositoryRoutes = [
  route(`GET ${REPOSITORY}`, {}, ({ repository, token }) => ok(fullRepositoryJson(repository, token))),
  route(`GET ${REPOSITORY}/contents/{path}`, { permission: 'contents:read', query: 'ref' }, getContents),
  route(`GET ${REPOSITORY}/rules/branches/{branch}`, { permission: 'metadata:read' }, getRules),
  route(`GET ${REPOSITORY}/rulesets/{ruleset_id}`, { permission: 'metadata:read' }, getRuleset),
];

/** @param {ApiRequest} request */
async function getContents({ repository, params, query, accept }) {
  const { directory, defaultBranch } = repository;
  const ref = query.get('ref') || defaultBranch;
  const commit = await resolveCommit(directory, ref);
  if (commit === undefined) {
    throw notFound(`No commit found for the ref ${ref}`);
  }
  const found = await inspect(directory, `${commit}:${params['path']}`);
  if (!found) {
    throw notFound();
  }
  if (found.type !== 'blob' || !accept.includes('raw')) {
    throw new Unimplemented('contents of anything but a file, asked for as `raw`');
  }
  return ok(await readBlob(directory, found.sha), { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' });
}

/**
 * Also for branches that do not exist yet; who may bypass the rules is reported by each ruleset.
 *
 * @param {ApiRequest} request
 */
function getRules(request) {
  const { repository, params } = request;
  const rules = rulesOf(repository, params['branch'] ?? '').map(({ type, id }) => ({
    type,
    parameters: {
      required_approving_review_count: 1,
      dismiss_stale_reviews_on_push: false,
      require_code_owner_review: false,
      require_last_push_approval: false,
      required_review_thread_resolution: false,
    },
    ruleset_source_type: 'Repository',
    ruleset_source: repository.fullName,
    ruleset_id: id,
  }));
  return page(request, rules, (rule) => rule);
}

/**
 * What it says of the caller is the same for every token.
 *
 * @param {ApiRequest} request
 */
function getRuleset({ repository, params }) {
  const id = Number(params['ruleset_id']);
  const ruleset = repository.rulesets[id - 1];
  if (ruleset === undefined) {
    throw notFound();
  }
  return ok({
    id,
    name: `ruleset ${id}`,
    target: 'branch',
    source_type: 'Repository',
    source: repository.fullName,
    enforcement: 'active',
    current_user_can_bypass: ruleset.bypass ?? 'never',
  });
}
