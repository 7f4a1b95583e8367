import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { appliedShop, install, world } from '../../helpers/drift-world.ts';
import { Chance, inOtherWords, rewritePolicies } from '../../helpers/same-meaning.ts';

const RUNS = 200;

test('200 healthy states, read again in other words: no drift, nothing unchecked, nothing to change', async () => {
  let looked = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const { shop, env, before } = await appliedShop(
        (aws, one) => fc.sample(world(aws, one), { seed, numRuns: 1 })[0]!,
      );
      const chance = new Chance(seed);
      install(shop.aws, env, inOtherWords(before, chance));
      rewritePolicies(shop.aws, chance);
      const report = await shop.run('drift');
      expect(report.findings.filter(({ rule }) => /^(drift|lock)\//.test(rule))).toEqual([]);
      expect(report.unchecked.filter(({ rule }) => rule.startsWith('drift/'))).toEqual([]);
      expect(report.plan.changes).toEqual([]);
      expect(report.result).toBe('success');
      looked += 1;
    }),
    { numRuns: RUNS, seed: 20261125, endOnFailure: true },
  );
  expect(looked).toBe(RUNS);
});
