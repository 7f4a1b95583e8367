import { expect, test } from '@jest/globals';
import { amplifyOutputs } from '../../src/formats/amplify-outputs/format.ts';
import { textHash } from '../../src/domain/file.ts';
import { lockedPaths, whyKept } from '../../src/plan/removable.ts';
import { PLAIN, render } from '../helpers/configs.ts';

const manifest = { file: 'apps/amplify-auth.yml' };
const OURS = render(amplifyOutputs, PLAIN, { platform: 'javascript' });
const listed = { format: 'amplify-outputs', hash: textHash(OURS) };

test.each<[string, string, { format: string; hash: string }, string, RegExp | undefined]>([
  ['a file managed by this action', 'apps/config/dev.json', listed, OURS, undefined],
  ['one that was edited', 'apps/config/dev.json', listed, `${OURS}\n`, /edited by hand/],
  ['one of another format', 'apps/dev.json', { ...listed, format: 'aws-exports' }, OURS, /no aws-exports file/],
  ['one of a later format', 'apps/dev.json', { ...listed, format: 'next' }, OURS, /no next file/],
  ['source', 'src/app.ts', { format: 'aws-exports', hash: textHash('code') }, 'code', /no aws-exports file/],
  ['the manifest', 'apps/amplify-auth.yml', listed, OURS, /the manifest or its lock/],
  ['the manifest in other letters', 'apps/Amplify-Auth.yml', listed, OURS, /the manifest or its lock/],
  ['the lock', 'apps/amplify-auth.lock.json', listed, OURS, /the manifest or its lock/],
  ['a workflow', '.github/workflows/ci.yml', listed, OURS, /no generated file can be there/],
  ['a file of git', '.git/config', listed, OURS, /no generated file can be there/],
  ['a file outside', '../config.json', listed, OURS, /no generated file can be there/],
  ['a file anywhere', '/etc/passwd', listed, OURS, /no generated file can be there/],
  ['the workspace', '.', listed, OURS, /no generated file can be there/],
])('%s', (_, path, file, text, why) => {
  const kept = whyKept(manifest, path, file, text);
  if (why === undefined) expect(kept).toBeUndefined();
  else expect(kept).toMatch(why);
});

test('paths of a lock that lead elsewhere are not even looked at', () => {
  const paths = ['config/dev.json', '../web/dev.json', '../../secret', '../.git/config', 'a\u202Eb'];
  const found = lockedPaths(
    manifest.file,
    paths.map((path) => ({ path })),
  );
  expect(found).toEqual(['apps/config/dev.json', 'web/dev.json']);
});
