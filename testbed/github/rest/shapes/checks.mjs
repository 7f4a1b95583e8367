// @ts-check
import { appJson } from './accounts.mjs';
import { apiUrl, htmlUrl } from './repositories.mjs';

/** @typedef {import('../../model/check-runs.mjs').CheckRun} CheckRun */
/** @typedef {import('../../model/repository.mjs').Repository} Repository */

/**
 * @param {Repository} repository
 * @param {CheckRun} run
 */
export function checkRunJson(repository, run) {
  const url = `${apiUrl(repository)}/check-runs/${run.id}`;
  return {
    id: run.id,
    node_id: run.nodeId,
    name: run.name,
    head_sha: run.headSha,
    external_id: '',
    url,
    html_url: `${htmlUrl(repository)}/runs/${run.id}`,
    details_url: `${htmlUrl(repository)}/runs/${run.id}`,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      ...run.output,
      text: null,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: repository.id },
    app: appJson(repository.world, run.app),
    pull_requests: [],
  };
}
