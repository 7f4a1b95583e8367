import { describe, expect, test } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { chosen, personAt } from '../../src/adapters/person.ts';
import { lockChangeIn, planOf, reportOf } from '../helpers/reports.ts';

const PLAN = reportOf({ command: 'apply' }, planOf(lockChangeIn('dev'), lockChangeIn('prod')));

/** Somebody who answers with this; undefined: who is gone. */
function answering(answer: string | undefined, cancelled = new AbortController().signal) {
  const input = new PassThrough();
  const output = new PassThrough();
  if (answer === undefined) input.end();
  else input.write(`${answer}\n`);
  const shown: unknown[] = [];
  const person = personAt({ input, output }, { show: (report) => shown.push(report) }, cancelled, true);
  return { person, shown, said: () => String(output.read() ?? '') };
}

describe('a plan', () => {
  test.each<[string | undefined, boolean]>([
    ['y', true],
    ['YES', true],
    ['', false],
    ['n', false],
    ['yesterday', false],
    [undefined, false],
  ])('answered with %j', async (answer, approved) => {
    const { person, shown, said } = answering(answer);
    expect(await person.approves(PLAN)).toBe(approved);
    expect(shown).toMatchObject([{ command: 'apply' }]);
    expect(said()).toContain('Do you want to apply this in dev, prod? [y/N]');
  });

  test('nothing is asked in a run that is cancelled, and one that is cancelled meanwhile ends', async () => {
    const cancel = new AbortController();
    const waiting = answering('', cancel.signal);
    const input = new PassThrough();
    const person = personAt({ input, output: new PassThrough() }, {}, cancel.signal, false);
    const open = person.approves(PLAN);
    cancel.abort();
    expect(await open).toBe(false);
    expect(await waiting.person.approves(PLAN)).toBe(false);
    expect(waiting.said()).toBe('');
  });
});

test('some of a list', async () => {
  const { person, said } = answering('2, 1');
  expect(await person.choose('Which of 111122223333?', ['a\u001b[31m', 'b'])).toEqual([1, 0]);
  expect(said()).toContain('Which of ************?\n  1. a·[31m\n  2. b\n');
  expect(chosen('all', 3)).toEqual([0, 1, 2]);
  expect(chosen('', 3)).toEqual([]);
  expect(chosen('0 4 3 x 3', 3)).toEqual([2]);
});
