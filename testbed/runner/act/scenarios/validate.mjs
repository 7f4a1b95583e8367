// @ts-check
import { seedEnvironment } from '../../../aws/index.mjs';
import { lineOf, MANIFEST, manifestOf } from '../shop.mjs';
import { workflowNamed } from './workflows.mjs';

/** @typedef {import('../../../checks.mjs').Checks} Checks */
/** @typedef {import('../stage.mjs').Stage} Stage */

/**
 * A broken manifest fails the job, with annotations on its lines.
 *
 * @param {Checks} checks
 * @param {Stage} stage
 */
export async function checkValidate(checks, stage) {
  const dev = await seedEnvironment(stage.aws, { webClient: { GenerateSecret: true } });
  const manifest = manifestOf(dev, ['guets: true']);
  const repository = await stage.repository('validate', workflowNamed('validate'), { [MANIFEST]: manifest });
  const run = await stage.run(repository, { event: 'push' });

  checks.equal('validate: the job fails', [run.exitCode, run.jobs], [1, { validate: 'failure' }]);
  const errors = run.annotations.filter(({ level }) => level === 'error').map(({ properties }) => properties);
  checks.equal(
    'validate: each mistake is an annotation on its line',
    errors.map(({ title, file, line }) => ({ title, file, line })).toSorted((a, b) => Number(a.line) - Number(b.line)),
    [
      { title: 'client/web-has-secret', file: MANIFEST, line: lineOf(manifest, 'webClientId') },
      { title: 'manifest/unknown-key', file: MANIFEST, line: lineOf(manifest, 'guets') },
    ],
  );
  checks.holds(
    'validate: the annotation says what is wrong, and how to fix it',
    run.annotations.some(({ message }) => message.includes('Did you mean "guest"?')),
    run.annotations,
  );
  const { result } = run.outputs['validate.auth'] ?? {};
  checks.equal('validate: the output says so, too', result, 'failure');
  checks.holds(
    'validate: a later step sees the outputs, and the node is 24',
    /errors=2 node=v24\./.test(run.log),
    run.log,
  );
  checks.holds('validate: the summary names both', /guets/.test(run.summary) && /web-has-secret/.test(run.summary));
}
