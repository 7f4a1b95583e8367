import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeLeftovers, temporaryName } from '../../src/adapters/leftovers.ts';

test('only temporary files of that name and of processes that are gone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'leftovers-'));
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  const own = temporaryName('a.json');
  const files = {
    [`.a.json.${gone}-0123456789ab.tmp`]: false,
    [own]: true,
    [`.a.json.1-0123456789ab.tmp`]: true,
    [`.b.json.${gone}-0123456789ab.tmp`]: true,
    [`.a.json.${gone}-0123.tmp`]: true,
    '.a.json.tmp': true,
    'a.json': true,
  };
  for (const name of Object.keys(files)) writeFileSync(join(folder, name), '');
  await removeLeftovers(folder, 'a.json');
  const kept = Object.entries(files).flatMap(([name, stays]) => (stays ? [name] : []));
  expect(readdirSync(folder).toSorted()).toEqual(kept.toSorted());
  rmSync(folder, { recursive: true });
});
