import { sortedJson } from '../../domain/ordering.ts';
import { faultAt, find } from '../json/document.ts';
import { keysAt, withKeys, withoutKeys } from '../json/keys.ts';
import { jsonParts, type JsonParts } from '../json/parts.ts';
import { ENV_KEYS, type ImportValues } from './import-values.ts';

export function envPart({ env }: ImportValues): string {
  return sortedJson(env);
}

/**
 * `team-provider-info.json`: each env has the ids of what it imports below `<env>.categories.auth.<resource>`. Only `ours` are looked
 * at: whatever another env has, it keeps.
 */
export function teamProviderInfo(resource: string, ours: ReadonlySet<string>): JsonParts {
  const pathOf = (env: string) => [env, 'categories', 'auth', resource];
  return jsonParts(
    (document) => {
      const parts = new Map<string, string>();
      for (const env of ours) {
        const path = pathOf(env);
        if (find(document, path).state === 'absent') continue;
        const fault = faultAt(
          document,
          ENV_KEYS.map((key) => [...path, key]),
        );
        if (fault !== undefined) return fault;
        parts.set(env, sortedJson(keysAt(document, path, ENV_KEYS)));
      }
      return parts;
    },
    (text, changes) =>
      [...changes].reduce(
        (now, [env, part]) =>
          part === undefined
            ? withoutKeys(now, pathOf(env), ENV_KEYS, 1)
            : withKeys(now, pathOf(env), JSON.parse(part) as Record<string, unknown>, ENV_KEYS),
        text,
      ),
  );
}
