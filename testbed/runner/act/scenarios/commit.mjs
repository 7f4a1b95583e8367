// @ts-check
import { seedEnvironment } from '../../../aws/index.mjs';
import { GENERATED, LOCK, MANIFEST, manifestOf } from '../shop.mjs';
import { workflowNamed } from './workflows.mjs';

/** @typedef {import('../../../checks.mjs').Checks} Checks */
/** @typedef {import('../stage.mjs').Stage} Stage */

/**
 * What is generated lands on the branch; the next run has nothing to add.
 *
 * @param {Checks} checks
 * @param {Stage} stage
 */
export async function checkCommit(checks, stage) {
  const dev = await seedEnvironment(stage.aws);
  const repository = await stage.repository('commit', workflowNamed('commit'), { [MANIFEST]: manifestOf(dev) });
  const before = await repository.head();
  const run = await stage.run(repository, { event: 'push' });

  checks.equal('commit: the job succeeds', [run.exitCode, run.jobs], [0, { apply: 'success' }]);
  const [newest] = await repository.log();
  checks.equal(
    'commit: one verified commit on what was pushed',
    [newest?.parents, newest?.verified, newest?.author.name],
    [[before], true, 'github-actions[bot]'],
  );
  checks.equal('commit: the output names it', run.outputs['apply.auth']?.['commit-sha'], newest?.sha);
  const { auth } = JSON.parse((await repository.read(GENERATED)) ?? '{}');
  checks.equal('commit: the generated file is in it', auth?.user_pool_id, dev.userPoolId);
  const { envs } = JSON.parse((await repository.read(LOCK)) ?? '{}');
  checks.equal('commit: and the lock', envs?.dev?.userPoolId, dev.userPoolId);

  const again = await stage.run(repository, { event: 'push' });
  checks.equal('commit: the next run changes nothing', [again.exitCode, await repository.head()], [0, newest?.sha]);
}
