import type { ObservedEnv } from '../../domain/observed.ts';
import type { Place } from '../../domain/place.ts';
import { whenKnown, type Judgement } from '../rule.ts';

/**
 * Judges a user pool that has external identity providers; `referenceAuth` counts every one, whether a client supports it or not.
 * `judge` gets their names, as a message lists them.
 */
export function withProviders(
  { identityProviders }: ObservedEnv,
  place: Place,
  judge: (names: string) => readonly Judgement[],
): readonly Judgement[] {
  return whenKnown(identityProviders, place, 'the user pool was not found', (names) =>
    names.length === 0 ? [] : judge(names.join(', ')),
  );
}
