// @ts-check
import { getOperationAST, parse } from 'graphql';

/** @typedef {{ query?: unknown, variables?: Record<string, unknown>, operationName?: string }} GraphqlRequest */

/**
 * @param {GraphqlRequest} request
 * @returns {string} the names of the fields at the top, joined by commas; empty for what cannot be parsed
 */
export function operationOf({ query, operationName }) {
  try {
    const operation = getOperationAST(parse(String(query), { noLocation: true }), operationName);
    const names = operation?.selectionSet.selections.map((one) => (one.kind === 'Field' ? one.name.value : '…'));
    return names?.join(',') ?? '';
  } catch {
    return '';
  }
}
