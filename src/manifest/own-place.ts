import type { EnvSpec, Manifest } from './model.ts';
import type { Place } from '../domain/place.ts';

const cache = new WeakMap<Manifest['envs'], ReadonlyMap<string, Place>>();

/** Whether a place is in the env's own part of the manifest: what is inherited serves others too. */
export function isOwnPlace(
  { envs }: Pick<Manifest, 'envs'>,
  { keyPlace }: Pick<EnvSpec, 'keyPlace'>,
  place: Place,
): boolean {
  const next = nextStarts(envs).get(`${keyPlace.line}:${keyPlace.column}`);
  return compare(place, keyPlace) > 0 && (next === undefined || compare(place, next) < 0);
}

/** Where the next env begins, by where one does. Manifests are large, and each problem asks. */
function nextStarts(envs: Manifest['envs']): ReadonlyMap<string, Place> {
  const known = cache.get(envs);
  if (known !== undefined) return known;
  const starts = envs.map((env) => env.keyPlace).toSorted(compare);
  const next = new Map(
    starts.flatMap(({ line, column }, index) => {
      const after = starts[index + 1];
      return after === undefined ? [] : [[`${line}:${column}`, after] as const];
    }),
  );
  cache.set(envs, next);
  return next;
}

function compare(a: Place, b: Place): number {
  return a.line - b.line || a.column - b.column;
}
