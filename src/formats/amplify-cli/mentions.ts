import { posix } from 'node:path';
import type { AuthMention } from '../../amplify-folder/model.ts';
import { entriesOf, listOf, recordOf, textOf, type Json } from './json-values.ts';

/** The object in a file; null where there is none, a text where it cannot be understood. */
type ReadObject = (path: string) => Promise<Json | null | string>;

/**
 * Where resources of a backend name one of the category auth: by `dependsOn`, by the user pool that an API takes tokens of, by
 * the values of their parameters, and by parameters such as `auth<name>UserPoolId`, which the CLI fills in from what a resource depends on.
 */
export async function mentionsIn(folder: string, backend: Json, read: ReadObject): Promise<readonly AuthMention[]> {
  const file = posix.join(folder, 'backend/backend-config.json');
  const resources = entriesOf(backend)
    .filter(([category]) => category !== 'auth' && category !== 'parameters')
    .flatMap(([category, entries]) => entriesOf(entries).map(([name, entry]) => ({ category, name, entry })));
  const declared = resources.flatMap(({ category, name, entry }) =>
    [...dependenciesOf(entry), ...userPoolsOf(entry)].map((auth) => ({ by: `${category}/${name}`, auth, file })),
  );
  const inTemplates = await Promise.all(
    resources
      .filter(({ category }) => category === 'function' || category === 'api')
      .map(({ category, name }) => inFiles(folder, category, name, read)),
  );
  const all = [...declared, ...inTemplates.flat()];
  return [
    ...new Map(all.map((mention) => [`${mention.by} ${mention.auth}`, mention] as const).toReversed()).values(),
  ].toReversed();
}

function dependenciesOf(entry: unknown): readonly string[] {
  return listOf(recordOf(entry)['dependsOn']).flatMap((one) => {
    const { category, resourceName } = recordOf(one);
    const name = textOf(resourceName);
    return category === 'auth' && name !== undefined ? [name] : [];
  });
}

/** GraphQL APIs name their user pools as `auth<name>`. */
function userPoolsOf(entry: unknown): readonly string[] {
  const { defaultAuthentication, additionalAuthenticationProviders } = recordOf(
    recordOf(recordOf(entry)['output'])['authConfig'],
  );
  return [defaultAuthentication, ...listOf(additionalAuthenticationProviders)].flatMap((provider) => {
    const pool = textOf(recordOf(recordOf(provider)['userPoolConfig'])['userPoolId']);
    return pool?.startsWith('auth') === true && pool.length > 4 ? [pool.slice(4)] : [];
  });
}

const PARAMETER = /^auth(\w+?)UserPoolId$/;

async function inFiles(
  folder: string,
  category: string,
  name: string,
  read: ReadObject,
): Promise<readonly AuthMention[]> {
  const at = (file: string) => posix.join(folder, 'backend', category, name, file);
  const template = at(`${name}-cloudformation-template.json`);
  const [declared, given] = await Promise.all([read(template), read(at('parameters.json'))]);
  // A template that is written in YAML, or that nobody understands, says nothing to us: the CLI is the one that reads it.
  const parameters = typeof declared === 'string' ? {} : recordOf(declared?.['Parameters']);
  const values = typeof given === 'string' ? {} : recordOf(given);
  const by = `${category}/${name}`;
  const named = namesIn(values).map((auth) => ({ by, auth, file: at('parameters.json') }));
  const filledIn = entriesOf(parameters).flatMap(([parameter, spec]): readonly AuthMention[] => {
    const auth = PARAMETER.exec(parameter)?.[1];
    // With a value of its own it is no question of what the CLI would fill in.
    const isFilledIn = auth !== undefined && !('Default' in recordOf(spec)) && !(parameter in values);
    return isFilledIn ? [{ by, auth, file: template }] : [];
  });
  return [...named, ...filledIn];
}

/** `authshop`, an attribute of it (`authshop.Outputs.UserPoolId`) or a parameter for one (`authshopUserPoolId`). */
const RESOURCE = /^auth(\w+?)(?:\.Outputs\..*|UserPoolId)?$/;

/**
 * Names of auth resources in the values of `parameters.json`, as projects of the years before `dependsOn` have them: by `Fn::GetAtt` or
 * `Ref`, or as the id of a user pool that the CLI is to look up.
 */
function namesIn(value: unknown, key = ''): readonly string[] {
  if (Array.isArray(value)) {
    const [first] = value as readonly unknown[];
    return key === 'Fn::GetAtt' ? namesIn(first, key) : (value as readonly unknown[]).flatMap((one) => namesIn(one));
  }
  const text = textOf(value);
  if (text === undefined) return entriesOf(value).flatMap(([inner, one]) => namesIn(one, inner));
  const isReference = key === 'Fn::GetAtt' || key === 'Ref' || /userPoolId$/i.test(key);
  const name = isReference ? RESOURCE.exec(text)?.[1] : undefined;
  return name === undefined ? [] : [name];
}
