import { expect, test } from '@jest/globals';
import { Secret } from '../../../src/domain/secret.ts';
import { madeBy } from '../../../src/fleet/shard-file.ts';
import { fileChange } from '../../../src/plan/file-change.ts';
import type { EnvPlan } from '../../../src/plan/plan.ts';

// In a plan the text of such a file is a hash: `collect` must neither publish the secret nor write the hash in its place.
test('a file with the secret of a client stays in its shard, others are made known', () => {
  const subject = { manifest: { file: 'amplify-auth.yml' }, env: { name: 'dev' } } as EnvPlan['subject'];
  const changes = [
    fileChange(
      subject,
      'ios/awsconfiguration.json',
      'awsconfiguration',
      null,
      new Secret('{"AppClientSecret":"s3cr3t"}'),
    ),
    fileChange(subject, 'config/amplify_outputs.json', 'amplify-outputs', null, '{}'),
  ];
  const made = madeBy({ subject, changes, findings: [], notes: [], lockEntry: undefined });
  expect(made.files).toEqual([{ path: 'config/amplify_outputs.json', after: '{}' }]);
  expect(made.parts).toEqual([]);
  expect(JSON.stringify(made)).not.toContain('s3cr3t');
});
