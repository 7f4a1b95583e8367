import { z } from 'zod';
import type { PolicyDocument } from './iam-policy.ts';
import { list, maybe, nullable, record, text, schema, type Typed } from './schema.ts';
import { Secret } from './secret.ts';

/** What would be done, as data: dry run, comment and apply show and use the same changes. Unchanged things are not among them. */
export type Change = Typed<typeof changeSchema>;

export const changeSchema = schema(() =>
  z.discriminatedUnion('kind', [rolePolicySchema(), lambdaEnvironmentSchema(), fileSchema(), lockSchema()]),
);

/** An inline policy under our own name on a role. */
export type RolePolicyChange = Typed<typeof rolePolicySchema>;
/** A variable of a Lambda function that is ours. */
export type LambdaEnvironmentChange = Typed<typeof lambdaEnvironmentSchema>;
/** A generated file; of one that all envs share, the env's part. */
export type FileChange = Typed<typeof fileSchema>;
/** The entry of an env in the lock. */
export type LockChange = Typed<typeof lockSchema>;

const common = () => ({
  env: text(),
  manifest: text(),
  target: text(),
  action: z.enum(['create', 'update', 'delete']),
});

const rolePolicySchema = schema(() =>
  record({
    /** `lambda-policy`: on the execution role of a Lambda function. */
    kind: z.enum(['role-policy', 'lambda-policy']),
    ...common(),
    role: text(),
    policyName: text(),
    /** The stored text; null where there is no policy of that name. */
    before: nullable(),
    after: policySchema().nullable(),
    /** Whom the role serves: `auth`, `guest`, `group editors`; left out where it is not known, and for a policy that goes. */
    grantees: list(text()).optional(),
    /** Rights of `after` that policies of others on the role grant already. */
    alreadyGranted: list(text()).optional(),
  }),
);

/** What it allows is only shown: its form is enough. */
function policySchema() {
  const form = z.object({ Version: text(), Statement: z.array(z.looseObject({})) });
  return z.custom<PolicyDocument>((value) => form.safeParse(value).success);
}

const lambdaEnvironmentSchema = schema(() =>
  record({
    kind: z.literal('lambda-environment'),
    ...common(),
    /** Name of the function. */
    function: text(),
    variable: text(),
    /** Null where the variable is not set. */
    before: nullable(),
    after: nullable(),
  }),
);

const fileSchema = schema(() =>
  record({
    kind: z.literal('file'),
    ...common(),
    /** POSIX path relative to the workspace. */
    path: text(),
    format: text(),
    /** The whole text; for a format of files that all envs share, the env's part of it. */
    before: nullable(),
    after: nullable(),
    /** Whether it is a file of somebody else that is taken over. */
    adopted: z.literal(true).optional(),
    /** The texts themselves, where they hold a secret: `before` and `after` are their hashes then. */
    secret: record({ before: maybe(secretSchema()), after: maybe(secretSchema()) }).optional(),
  }),
);

/** A file only says that there is one. */
const secretSchema = schema(() => text().transform((stars) => new Secret(stars)));

const lockSchema = schema(() =>
  record({ kind: z.literal('lock'), ...common(), path: text(), before: z.unknown(), after: z.unknown() }),
);
