import { expect, test } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { withoutForeignWarnings } from '../../src/adapters/foreign-warnings.ts';

test.each([
  ['20.20.2', ['Node 20 is no longer maintained: run amplify-import-auth with Node 22 or later.']],
  ['22.13.0', []],
  ['24.21.0', []],
])('on Node %s', (version, expected) => {
  const node = new EventEmitter();
  const printed: unknown[] = [];
  node.on('warning', (warning) => printed.push(warning));
  const said: string[] = [];
  withoutForeignWarnings(Object.assign(node, { versions: { ...process.versions, node: version } }) as never, (line) =>
    said.push(line),
  );
  node.emit('warning', new Error('The AWS SDK for JavaScript (v3) will no longer support Node 20'));
  expect([said, printed]).toEqual([expected, []]);
});
