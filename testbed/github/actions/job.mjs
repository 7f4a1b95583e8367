// @ts-check
/**
 * The surroundings of a job: its variables, its event and its token.
 */
import { permissionsOfJob } from '../model/tokens.mjs';
import { makeEvent, WORKFLOW } from './events.mjs';

/** @typedef {import('../model/accounts.mjs').Account} Account */
/** @typedef {import('../model/repository.mjs').Repository} Repository */
/** @typedef {import('../model/tokens.mjs').Permissions} Permissions */
/** @typedef {import('../model/tokens.mjs').Token} Token */
/** @typedef {import('../model/world.mjs').World} World */
/** @typedef {import('./events.mjs').EventOptions} EventOptions */
/** @typedef {import('./events.mjs').JobEvent} JobEvent */
/** @typedef {import('./runs.mjs').Run} Run */

/**
 * @typedef {object} JobSettings
 * @property {string} [actor] `ann`; with `dependabot[bot]` the token can only read, as for forks
 * @property {Permissions} [permissions] the workflow's; everything where left out. Forks and Dependabot get no more
 *   than `read` of them
 * @property {boolean} [idToken] whether the job may ask for identity tokens; never for forks and Dependabot. true
 * @property {string} [environment] in the subject of the identity tokens
 * @property {boolean} [enterprise] with the addresses that an Enterprise Server has
 */

/** @typedef {EventOptions & JobSettings} JobOptions */

/**
 * To be spread into the options of `runAction`.
 *
 * @typedef {object} Job
 * @property {Record<string, string>} env the variables of the job; the token is not among them, as in a real job
 * @property {Record<string, any>} event the payload
 * @property {string} eventName
 * @property {string} repository `octo/demo`
 * @property {string} ref
 * @property {string} sha
 * @property {string} headRef
 * @property {string} baseRef
 * @property {string} actor
 * @property {string} githubToken what `${{ github.token }}` stands for
 * @property {Token} token
 * @property {number} runId
 */

/**
 * @param {World} world
 * @param {Repository} repository
 * @param {JobOptions} options
 * @returns {Promise<Job>}
 */
export async function createJob(world, repository, options) {
  const { actor = 'ann', idToken = true, enterprise = false } = options;
  const sender = world.accounts.get(actor);
  const event = await makeEvent(repository, options, sender);
  const isRestricted = event.isFork || actor === 'dependabot[bot]';
  const token = world.tokens.create({
    permissions: restricted(options.permissions ?? permissionsOfJob('write'), isRestricted),
    repositories: [repository.fullName],
  });
  const run = world.runs.create(repository);
  run.claims = claimsOf(repository, event, run, sender, options);
  return {
    env: {
      ...gitHubVariables(repository, event, run, sender, options.event),
      ...serviceVariables(world, run, { idToken: idToken && !isRestricted, enterprise }),
    },
    event: event.payload,
    eventName: options.event,
    repository: repository.fullName,
    ref: event.ref,
    sha: event.sha,
    headRef: event.headRef,
    baseRef: event.baseRef,
    actor,
    githubToken: token.value,
    token,
    runId: run.id,
  };
}

/**
 * @param {Permissions} permissions
 * @param {boolean} isRestricted
 * @returns {Permissions}
 */
function restricted(permissions, isRestricted) {
  return isRestricted ? Object.fromEntries(Object.keys(permissions).map((name) => [name, 'read'])) : permissions;
}

/**
 * Where GitHub's services are.
 *
 * @param {World} world
 * @param {Run} run
 * @param {{ idToken?: boolean, enterprise?: boolean }} [options]
 * @returns {Record<string, string>}
 */
export function serviceVariables({ url }, run, { idToken = true, enterprise = false } = {}) {
  return {
    GITHUB_API_URL: enterprise ? `${url}/api/v3` : url,
    GITHUB_GRAPHQL_URL: enterprise ? `${url}/api/graphql` : `${url}/graphql`,
    // @actions/artifact refuses to work with a server that is not github.com.
    GITHUB_SERVER_URL: enterprise ? url : 'https://github.com',
    ACTIONS_RESULTS_URL: `${url}/`,
    ACTIONS_RUNTIME_URL: `${url}/`,
    ACTIONS_RUNTIME_TOKEN: run.runtimeToken,
    ...(idToken
      ? {
          // The client appends `&audience=…`.
          ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/_oidc/token?api-version=2.0`,
          ACTIONS_ID_TOKEN_REQUEST_TOKEN: run.requestToken,
        }
      : {}),
  };
}

/**
 * @param {Repository} repository
 * @param {JobEvent} event
 * @param {Run} run
 * @param {Account} actor
 * @param {string} eventName
 * @returns {Record<string, string>}
 */
function gitHubVariables(repository, event, run, actor, eventName) {
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTOR: actor.login,
    GITHUB_ACTOR_ID: String(actor.id),
    GITHUB_TRIGGERING_ACTOR: actor.login,
    GITHUB_BASE_REF: event.baseRef,
    GITHUB_HEAD_REF: event.headRef,
    GITHUB_EVENT_NAME: eventName,
    GITHUB_JOB: 'auth',
    GITHUB_REF: event.ref,
    GITHUB_REF_NAME: event.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    GITHUB_REF_PROTECTED: String(event.ref.replace('refs/heads/', '') in repository.protection),
    GITHUB_REF_TYPE: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_REPOSITORY: repository.fullName,
    GITHUB_REPOSITORY_ID: String(repository.id),
    GITHUB_REPOSITORY_OWNER: repository.owner.login,
    GITHUB_REPOSITORY_OWNER_ID: String(repository.owner.id),
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: String(run.id),
    GITHUB_RUN_NUMBER: '1',
    GITHUB_SHA: event.sha,
    GITHUB_WORKFLOW: 'auth',
    GITHUB_WORKFLOW_REF: `${repository.fullName}/${WORKFLOW}@${event.ref}`,
    GITHUB_WORKFLOW_SHA: event.sha,
  };
}

/**
 * @param {Repository} repository
 * @param {JobEvent} event
 * @param {Run} run
 * @param {Account} actor
 * @param {JobOptions} options
 * @returns {Record<string, unknown>}
 */
function claimsOf(repository, event, run, actor, { event: eventName, environment }) {
  const { fullName, owner, visibility } = repository;
  const workflow = `${fullName}/${WORKFLOW}@${event.ref}`;
  const context = environment
    ? `environment:${environment}`
    : eventName === 'pull_request'
      ? 'pull_request'
      : `ref:${event.ref}`;
  return {
    sub: `repo:${fullName}:${context}`,
    ...(environment ? { environment } : {}),
    ref: event.ref,
    ref_type: 'branch',
    sha: event.sha,
    repository: fullName,
    repository_id: String(repository.id),
    repository_owner: owner.login,
    repository_owner_id: String(owner.id),
    repository_visibility: visibility,
    run_id: String(run.id),
    run_number: '1',
    run_attempt: '1',
    actor: actor.login,
    actor_id: String(actor.id),
    workflow: 'auth',
    workflow_ref: workflow,
    workflow_sha: event.sha,
    job_workflow_ref: workflow,
    job_workflow_sha: event.sha,
    head_ref: event.headRef,
    base_ref: event.baseRef,
    event_name: eventName,
    runner_environment: 'github-hosted',
  };
}
