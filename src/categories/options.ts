import { z, type ZodType } from 'zod';
import { REGION } from '../domain/partition.ts';
import { granteesIn, type Grants } from './category.ts';

/** Options that entries of several categories have. */

/** A name or id that becomes part of an ARN: `pattern` must keep out wildcards and whatever separates the parts. */
export function named(pattern: RegExp, description: string, ...examples: readonly string[]): z.ZodString {
  const schema = z.string().regex(pattern);
  return examples.length === 0 ? schema.meta({ description }) : schema.meta({ description, examples });
}

/** `auth`, `guest` and `groups`, each with a list of rights. */
export function grants<Right extends ZodType>(
  right: Right,
): {
  readonly auth: z.ZodOptional<z.ZodArray<Right>>;
  readonly guest: z.ZodOptional<z.ZodArray<Right>>;
  readonly groups: z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodArray<Right>>>;
} {
  const rights = z.array(right);
  return {
    auth: rights.optional().meta({ description: 'Rights of signed-in users.' }),
    guest: rights.optional().meta({ description: 'Rights of guests.' }),
    groups: z.record(z.string(), rights).optional().meta({ description: 'Rights of the members of user pool groups.' }),
  };
}

/** The rights that a category knows, by the words that its docs explain. */
export function oneOf<Right extends string>(rights: Readonly<Record<Right, string>>): z.ZodEnum<{ [R in Right]: R }> {
  return z.enum(Object.keys(rights) as Right[]);
}

/** Where the resource is in another region than the env. */
export const region: z.ZodOptional<z.ZodString> = z
  .string()
  .regex(REGION)
  .optional()
  .meta({ description: "AWS region of the resource; default: the env's." });

/** What only the generated files need of an API. */
export const apiFiles: {
  readonly name: z.ZodOptional<z.ZodString>;
  readonly endpoint: z.ZodOptional<z.ZodString>;
  readonly region: z.ZodOptional<z.ZodString>;
} = {
  name: named(/^[A-Za-z0-9_-]{1,128}$/, 'Name of the API in the app, for the files.').optional(),
  endpoint: named(/^https:\/\/[^\s/?#]+(\/[^\s?#]*)?$/, 'Address of the API, for the files.').optional(),
  region,
};

/**
 * Says that `key` is missing. An entry without rights only appears in the files, so some keys are needed only by one that has rights.
 */
export function need(context: z.RefinementCtx, key: string, message: string): void {
  context.addIssue({ code: 'custom', path: [key], message });
}

/** Whether somebody is given a right. */
export function givesRights(entry: Grants): boolean {
  return granteesIn(entry).length > 0;
}
