// @ts-check

/** @typedef {import('../../model/accounts.mjs').Account} Account */
/** @typedef {import('../../model/accounts.mjs').App} App */
/** @typedef {import('../../model/repository.mjs').Repository} Repository */
/** @typedef {import('../../model/world.mjs').World} World */
/** @template {keyof import('./sketch.mjs').Schemas} Name @typedef {import('./sketch.mjs').Shape<Name>} Shape */

/**
 * @param {World} world
 * @param {Account} account
 * @returns {Shape<'simple-user'>}
 */
export function accountJson({ url }, { login, id, nodeId, type, app }) {
  return {
    login,
    id,
    node_id: nodeId,
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url: `${url}/users/${encodeURIComponent(login)}`,
    html_url: app ? `https://github.com/apps/${app.slug}` : `https://github.com/${login}`,
    type,
    site_admin: false,
  };
}

/**
 * @param {App | undefined} app
 * @returns {Shape<'nullable-integration'>}
 */
export function appJson(app) {
  return app
    ? {
        id: app.id,
        slug: app.slug,
        node_id: `A_${app.id}`,
        name: app.name,
        html_url: `https://github.com/apps/${app.slug}`,
      }
    : null;
}

/**
 * @param {Repository} repository
 * @param {Account} account
 * @returns {import('./sketch.mjs').Schemas['author-association']}
 */
export function associationOf(repository, account) {
  if (account === repository.owner) {
    return 'OWNER';
  }
  return repository.collaborators.includes(account.login) ? 'COLLABORATOR' : 'NONE';
}
