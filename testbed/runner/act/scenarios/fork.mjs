// @ts-check
import { seedEnvironment } from '../../../aws/index.mjs';
import { lineOf, MANIFEST, manifestOf } from '../shop.mjs';
import { workflowNamed } from './workflows.mjs';

/** @typedef {import('../../../checks.mjs').Checks} Checks */
/** @typedef {import('../stage.mjs').Stage} Stage */

/**
 * Pull requests from a fork: a token that can only read the contents, no credentials, and the lock in place of AWS.
 *
 * @param {Checks} checks
 * @param {Stage} stage
 */
export async function checkFork(checks, stage) {
  const dev = await seedEnvironment(stage.aws);
  const manifest = manifestOf(dev);
  const repository = await stage.repository('forked', workflowNamed('commit'), { [MANIFEST]: manifest });
  await stage.run(repository, { event: 'push' });
  await repository.commit({ files: { '.github/workflows/auth.yml': workflowNamed('validate') } });
  const fork = await stage.github.repository('mallory', 'forked', { forkOf: repository });

  /** @param {string} branch @param {string} changed @param {string} [actor] */
  const pullRequest = async (branch, changed, actor = 'mallory') => {
    await fork.commit({ branch, files: { [MANIFEST]: changed } });
    const { number } = await repository.openPullRequest({ head: `mallory:${branch}`, login: 'mallory' });
    stage.awsCalls.length = 0;
    stage.github.reset();
    return stage.run(repository, { event: 'pull_request', number, actor, credentials: false });
  };

  const healthy = await pullRequest('healthy', manifest.replace('version: 1', '# Of ours.\nversion: 1'));
  checks.equal('fork: a healthy manifest is green', [healthy.exitCode, healthy.jobs], [0, { validate: 'success' }]);
  const { mode, result } = healthy.outputs['validate.auth'] ?? {};
  checks.equal('fork: and was checked against the lock', [mode, result], ['offline', 'success']);
  checks.equal('fork: AWS was not called', stage.awsCalls, []);
  checks.equal('fork: on GitHub nothing was written', writes(stage), []);

  const region = dev.identityPoolId.replace('eu-west-1', 'us-east-1');
  const broken = manifest.replace(dev.identityPoolId, region);
  const red = await pullRequest('broken', broken);
  checks.equal('fork: a broken one is red', [red.exitCode, red.jobs], [1, { validate: 'failure' }]);
  checks.equal(
    'fork: with an annotation on its line',
    red.annotations.filter(({ level }) => level === 'error').map(({ properties: { title, line } }) => [title, line]),
    [['manifest/region-mismatch', lineOf(broken, region)]],
  );
  checks.equal('fork: AWS was not called for it either', stage.awsCalls, []);
}

/** @param {Stage} stage */
function writes({ github }) {
  const reads = ['GET', 'HEAD'];
  return github.log.filter(({ method, operation }) => !reads.includes(method) && operation !== 'repository');
}
