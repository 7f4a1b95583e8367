// @ts-check
/**
 * Executes GraphQL requests. GitHub's schema decides what is a valid document and valid variables; what is
 * valid but not implemented is an error that says so.
 */
import { execute, parse, validate } from 'graphql';
import { Unimplemented } from '../http/answers.mjs';
import { inaccessible } from '../model/tokens.mjs';
import { PushRefused, WorkflowRefused } from '../model/push.mjs';
import { createCommitOnBranch } from './commit-on-branch.mjs';
import { GraphqlError, node } from './nodes.mjs';
import { repositoryNode, requireRepository } from './repository.mjs';
import { gitHubSchema } from './schema.mjs';
import { updateRefs } from './update-refs.mjs';

/** @typedef {import('./nodes.mjs').Context} Context */
/** @typedef {import('./nodes.mjs').Node} Node */

/** @typedef {import('./operation.mjs').GraphqlRequest} GraphqlRequest */
/** @typedef {{ type?: string, message: string, path?: unknown, locations?: unknown }} ErrorEntry */

/**
 * @param {Context} context
 * @param {GraphqlRequest} request
 * @returns {Promise<{ data?: unknown, errors?: ErrorEntry[] }>}
 */
export async function executeGraphql(context, { query, variables, operationName }) {
  if (typeof query !== 'string' || query === '') {
    return { errors: [{ message: 'A query attribute must be specified and must be a string.' }] };
  }
  let document;
  try {
    document = parse(query);
  } catch (error) {
    return { errors: [errorEntry(/** @type {import('graphql').GraphQLError} */ (error))] };
  }
  const schema = gitHubSchema();
  const invalid = validate(schema, document);
  if (invalid.length > 0) {
    return { errors: invalid.map(errorEntry) };
  }
  const result = await execute({
    schema,
    document,
    rootValue: rootOf(context),
    contextValue: context,
    ...(variables ? { variableValues: variables } : {}),
    ...(operationName ? { operationName } : {}),
    fieldResolver: resolveField,
  });
  return {
    ...(result.data === undefined ? {} : { data: result.data }),
    ...(result.errors ? { errors: result.errors.map(errorEntry) } : {}),
  };
}

/** @type {import('graphql').GraphQLFieldResolver<any, Context>} */
function resolveField(source, args, context, info) {
  const value = source[info.fieldName];
  if (value === undefined && !(info.fieldName in source)) {
    throw new Unimplemented(`${info.parentType.name}.${info.fieldName}`);
  }
  return typeof value === 'function' ? value(args, context, info) : value;
}

/** What is asked for at the top of a document. @param {Context} context @returns {Node} */
function rootOf(context) {
  const { token } = context;
  return {
    viewer() {
      if (token.kind === 'installation') {
        throw new GraphqlError('FORBIDDEN', inaccessible(token));
      }
      return node('User', { login: token.account.login });
    },
    repository: (/** @type {{ owner: string, name: string }} */ { owner, name }) =>
      repositoryNode(context, requireRepository(context, owner, name)),
    createCommitOnBranch: async (/** @type {any} */ { input }) => ({
      clientMutationId: input.clientMutationId ?? null,
      ...(await createCommitOnBranch(context, input)),
    }),
    updateRefs: async (/** @type {any} */ { input }) => ({
      clientMutationId: input.clientMutationId ?? null,
      ...(await updateRefs(context, input)),
    }),
  };
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
