import { PLATFORMS, type Compat, type Platform } from '../../domain/output.ts';
import { ID_FORMATS } from '../../manifest/id-formats.ts';
import { OWNS_ALL, type Owned } from '../ownership.ts';

type Own = (text: string, platform: Platform, compat: Compat, owned: Owned) => string | undefined;

/** The user pool, in the words of JavaScript and of the native platforms. An identity pool's id has no underscore. */
const POOL = /"(?:aws_user_pools_id|PoolId)": ?"([^"]*)"/g;

/** Whether a text names a user pool and is, on some platform, nothing but our part of it, as it is written. */
export function isOwnText(text: string, own: Own): boolean {
  const namesPool = [...text.matchAll(POOL)].some(([, id = '']) => ID_FORMATS.userPoolId.pattern.test(id));
  const compats: readonly Compat[] = ['correct', 'cli'];
  return (
    namesPool && PLATFORMS.some((platform) => compats.some((compat) => own(text, platform, compat, OWNS_ALL) === text))
  );
}
