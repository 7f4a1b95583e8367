import { sortedJson } from '../../domain/ordering.ts';
import { faultAt, readJson } from '../json/document.ts';
import { withoutJson } from '../json/edit.ts';
import { keysAt, withKeys, withoutKeys } from '../json/keys.ts';
import { jsonParts, type JsonParts } from '../json/parts.ts';
import { COMMON_KEYS, commonKeys, ENV_KEYS, SPECIAL_KEYS, type EnvKey, type ImportValues } from './import-values.ts';
import { parameterList } from './parameter-list.ts';
import { mainLast, type Sharing } from './sharing.ts';

/** What an env needs of the file. */
interface Part {
  readonly providerPlugin?: unknown;
  readonly service?: unknown;
  readonly serviceType?: unknown;
  /** Said by the main env alone. */
  readonly customAuth?: unknown;
  /** The parameters that are listed: those that every env has, and for the main env its others. */
  readonly parameters: readonly EnvKey[];
}

const RESOURCE_KEYS = ['customAuth', 'dependsOn', 'providerPlugin', 'service', 'serviceType'];
const FIXED = { providerPlugin: 'awscloudformation', service: 'Cognito', serviceType: 'imported' };

export function backendPart({ env, customAuth }: ImportValues, isMain: boolean): string {
  const part: Part = isMain
    ? { ...FIXED, customAuth, parameters: ENV_KEYS.filter((key) => env[key] !== undefined) }
    : { ...FIXED, parameters: commonKeys(env.identityPoolId !== undefined) };
  return sortedJson(part);
}

/** `backend-config.json`: the import as a resource, and the names of its parameters. The CLI keeps the keys of this file sorted. */
export function backendConfig(resource: string, { main, holders, ends }: Sharing): JsonParts {
  const path = ['auth', resource];
  const parameters = parameterList(resource);
  return jsonParts(
    (document) => {
      const fault = faultAt(document, [
        ...RESOURCE_KEYS.map((key) => [...path, key]),
        ...ENV_KEYS.map(parameters.pathOf),
      ]);
      if (fault !== undefined) return fault;
      const entry = keysAt(document, path, RESOURCE_KEYS);
      if (entry === undefined) return new Map();
      const { customAuth, dependsOn, ...fixed } = entry;
      return new Map(
        holders.flatMap((env): readonly (readonly [string, string])[] => {
          if (env !== main)
            return [[env, sortedJson({ ...fixed, parameters: parameters.listed(document, COMMON_KEYS) })]];
          // Where only another env has been applied, nothing is said for this one yet.
          if (customAuth === undefined) return [];
          return [[env, sortedJson({ ...fixed, customAuth, parameters: parameters.listed(document, ENV_KEYS) })]];
        }),
      );
    },
    (text, changes) =>
      mainLast(changes, main).reduce((now, [env, part]) => {
        if (part !== undefined) {
          const wanted = JSON.parse(part) as Part;
          return parameters.with(
            withEntry(now, path, wanted),
            env === main ? ENV_KEYS : COMMON_KEYS,
            wanted.parameters,
          );
        }
        if (ends) return withoutKeys(parameters.with(now, ENV_KEYS, []), path, RESOURCE_KEYS, 0);
        return env === main ? withoutJson(parameters.with(now, SPECIAL_KEYS, []), [...path, 'customAuth']) : now;
      }, text),
  );
}

/** The resource's entry. What it depends on is not ours to change, nor what another env says of its pool. */
function withEntry(text: string, path: readonly string[], { parameters, ...wanted }: Part): string {
  const document = readJson(text);
  const there = typeof document === 'string' ? undefined : keysAt(document, path, RESOURCE_KEYS);
  return withKeys(text, path, { dependsOn: [], ...there, ...wanted }, RESOURCE_KEYS, 'sorted');
}
