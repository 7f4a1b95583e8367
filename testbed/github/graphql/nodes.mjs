// @ts-check
/**
 * How the schema's objects are given: plain objects with a field, or a function of its arguments, for each of
 * the schema's fields that is implemented.
 */
import { isObjectType } from 'graphql';
import { inaccessible } from '../model/tokens.mjs';
import { isPermitted } from '../http/access.mjs';
import { gitHubSchema } from './schema.mjs';

/** @typedef {import('../model/accounts.mjs').Account} Account */
/** @typedef {import('../model/repository.mjs').Repository} Repository */
/** @typedef {import('../model/tokens.mjs').Token} Token */
/** @typedef {import('../model/world.mjs').World} World */
/** @typedef {{ world: World, token: Token }} Context */
/** @typedef {Record<string, any>} Node */
/** @typedef {{ first?: number, last?: number, after?: string, before?: string }} Paging */

/** An error with the type that GitHub gives it: NOT_FOUND, FORBIDDEN, UNPROCESSABLE, STALE_DATA, … */
export class GraphqlError extends Error {
  /**
   * @param {string} type
   * @param {string} message
   */
  constructor(type, message) {
    super(message);
    this.name = 'GraphqlError';
    this.type = type;
  }
}

/**
 * @param {string} name of the type
 * @param {Node} fields
 * @returns {Node}
 */
export function node(name, fields) {
  const type = gitHubSchema().getType(name);
  const known = isObjectType(type) ? type.getFields() : {};
  const stray = Object.keys(fields).find((field) => !(field in known));
  if (stray !== undefined) {
    throw new Error(`GitHub's ${name} has no field ${stray}`);
  }
  return { __typename: name, ...fields };
}

/**
 * @param {Context} context
 * @param {Repository} repository
 * @param {string} permission
 */
export function demand({ token }, repository, permission) {
  if (!isPermitted(repository, token, permission)) {
    throw new GraphqlError('FORBIDDEN', inaccessible(token));
  }
}

/**
 * Actors are called without the `[bot]` that REST gives them.
 *
 * @param {Account} account
 * @returns {Node}
 */
export function actorNode({ login, id, nodeId, type, app }) {
  const shared = {
    id: nodeId,
    databaseId: id,
    login: login.replace(/\[bot\]$/, ''),
    url: app ? `https://github.com/apps/${app.slug}` : `https://github.com/${login}`,
    avatarUrl: `https://avatars.githubusercontent.com/u/${id}?v=4`,
  };
  return node(type, shared);
}

/**
 * @template Item
 * @param {string} name of the items' type
 * @param {Item[]} items
 * @param {(item: Item) => Node} show
 * @param {Paging} paging
 * @returns {Node}
 */
export function connection(name, items, show, { first, last, after, before }) {
  if (first === undefined && last === undefined) {
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`;
    throw new GraphqlError('MISSING_PAGINATION_BOUNDARIES', message);
  }
  if ((first ?? last ?? 0) > 100) {
    const message = `Requesting ${first ?? last} records on the \`${name}\` connection exceeds the limit of 100 records.`;
    throw new GraphqlError('EXCESSIVE_PAGINATION', message);
  }
  const start = after ? position(after) + 1 : 0;
  const end = before ? position(before) : items.length;
  const from = last === undefined ? start : Math.max(end - last, start);
  const to = first === undefined ? end : Math.min(from + first, end);
  const edges = items.slice(from, to).map((item, index) => ({ node: show(item), cursor: cursor(from + index) }));
  return {
    nodes: edges.map((edge) => edge.node),
    edges,
    totalCount: items.length,
    pageInfo: {
      hasNextPage: to < items.length,
      hasPreviousPage: from > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** @param {number} index */
function cursor(index) {
  return Buffer.from(`cursor:${index}`).toString('base64');
}

/** @param {string} text */
function position(text) {
  return Number(Buffer.from(text, 'base64').toString().replace('cursor:', ''));
}
