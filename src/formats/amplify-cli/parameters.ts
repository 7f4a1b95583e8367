import { sortedJson } from '../../domain/ordering.ts';
import { faultAt, readJson } from '../json/document.ts';
import { keysAt, withKeys, withoutKeys } from '../json/keys.ts';
import { jsonParts, type JsonParts } from '../json/parts.ts';
import { COMMON_PARAMETERS, PARAMETER_KEYS, type ImportValues } from './import-values.ts';
import { mainLast, type Sharing } from './sharing.ts';

const DESCRIPTIONS = PARAMETER_KEYS.filter((key) => !COMMON_PARAMETERS.includes(key));

export function parametersPart({ parameters }: ImportValues, isMain: boolean): string {
  const keys = isMain ? PARAMETER_KEYS : COMMON_PARAMETERS;
  return sortedJson(Object.fromEntries(keys.map((key) => [key, parameters[key]])));
}

/** `auth/<resource>/parameters.json`: the kind of import, which all envs share, and a description of the main env's pool. */
export function parametersFile({ main, holders, ends }: Sharing): JsonParts {
  return jsonParts(
    (document) => {
      const fault = faultAt(
        document,
        PARAMETER_KEYS.map((key) => [key]),
      );
      if (fault !== undefined) return fault;
      const all = keysAt(document, [], PARAMETER_KEYS) ?? {};
      const common = keysAt(document, [], COMMON_PARAMETERS) ?? {};
      // Where only another env has been applied, nothing is said for the main one yet.
      const isDescribed = DESCRIPTIONS.some((key) => key in all);
      return new Map(
        holders.flatMap((env): readonly (readonly [string, string])[] => {
          if (env === main) return isDescribed ? [[env, sortedJson(all)]] : [];
          return Object.keys(common).length === 0 ? [] : [[env, sortedJson(common)]];
        }),
      );
    },
    (text, changes) =>
      mainLast(changes, main).reduce<string | null>((now, [env, part]) => {
        if (part !== undefined)
          return withKeys(now ?? '{}', [], valuesOf(part, env === main ? null : now), PARAMETER_KEYS);
        if (now === null) return now;
        if (ends) return nullIfEmpty(withoutKeys(now, [], PARAMETER_KEYS, 0));
        return env === main ? withoutKeys(now, [], DESCRIPTIONS, 0) : now;
      }, text),
  );
}

/** The values of a part, on top of what describes another env's pool. */
function valuesOf(part: string, text: string | null): Readonly<Record<string, unknown>> {
  const document = text === null ? undefined : readJson(text);
  const described = typeof document === 'object' ? keysAt(document, [], DESCRIPTIONS) : undefined;
  return { ...described, ...(JSON.parse(part) as Record<string, unknown>) };
}

function nullIfEmpty(text: string): string | null {
  const document = readJson(text);
  return typeof document === 'object' && document.root.children?.length === 0 ? null : text;
}
