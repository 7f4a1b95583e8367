// @ts-check
/**
 * Executes GraphQL requests. GitHub's published schema decides what is a valid document, valid variables and a valid
 * answer; what is valid but not implemented is an error that says so.
 */
import { graphql } from 'graphql';
import { Unimplemented } from '../http/answers.mjs';
import { PushRefused, WorkflowRefused } from '../model/push.mjs';
import { GraphqlError } from './nodes.mjs';
import { gitHubSchema } from './schema.mjs';

/** @typedef {import('./operation.mjs').GraphqlRequest} GraphqlRequest */
/** @typedef {{ type?: string, message: string, path?: unknown, locations?: unknown }} ErrorEntry */

/**
 * @param {import('./nodes.mjs').Node} rootValue what is asked for at the top of a document, by its name
 * @param {GraphqlRequest} request
 * @returns {Promise<{ data?: unknown, errors?: ErrorEntry[] }>}
 */
export async function executeGraphql(rootValue, { query, variables, operationName }) {
  const { data, errors } = await graphql({
    schema: gitHubSchema(),
    source: String(query),
    rootValue,
    ...(variables ? { variableValues: variables } : {}),
    ...(operationName ? { operationName } : {}),
    fieldResolver: resolveField,
  });
  return { ...(data === undefined ? {} : { data }), ...(errors ? { errors: errors.map(errorEntry) } : {}) };
}

/** @type {import('graphql').GraphQLFieldResolver<any, unknown>} */
function resolveField(source, args, context, info) {
  const value = source[info.fieldName];
  if (value === undefined && !(info.fieldName in source)) {
    throw new Unimplemented(`${info.parentType.name}.${info.fieldName}`);
  }
  return typeof value === 'function' ? value(args, context, info) : value;
}

/**
 * @param {import('graphql').GraphQLError} error
 * @returns {ErrorEntry}
 */
function errorEntry({ message, path, locations, originalError }) {
  const type = typeOf(originalError);
  return {
    ...(type ? { type } : {}),
    ...(path ? { path } : {}),
    ...(locations ? { locations } : {}),
    message: sentenceOf(originalError) ?? message,
  };
}

/** @param {unknown} error */
function sentenceOf(error) {
  return error instanceof PushRefused && error.source === 'protection'
    ? `protected branch '${error.ref.replace('refs/heads/', '')}' check failed:\n${error.message}`
    : undefined;
}

/** @param {unknown} error */
function typeOf(error) {
  if (error instanceof GraphqlError) {
    return error.type;
  }
  if (error instanceof Unimplemented) {
    return 'MOCK_UNIMPLEMENTED';
  }
  if (error instanceof PushRefused || error instanceof WorkflowRefused) {
    return 'FORBIDDEN';
  }
  return error ? 'MOCK_FAILED' : undefined;
}
