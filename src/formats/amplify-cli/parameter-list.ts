import { sortedJson } from '../../domain/ordering.ts';
import { readJson, type JsonDocument } from '../json/document.ts';
import { jsonAt, withJson, withoutJson } from '../json/edit.ts';
import { withoutEmpty } from '../json/keys.ts';
import type { EnvKey } from './import-values.ts';

/**
 * The block `parameters` of `backend-config.json`, as far as it is about one resource: the keys that an env has a value for. The CLI
 * relies on it to tell which values are missing in an env.
 */
export interface ParameterList {
  /** Where a key's users are listed. */
  readonly pathOf: (key: EnvKey) => readonly string[];
  /** Which of the keys are listed for the resource. */
  readonly listed: (document: JsonDocument, keys: readonly EnvKey[]) => readonly EnvKey[];
  /** The text in which, of `ours`, exactly the keys in `wanted` are listed. Whoever else uses a parameter stays. */
  readonly with: (text: string, ours: readonly EnvKey[], wanted: readonly EnvKey[]) => string;
}

export function parameterList(resource: string): ParameterList {
  const user = { category: 'auth', resourceName: resource };
  const isUs = (one: unknown) => sortedJson(one ?? null) === sortedJson(user);
  const pathOf = (key: EnvKey) => ['parameters', `AMPLIFY_auth_${resource}_${key}`, 'usedBy'];
  const usersOf = (document: JsonDocument, key: EnvKey): readonly unknown[] => {
    const value = jsonAt(document, pathOf(key));
    return Array.isArray(value) ? value : [];
  };
  const change = (text: string, key: EnvKey, isWanted: boolean): string => {
    const document = readJson(text);
    const users = typeof document === 'string' ? [] : usersOf(document, key);
    const others = users.filter((one) => !isUs(one));
    if (isWanted === users.length > others.length) return text;
    if (isWanted) return withJson(text, pathOf(key), [...users, user], 'sorted');
    if (others.length > 0) return withJson(text, pathOf(key), others);
    const entry = pathOf(key).slice(0, -1);
    return withoutEmpty(withoutJson(text, entry), entry.slice(0, -1), 0);
  };
  return {
    pathOf,
    listed: (document, keys) => keys.filter((key) => usersOf(document, key).some(isUs)),
    with: (text, ours, wanted) => ours.reduce((now, key) => change(now, key, wanted.includes(key)), text),
  };
}
