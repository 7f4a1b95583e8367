import fc from 'fast-check';
import type { WithRights } from './oracle.ts';

/** Rights for each kind of grantee, some of them none. */
export function rights<const Right extends string>(...words: readonly Right[]): fc.Arbitrary<WithRights<Right>> {
  const list = fc.subarray([...words]);
  return fc.record({ auth: list, guest: list, groups: fc.record({ editors: list }) }, { requiredKeys: [] });
}

/** Options and rights in one entry. */
export function entry<const Options, const Right extends string>(
  options: fc.Arbitrary<Options>,
  ...words: readonly Right[]
): fc.Arbitrary<Options & WithRights<Right>> {
  return fc.tuple(options, rights(...words)).map(([some, more]) => ({ ...some, ...more }));
}

/** Names of which one begins like another. */
export const name = fc.constantFrom('one', 'one2', 'two');

export const place = fc.record({
  account: fc.constantFrom('111122223333', '111122223333', '111122223333', '444455556666'),
  region: fc.constantFrom('eu-west-1', 'eu-west-1', 'eu-west-1', 'us-east-1'),
});
