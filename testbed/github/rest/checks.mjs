// @ts-check
/**
 * Check runs.
 */
import { resolveCommit } from '../git/read.mjs';
import { created, forbidden, invalidRequest, notFound, ok, unprocessable } from '../http/answers.mjs';
import { requireToken } from '../http/access.mjs';
import { route } from '../http/routes.mjs';
import { checkRunJson } from './shapes/checks.mjs';

/** @typedef {import('../http/routes.mjs').ApiRequest} ApiRequest */
/** @typedef {import('../model/check-runs.mjs').Annotation} Annotation */
/** @typedef {import('../model/check-runs.mjs').CheckRun} CheckRun */
/** @typedef {import('../model/repository.mjs').Repository} Repository */

const RUNS = '/repos/{owner}/{repo}/check-runs';
const WRITE = 'checks:write';

export const checkRoutes = [
  route(`POST ${RUNS}`, { permission: WRITE, body: 'name head_sha status conclusion output' }, createRun),
  route(`PATCH ${RUNS}/{check_run_id}`, { permission: WRITE, body: 'status conclusion output' }, updateRun),
];

/** What the description does not limit. */
const MESSAGE_BYTES = 64 * 1024;
const TITLE_LIMIT = 255;

/** @param {ApiRequest} request */
async function createRun({ repository, token, body, world }) {
  const { app } = requireToken(token).account;
  if (!app) {
    throw forbidden('You must authenticate via a GitHub App.');
  }
  checkAnnotations(body);
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
  const run = findRun(repository, params['check_run_id']);
  const { app } = requireToken(token).account;
  if (run.app !== app) {
    throw forbidden(
      `Invalid app_id \`${app?.id}\` - check run can only be modified by the GitHub App that created it.`,
    );
  }
  checkAnnotations(body);
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
function checkAnnotations({ output }) {
  for (const annotation of output?.annotations ?? []) {
    const { message, title, start_line: start, end_line: end, start_column, end_column } = annotation;
    if (title?.length > TITLE_LIMIT) {
      throw invalidRequest(`Only ${TITLE_LIMIT} characters are allowed; ${title.length} were supplied.`);
    }
    const bytes = Buffer.byteLength(message);
    if (bytes > MESSAGE_BYTES) {
      throw invalidRequest(`Only ${MESSAGE_BYTES} bytes are allowed; ${bytes} were supplied.`);
    }
    if (end < start) {
      throw invalidRequest('"end_line" must not be before "start_line".');
    }
    if (start !== end && (start_column || end_column)) {
      throw invalidRequest('"start_column" and "end_column" are allowed only if "start_line" equals "end_line".');
    }
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
