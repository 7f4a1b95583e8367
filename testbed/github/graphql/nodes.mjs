// @ts-check
/**
 * How the schema's objects are given: plain objects with a field, or a function of its arguments, for each of
 * the schema's fields that is implemented.
 */
import { inaccessible } from '../model/tokens.mjs';
import { isPermitted } from '../http/access.mjs';

/** @typedef {import('../model/repository.mjs').Repository} Repository */
/** @typedef {import('../model/tokens.mjs').Token} Token */
/** @typedef {import('../model/world.mjs').World} World */
/** @typedef {{ world: World, token: Token }} Context */
/** @typedef {Record<string, any>} Node */

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
