import { z } from 'zod';
import { manifestSchema } from './schema.ts';

/** Strings that may hold a placeholder are checked after it is replaced; an editor sees them before. */
const PLACEHOLDER = '\\{(env|project|accountId|region)\\}';

/** The manifest's JSON Schema, for editors. Draft 7 is what the YAML plug-ins of the editors understand best. */
export function manifestJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(manifestSchema, {
    target: 'draft-7',
    io: 'input',
    override({ jsonSchema }) {
      if (jsonSchema.type !== 'string' || jsonSchema.pattern === undefined) return;
      const { pattern } = jsonSchema;
      delete jsonSchema.pattern;
      jsonSchema.anyOf = [{ pattern }, { pattern: PLACEHOLDER }];
    },
  });
  return { ...schema, title: 'Manifest of amplify-import-auth' };
}
