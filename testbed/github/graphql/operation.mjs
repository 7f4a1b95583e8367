// @ts-check
import { getOperationAST, parse } from 'graphql';

/** @typedef {{ query?: unknown, variables?: Record<string, unknown>, operationName?: string }} GraphqlRequest */

/**
 * @param {GraphqlRequest} request
 * @returns {{ fields: string, isMutation: boolean }} the names of the fields at the top, joined by commas; empty
 *   for what cannot be parsed
 */
export function operationOf({ query, operationName }) {
  try {
    const operation = getOperationAST(parse(String(query), { noLocation: true }), operationName);
    const names = operation?.selectionSet.selections.map((one) => (one.kind === 'Field' ? one.name.value : '…'));
    return { fields: names?.join(',') ?? '', isMutation: operation?.operation === 'mutation' };
  } catch {
    return { fields: '', isMutation: false };
  }
}
