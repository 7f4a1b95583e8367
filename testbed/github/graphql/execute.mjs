// @ts-check
/**
 * Executes GraphQL requests. GitHub's schema decides what is a valid document and valid variables; what is
 * valid but not implemented is an error that says so.
 */
import { execute, parse, validate } from 'graphql';
import { GitHubError, Unimplemented } from '../http/answers.mjs';
import { inaccessible } from '../model/tokens.mjs';
import { PushRefused, WorkflowRefused } from '../model/push.mjs';
import { refNode } from './git-nodes.mjs';
import { lookUpAny } from './lookup.mjs';
import { mutations } from './mutations.mjs';
import { actorNode, GraphqlError } from './nodes.mjs';
import { commentNode, issueNode, pullNode, reviewCommentNode } from './pull-nodes.mjs';
import { repositoryNode, requireRepository } from './repository-node.mjs';
import { gitHubSchema } from './schema.mjs';

/** @typedef {import('./nodes.mjs').Context} Context */
/** @typedef {import('./nodes.mjs').Node} Node */
/** @typedef {import('../model/pulls.mjs').PullRequest} PullRequest */

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
    // What a mutation is asked to give back of the caller's own.
    if (info.fieldName === 'clientMutationId') {
      return null;
    }
    throw new Unimplemented(`${info.parentType.name}.${info.fieldName}`);
  }
  return typeof value === 'function' ? value(args, context, info) : value;
}

/**
 * @param {Context} context
 * @returns {Node}
 */
function rootOf(context) {
  const { world, token } = context;
  const changes = Object.entries(mutations).map(([name, mutate]) => [
    name,
    async (/** @type {{ input: any }} */ { input }) => ({
      clientMutationId: input.clientMutationId ?? null,
      ...(await mutate(context, input)),
    }),
  ]);
  return {
    ...Object.fromEntries(changes),
    viewer() {
      if (token.kind === 'installation') {
        throw new GraphqlError('FORBIDDEN', inaccessible(token));
      }
      return actorNode(token.account);
    },
    repository: (/** @type {{ owner: string, name: string }} */ { owner, name }) =>
      repositoryNode(context, requireRepository(context, owner, name)),
    node: (/** @type {{ id: string }} */ { id }) => anyNode(context, id),
    nodes: (/** @type {{ ids: string[] }} */ { ids }) => ids.map((id) => anyNode(context, id)),
    rateLimit() {
      const { limit, used, reset } = world.rateLimits.of(token, 'graphql');
      const resetAt = new Date(reset * 1000).toISOString();
      return { limit, used, remaining: Math.max(limit - used, 0), resetAt, cost: 1, nodeCount: 0 };
    },
  };
}

/**
 * @param {Context} context
 * @param {string} id
 */
function anyNode(context, id) {
  const found = lookUpAny(context, id);
  switch (found.kind) {
    case 'repository':
      return repositoryNode(context, found.repository);
    case 'issue':
      return found.issue.pull
        ? pullNode(context, found.repository, /** @type {PullRequest} */ (found.issue))
        : issueNode(context, found.repository, found.issue);
    case 'comment':
      return commentNode(context, found.repository, found.issue, found.comment);
    case 'review comment':
      return reviewCommentNode(context, found.repository, found.issue, found.comment);
    case 'ref':
      return refNode(context, found.repository, found.ref);
    default:
      throw new Unimplemented(`the node ${id}`);
  }
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
  if (error instanceof GitHubError) {
    return error.sentence;
  }
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
  if (error instanceof GitHubError) {
    return { 403: 'FORBIDDEN', 404: 'NOT_FOUND' }[error.status] ?? 'UNPROCESSABLE';
  }
  return error ? 'MOCK_FAILED' : undefined;
}
