// @ts-check
import { seedEnvironment } from '../../../aws/index.mjs';
import { GENERATED, LOCK, MANIFEST, manifestOf } from '../shop.mjs';
import { workflowNamed } from './workflows.mjs';

/** @typedef {import('../../../checks.mjs').Checks} Checks */
/** @typedef {import('../stage.mjs').Stage} Stage */

/**
 * One job generates, another one uses what the first has put into the artifact.
 *
 * @param {Checks} checks
 * @param {Stage} stage
 */
export async function checkArtifact(checks, stage) {
  const dev = await seedEnvironment(stage.aws);
  const repository = await stage.repository('artifact', workflowNamed('artifact'), { [MANIFEST]: manifestOf(dev) });
  const head = await repository.head();
  const run = await stage.run(repository, { event: 'push' });

  checks.equal('artifact: both jobs succeed', [run.exitCode, run.jobs], [0, { generate: 'success', build: 'success' }]);
  checks.holds(
    'artifact: the second job has built with the generated file',
    run.log.includes(`built for ${dev.userPoolId} and ${dev.webClientId}`),
    run.log,
  );
  const files = stage.github.artifacts.files('amplify-import-auth-shop');
  checks.equal(
    'artifact: files, lock, plan and report are in it',
    Object.keys(files).toSorted(),
    [LOCK, GENERATED, 'plan.json', 'report.json'].toSorted(),
  );
  const outputs = run.outputs['generate.auth'] ?? {};
  const { id } = stage.github.artifacts.find('amplify-import-auth-shop') ?? {};
  checks.equal('artifact: the output is its id', outputs['artifact-id'], String(id));
  checks.equal('artifact: nothing is committed', await repository.head(), head);
}
