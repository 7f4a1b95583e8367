import { z } from 'zod';
import { AUTH_FLOWS, OUTPUT_FORMATS, PLATFORMS } from '../domain/output.ts';
import { REGION } from '../domain/partition.ts';
import type { Category } from '../categories/category.ts';
import { CATEGORIES } from '../categories/index.ts';
import { lambdaEntry } from '../categories/lambda/access.ts';
import { ID_FORMATS, type IdFormat } from './id-formats.ts';

/**
 * The manifest's shape, the one source of what is accepted, of the JSON Schema for editors (`schema/`) and of the keys that
 * hints know. Values are checked after `extends`, `defaults` and placeholders are worked in.
 */

const id = (format: IdFormat, description: string) =>
  z
    .string()
    .regex(format.pattern)
    .meta({ description, examples: [format.example] });

/** `project` and env names stand in policy names, between dots: they must hold none. */
export const NAME = /^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/;

const name = z.string().regex(NAME);
const roleArn = (description: string) => id(ID_FORMATS.roleArn, description);

const roleToAssume = z
  .union([
    roleArn('The role to assume for reading and writing.'),
    z.strictObject({
      read: roleArn('The role to assume for validate, plan and drift.').optional(),
      write: roleArn('The role to assume for apply and unlink; default: `read`.').optional(),
      externalId: z
        .string()
        .min(2)
        .max(1224)
        .optional()
        .meta({ description: 'External id that the trust policy asks for.' }),
    }),
  ])
  .meta({ description: 'IAM role to assume from the ambient credentials; null: none.' });

const policyMode = z.enum(['manage', 'check', 'off']);
const policyModes = z
  .union([
    policyMode,
    z.strictObject({
      auth: policyMode.optional(),
      guest: policyMode.optional(),
      groups: policyMode.optional(),
      lambdas: policyMode.optional(),
    }),
  ])
  .meta({ description: 'Write role policies, only compare them, or do not touch them; also by kind of role.' });
const profile = z.enum(['amplify', 'strict']);
const region = z.string().regex(REGION);
/** Source: Cognito API reference, `GroupName` of CreateGroup. */
const groupName = z.string().min(1).max(128);

const categories = z.strictObject(
  Object.fromEntries(
    CATEGORIES.map((category: Category) => [
      category.name,
      z
        .array(category.entry)
        .superRefine((entries, context) => category.together?.(entries, context))
        .optional(),
    ]),
  ) as {
    [C in (typeof CATEGORIES)[number] as C['name']]: z.ZodOptional<z.ZodArray<C['entry']>>;
  },
);

const envShape = {
  extends: name.optional().meta({ description: 'Another env whose values this one takes over where it has none.' }),
  region: region.optional().meta({ description: 'AWS region; default: read from `userPoolId`.' }),
  account: z.string().optional().meta({ description: 'One of `accounts`, by name.' }),
  accountId: id(ID_FORMATS.accountId, 'The only AWS account that this env may touch.').optional(),
  roleToAssume: roleToAssume.optional(),
  userPoolId: id(ID_FORMATS.userPoolId, 'The Cognito user pool.').optional(),
  webClientId: id(
    ID_FORMATS.clientId,
    'App client without a secret; may be left out when exactly one fits.',
  ).optional(),
  nativeClientId: id(ID_FORMATS.clientId, 'App client of the mobile config; default: the web client.').optional(),
  identityPoolId: id(ID_FORMATS.identityPoolId, 'The Cognito identity pool; left out: user pool only.').optional(),
  guest: z
    .boolean()
    .optional()
    .meta({ description: 'Whether guest access is wanted; default: whether any category grants guests something.' }),
  groups: z
    .union([
      z.record(groupName, roleArn('Pin: the role that the user pool group must have.')),
      z.array(groupName).meta({ description: 'Groups whose roles are read from the user pool.' }),
      z.literal('*').meta({ description: 'All groups of the user pool that have a role.' }),
    ])
    .optional()
    .meta({
      description:
        'User pool groups: their IAM roles by name, a list of names whose roles are read from Cognito, or `"*"` for all.',
    }),
  authRoleArn: roleArn('Pin: the authenticated role that the identity pool must name.').optional(),
  guestRoleArn: roleArn('Pin: the unauthenticated role that the identity pool must name.').optional(),
  profile: profile
    .optional()
    .meta({ description: 'What role policies grant: what the Amplify CLI does, or the least.' }),
  policies: policyModes.optional(),
  managedBy: z
    .enum(['amplify'])
    .optional()
    .meta({ description: "This env's auth is Amplify's own: what was imported is unlinked, the rest is not touched." }),
  protect: z.boolean().optional().meta({ description: 'Never unlink this env.' }),
  environment: z
    .string()
    .min(1)
    .max(255)
    .optional()
    .meta({ description: 'GitHub environment of the job of this env in a matrix.' }),
  hosting: z
    .strictObject({
      // Source: Amplify API reference, CreateBranch.
      appId: z
        .string()
        .regex(/^d[a-z0-9]{1,19}$/)
        .meta({ description: 'Id of the app in Amplify Hosting.', examples: ['d2example3abc4'] }),
      branches: z
        .array(z.string().min(1).max(255))
        .min(1)
        .meta({ description: 'Branches of the app that deploy this env.' }),
    })
    .optional()
    .meta({
      description: 'Where Amplify Hosting deploys this env; drift compares its variables, and nothing writes them.',
    }),
  categories: categories.optional().meta({ description: 'Rights of signed-in users, guests and groups, by category.' }),
  lambdas: z.array(lambdaEntry).optional().meta({ description: 'Lambda functions that use the user pool.' }),
};

/** One env after everything is merged. What is required is asked for by the resolver, which knows where to point. */
export const envSchema = z.strictObject(envShape);

const output = z.strictObject({
  format: z.enum(OUTPUT_FORMATS),
  platform: z
    .enum(PLATFORMS)
    .optional()
    .meta({ description: 'What the app is built with; default: the first that the format knows.' }),
  compat: z
    .enum(['correct', 'cli'])
    .optional()
    .meta({ description: 'Gen 1: fix what the Amplify CLI gets wrong (default), or write what it writes.' }),
  authFlow: z.enum(AUTH_FLOWS).optional().meta({
    description: 'Gen 1, mobile: the flow that a sign-in begins with; default: the first that the client allows.',
  }),
  includeClientSecret: z
    .boolean()
    .optional()
    .meta({ description: 'Mobile: include the secret of the native client; needs the input `allow-client-secret`.' }),
  path: z
    .string()
    .min(1)
    .max(1024)
    .meta({ description: 'Path from the folder of the manifest; `{env}`: one file per env.' }),
  env: name.optional().meta({
    description:
      'The env to write where `path` does not hold `{env}`; for shared files, the env whose values all share.',
  }),
});

const oneOrMany = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

const ignoreEntry = z.strictObject({
  rule: oneOrMany.meta({ description: 'Rule ids or globs, such as `client/*`.' }),
  env: oneOrMany.optional().meta({ description: 'Names or globs of envs; default: all.' }),
  field: oneOrMany.optional().meta({ description: 'Only findings about these fields.' }),
  reason: z.string().min(1).max(500).meta({ description: 'Why it is accepted.' }),
  until: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .meta({ description: 'The last day it counts, such as 2027-03-31; at most a year ahead.' }),
});

const headShape = {
  version: z.literal(1).meta({ description: 'Version of the manifest format.' }),
  project: name.meta({ description: 'Name of the Amplify project.' }),
  resourceName: z
    .string()
    .regex(/^[A-Za-z0-9]{1,128}$/)
    .optional()
    .meta({ description: 'Name of the auth resource in the Amplify backend.' }),
  profile: envShape.profile,
  policies: envShape.policies,
  accounts: z
    .record(
      z.string(),
      z.strictObject({ id: id(ID_FORMATS.accountId, 'AWS account id.'), roleToAssume: roleToAssume.optional() }),
    )
    .optional()
    .meta({ description: 'AWS accounts by a name of your own, for `account` of the envs.' }),
  outputs: z.array(output).optional().meta({ description: 'Files to generate.' }),
  ignore: z.array(ignoreEntry).optional().meta({ description: 'Findings that are accepted for a time.' }),
};

/** Everything but `defaults` and `envs`. */
export const headSchema = z.strictObject(headShape);

/** The manifest as people write it: what editors check. */
export const manifestSchema = z.strictObject({
  ...headShape,
  defaults: envSchema.optional().meta({ description: 'Merged under every env.' }),
  envs: z.record(name, envSchema.nullable()).meta({ description: 'Environments by name.' }),
});

export type ManifestHead = z.infer<typeof headSchema>;
export type EnvValues = z.infer<typeof envSchema>;
