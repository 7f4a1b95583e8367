import { expect, test } from '@jest/globals';
import { envLogs } from '../../src/report/terminal.ts';
import { Shop } from '../helpers/shop.ts';

test('a group for each env with something to do, and what became of it', async () => {
  const shop = new Shop('dev', 'prod');
  shop.push();
  const planned = envLogs(await shop.run('plan'));
  expect(planned.map(({ title }) => title)).toEqual([
    `dev: ${planned[0]?.lines.length} changes`,
    `prod: ${planned[1]?.lines.length} changes`,
  ]);
  for (const [index, env] of ['dev', 'prod'].entries()) {
    expect(planned[index]?.lines.every((line) => line.endsWith(` (${env})`))).toBe(true);
    expect(planned[index]?.lines).toContainEqual(expect.stringMatching(/^ {2}create lock /));
  }
  const applied = envLogs(await shop.run('apply'));
  expect(applied.map(({ title }) => title)).toEqual(planned.map(({ title }) => title.replace('change', 'outcome')));
  expect(applied.flatMap(({ lines }) => lines).every((line) => line.startsWith('  applied '))).toBe(true);
  expect(envLogs(await shop.run('plan'))).toEqual([]);
});
