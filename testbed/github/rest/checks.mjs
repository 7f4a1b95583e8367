// @ts-check
/**
 * Check runs.
 */
import { resolveCommit } from '../git/read.mjs';
import { created, forbidden, invalidRequest, notFound, ok, unprocessable } from '../http/answers.mjs';
import { requireToken } from '../http/access.mjs';
import { lengthOf, requireFields, requireMember } from '../http/fields.mjs';
import { route } from '../http/routes.mjs';
import { checkRunJson } from './shapes/checks.mjs';

/** @typedef {import('../http/routes.mjs').ApiRequest} ApiRequest */
/** @typedef {import('../model/check-runs.mjs').Annotation} Annotation */
/** @typedef {import('../model/check-runs.mjs').CheckRun} CheckRun */
/** @typedef {import('../model/repository.mjs').Repository} Repository */

const RUNS = '/repos/{owner}/{repo}/check-runs';
const write = (/** @type {string} */ anchor) => ({ permission: 'checks:write', docs: `checks/runs#${anchor}` });

export const checkRoutes = [
  route(`POST ${RUNS}`, write('create-a-check-run'), createRun),
  route(`PATCH ${RUNS}/{id}`, write('update-a-check-run'), updateRun),
];

const STATUSES = ['queued', 'in_progress', 'completed'];
const CONCLUSIONS = ['action_required', 'cancelled', 'failure', 'neutral', 'success', 'skipped', 'timed_out'];
const LEVELS = ['notice', 'warning', 'failure'];
const ANNOTATIONS_A_REQUEST = 50;
const TEXT_LIMIT = 65_535;
const MESSAGE_BYTES = 64 * 1024;

/** @param {ApiRequest} request */
async function createRun({ repository, token, body, world }) {
  requireFields(body, {
    name: 'string',
    head_sha: 'string',
    status: 'string?',
    conclusion: 'string?',
    output: 'object?',
  });
  const { app } = requireToken(token).account;
  if (!app) {
    throw forbidden('You must authenticate via a GitHub App.');
  }
  checkFields(body);
  const headSha = await resolveCommit(repository.directory, body['head_sha']);
  if (headSha === undefined) {
    throw unprocessable(`No commit found for SHA: ${body['head_sha']}`);
  }
  const id = world.nextId();
  /** @type {CheckRun} */
  const run = {
    id,
    nodeId: `CR_${id}`,
    name: body['name'],
    headSha,
    app,
    status: 'queued',
    conclusion: null,
    startedAt: world.now(),
    completedAt: null,
    output: { title: null, summary: null },
    annotations: [],
  };
  applyFields(run, body, world.now());
  repository.checkRuns.push(run);
  return created(checkRunJson(repository, run));
}

/** @param {ApiRequest} request */
function updateRun({ repository, token, params, body, world }) {
  requireFields(body, { status: 'string?', conclusion: 'string?', output: 'object?' });
  const run = findRun(repository, params['id']);
  const { app } = requireToken(token).account;
  if (run.app !== app) {
    throw forbidden(
      `Invalid app_id \`${app?.id}\` - check run can only be modified by the GitHub App that created it.`,
    );
  }
  checkFields(body);
  applyFields(run, body, world.now());
  return ok(checkRunJson(repository, run));
}

/**
 * @param {Repository} repository
 * @param {string | undefined} id
 */
function findRun(repository, id) {
  const run = repository.checkRuns.find((one) => one.id === Number(id));
  if (!run) {
    throw notFound();
  }
  return run;
}

/** @param {Record<string, any>} body */
function checkFields(body) {
  requireMember(body['status'], STATUSES);
  requireMember(body['conclusion'], CONCLUSIONS);
  const { output } = body;
  if (!output) {
    return;
  }
  requireFields(output, { title: 'string', summary: 'string', annotations: 'array?' });
  limitText(output['summary'], TEXT_LIMIT);
  const annotations = /** @type {Record<string, any>[]} */ (output['annotations'] ?? []);
  if (annotations.length > ANNOTATIONS_A_REQUEST) {
    throw invalidRequest(
      `No more than ${ANNOTATIONS_A_REQUEST} items are allowed; ${annotations.length} were supplied.`,
    );
  }
  annotations.forEach(checkAnnotation);
}

/** @param {Record<string, any>} annotation */
function checkAnnotation(annotation) {
  requireFields(annotation, {
    path: 'string',
    start_line: 'integer',
    end_line: 'integer',
    start_column: 'integer?',
    end_column: 'integer?',
    annotation_level: 'string',
    message: 'string',
    title: 'string?',
  });
  requireMember(annotation['annotation_level'], LEVELS);
  limitText(annotation['title'], 255);
  const bytes = Buffer.byteLength(annotation['message']);
  if (bytes > MESSAGE_BYTES) {
    throw invalidRequest(`Only ${MESSAGE_BYTES} bytes are allowed; ${bytes} were supplied.`);
  }
  const { start_line: start, end_line: end } = annotation;
  if (end < start) {
    throw invalidRequest('"end_line" must not be before "start_line".');
  }
  if (start !== end && (annotation['start_column'] || annotation['end_column'])) {
    throw invalidRequest('"start_column" and "end_column" are allowed only if "start_line" equals "end_line".');
  }
}

/** @param {string | null | undefined} text @param {number} limit */
function limitText(text, limit) {
  const length = lengthOf(text ?? '');
  if (length > limit) {
    throw invalidRequest(`Only ${limit} characters are allowed; ${length} were supplied.`);
  }
}

/**
 * An output replaces the old one, but its annotations come on top of those from before.
 *
 * @param {CheckRun} run
 * @param {Record<string, any>} body
 * @param {string} now
 */
function applyFields(run, body, now) {
  run.status = body['conclusion'] ? 'completed' : (body['status'] ?? run.status);
  run.conclusion = body['conclusion'] ?? run.conclusion;
  if (run.status === 'completed') {
    run.completedAt = run.completedAt ?? now;
  }
  const { output } = body;
  if (output) {
    run.output = { title: output['title'], summary: output['summary'] };
    run.annotations.push(...(output['annotations'] ?? []).map(annotationOf));
  }
}

/** @param {Record<string, any>} given @returns {Annotation} */
function annotationOf(given) {
  return {
    path: given['path'],
    start_line: given['start_line'],
    end_line: given['end_line'],
    start_column: given['start_column'] ?? null,
    end_column: given['end_column'] ?? null,
    annotation_level: given['annotation_level'],
    title: given['title'] ?? null,
    message: given['message'],
  };
}
