import fc from 'fast-check';
import { anyParts, madePool } from '../__tests__/helpers/made-pools.ts';
import type { Case } from './pools.ts';

/** As many more pools, the same ones each time: whatever nobody thought of. */
export function randomPools(count: number): readonly Case[] {
  return fc.sample(anyParts, { numRuns: count, seed: 6 }).map((parts, index) => ({
    name: `random ${index + 1}`,
    answers: madePool(parts),
  }));
}
