import { textHash } from '../domain/file.ts';
import type { OutputSpec } from '../domain/output.ts';
import type { EnvFormat } from '../formats/format.ts';
import { OWNS_ALL, type Owned } from '../formats/ownership.ts';

/**
 * Categories whose keys in an existing file are this action's: those that the env declares, and one that it no longer declares, or all of
 * them, where the `hash` in the lock shows that this action wrote them. Keys of any other category are somebody else's, and stay.
 */
export function ownedIn(
  existing: string,
  format: EnvFormat,
  hash: string | undefined,
  declared: Owned,
  { platform, compat }: Pick<OutputSpec, 'platform' | 'compat'>,
): Owned {
  const wrote = (owned: Owned) => {
    const own = format.own?.(existing, platform, compat, owned);
    return own !== undefined && textHash(own) === hash;
  };
  if (hash === undefined || wrote(declared)) return declared;
  const former = [OWNS_ALL, ...[...OWNS_ALL].map((category) => new Set([...declared, category]))];
  return former.find(wrote) ?? declared;
}
