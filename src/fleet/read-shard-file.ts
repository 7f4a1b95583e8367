import { z, type ZodType } from 'zod';
import type { Finding, UncheckedItem } from '../domain/finding.ts';
import type { Outcome } from '../domain/outcome.ts';
import { RULES, type RuleId } from '../domain/rule.ts';
import { VERSION } from '../domain/version.ts';
import type { ShardFile } from './shard-file.ts';

/** A shard of a thousand envs has some ten MB. */
export const MAX_SHARD_BYTES = 64 * 1024 * 1024;

const text = z.string();
const nullable = text.nullable();
const made = z.object({ path: text, after: nullable });
const place = z.object({
  file: text,
  line: z.number(),
  column: z.number(),
  endLine: z.number(),
  endColumn: z.number(),
});
const rule = z.custom<RuleId>((value) => typeof value === 'string' && Object.hasOwn(RULES, value));
// Every key of the report's own types has to stand here: one that does not would be dropped without a word.
const finding = z.object({
  rule,
  severity: z.enum(['error', 'warning', 'notice']),
  message: text,
  hint: text.optional(),
  env: nullable,
  place,
  fields: z.array(text).optional(),
  mend: text.optional(),
  ignored: text.optional(),
} satisfies Record<keyof Finding, ZodType>);
const unchecked = z.object({
  rule,
  env: text,
  reason: text,
  missingPermission: text.optional(),
  resource: text.optional(),
  place,
  unreachable: z.boolean().optional(),
} satisfies Record<keyof UncheckedItem, ZodType>);
const change = { env: text, manifest: text, target: text, action: z.enum(['create', 'update', 'delete']) };
const policy = z.looseObject({ Version: text, Statement: z.array(z.looseObject({})) });
const changes = z.discriminatedUnion('kind', [
  z.object({
    ...change,
    kind: z.enum(['role-policy', 'lambda-policy']),
    roleArn: text,
    policyName: text,
    before: nullable,
    after: policy.nullable(),
    alreadyGranted: z.array(text).optional(),
  }),
  z.object({
    ...change,
    kind: z.literal('lambda-environment'),
    function: text,
    variable: text,
    before: nullable,
    after: nullable,
  }),
  z.object({ ...change, kind: z.literal('file'), path: text, format: text, before: nullable, after: nullable }),
  z.object({ ...change, kind: z.literal('lock'), path: text, before: z.unknown(), after: z.unknown() }),
]);
const outcome = z.object({
  env: text,
  manifest: text,
  kind: z.enum(['role-policy', 'lambda-policy', 'lambda-environment', 'file', 'lock', 'env']),
  target: text,
  action: z.enum(['create', 'update', 'delete', 'apply']),
  status: z.enum(['applied', 'unchanged', 'failed', 'rolled-back', 'left-behind', 'unconfirmed', 'skipped']),
  reason: text.optional(),
} satisfies Record<keyof Outcome, ZodType>);
const config = z.object({
  region: text,
  userPoolId: text,
  webClientId: text,
  nativeClientId: text,
  identityPoolId: nullable,
  authRoleArn: nullable,
  guestRoleArn: nullable,
  lambdaEnvironment: z.record(text, text),
  hostingVariables: z.record(text, text),
});
const verdict = z.object({ state: z.enum(['yes', 'no', 'not provable']), why: z.array(text) });
const capability = z.object({
  env: text,
  manifest: text,
  category: text,
  grantee: text,
  live: verdict,
  planned: verdict,
});
const report = z.object({
  command: z.enum(['validate', 'plan', 'apply', 'drift', 'unlink']),
  incomplete: text.optional(),
  findings: z.array(finding),
  unchecked: z.array(unchecked),
  plan: z.object({ digest: text, digests: z.record(text, text), changes: z.array(changes) }),
  outcomes: z.array(outcome),
  capabilities: z.array(capability),
  calls: z.object({ total: z.number(), byOperation: z.record(text, z.number()), throttled: z.number() }),
  envs: z.array(
    z.object({
      name: text,
      env: text,
      project: text,
      manifest: text,
      state: z.enum(['healthy', 'unchecked', 'drifted', 'blocked', 'applied', 'unchanged', 'failed']),
      config: config.optional(),
    }),
  ),
  files: z.array(text),
  mode: z.enum(['live', 'offline', 'mixed']),
  notes: z.array(text),
});
const schema = z.object({
  project: text,
  manifest: text,
  shard: text,
  sha: text,
  basis: z.record(text, nullable),
  envs: z.array(z.object({ env: text, files: z.array(made), parts: z.array(made), lock: nullable.optional() })),
  report,
});

/** Gives why it cannot be used, where that is so: whoever could upload it may have written anything. */
export function readShardFile(content: string): ShardFile | string {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return 'it cannot be understood: it is no JSON';
  }
  const version = z.object({ version: text }).safeParse(value);
  if (!version.success) return 'it cannot be understood: it has no version';
  if (version.data.version !== VERSION) return `it is of release ${version.data.version}, and this is ${VERSION}`;
  const parsed = schema.safeParse(value);
  if (parsed.success) return { version: VERSION, ...parsed.data } as unknown as ShardFile;
  const [issue] = parsed.error.issues;
  return `it cannot be understood: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong form'}`;
}
