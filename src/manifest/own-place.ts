import type { EnvSpec, Manifest } from '../domain/manifest.ts';
import type { Place } from '../domain/place.ts';

/** Whether a place is in the env's own part of the manifest: what is inherited serves others too. */
export function isOwnPlace(
  { envs }: Pick<Manifest, 'envs'>,
  { keyPlace }: Pick<EnvSpec, 'keyPlace'>,
  place: Place,
): boolean {
  const starts = envs.map((env) => env.keyPlace).toSorted(compare);
  const next = starts.find((start) => compare(start, keyPlace) > 0);
  return compare(place, keyPlace) > 0 && (next === undefined || compare(place, next) < 0);
}

function compare(a: Place, b: Place): number {
  return a.line - b.line || a.column - b.column;
}
