import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { interleaved } from '../../../../src/steps/observe/inspect/interleaved.ts';

test.each<[string, readonly number[]]>([
  ['', []],
  ['aaa', [0, 1, 2]],
  ['aaabbc', [0, 3, 5, 1, 4, 2]],
])('%s', (kinds, order) => {
  expect(interleaved(kinds.split(''))).toEqual(order);
});

test('every place once, each kind in its own order, and none twice while another waits', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', 'c')), (kinds) => {
      const order = interleaved(kinds);
      expect(order.toSorted((a, b) => a - b)).toEqual(kinds.map((_, index) => index));
      for (const kind of ['a', 'b', 'c']) {
        const own = order.filter((index) => kinds[index] === kind);
        expect(own).toEqual(own.toSorted((a, b) => a - b));
      }
      const counts = new Map<string, number>();
      for (const index of order) {
        const kind = kinds[index] ?? '';
        const turn = counts.get(kind) ?? 0;
        for (const [other, count] of counts) {
          if (other !== kind && kinds.filter((one) => one === other).length > turn)
            expect(count).toBeGreaterThanOrEqual(turn);
        }
        counts.set(kind, turn + 1);
      }
    }),
  );
});
