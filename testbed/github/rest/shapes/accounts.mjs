// @ts-check
import { links } from './links.mjs';

/** @typedef {import('../../model/accounts.mjs').Account} Account */
/** @typedef {import('../../model/accounts.mjs').App} App */
/** @typedef {import('../../model/repository.mjs').Repository} Repository */
/** @typedef {import('../../model/world.mjs').World} World */

const LINKS =
  'followers following{/other_user} gists{/gist_id} starred{/owner}{/repo} subscriptions orgs repos events{/privacy} ' +
  'received_events';

/**
 * @param {World} world
 * @param {Account} account
 */
export function accountJson(world, { login, id, nodeId, type, app }) {
  const url = `${world.url}/users/${encodeURIComponent(login)}`;
  const { orgs_url: organizations_url, ...others } = links(url, LINKS);
  return {
    login,
    id,
    node_id: nodeId,
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url,
    html_url: app ? `https://github.com/apps/${app.slug}` : `https://github.com/${login}`,
    organizations_url,
    ...others,
    type,
    site_admin: false,
  };
}

/**
 * @param {World} world
 * @param {App | undefined} app
 */
export function appJson(world, app) {
  if (!app) {
    return null;
  }
  const { id, slug, name } = app;
  const about = `https://github.com/apps/${slug}`;
  return {
    id,
    slug,
    node_id: `A_${id}`,
    owner: accountJson(world, world.accounts.get('github')),
    name,
    description: null,
    external_url: about,
    html_url: about,
    created_at: CREATED,
    updated_at: CREATED,
    permissions: {},
    events: [],
  };
}

const CREATED = '2018-07-30T09:30:17Z';

/**
 * @param {Repository} repository
 * @param {Account} account
 */
export function associationOf(repository, account) {
  if (account === repository.owner) {
    return 'OWNER';
  }
  return repository.collaborators.includes(account.login) ? 'COLLABORATOR' : 'NONE';
}
