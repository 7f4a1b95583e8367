import { z } from 'zod';
import { record, text, schema, type Typed } from './schema.ts';

export type Outcome = Typed<typeof outcomeSchema>;

export const outcomeSchema = schema(() =>
  record({
    env: text(),
    manifest: text(),
    /** Kind of the change, or `env` where a whole env was left unchanged. */
    kind: z.enum(['role-policy', 'lambda-policy', 'lambda-environment', 'file', 'lock', 'env']),
    target: text(),
    action: z.enum(['create', 'update', 'delete', 'apply']),
    /**
     * What became of one change.
     *
     * - `applied`: done, and read back where it was done in AWS
     * - `unchanged`: somebody else had done it already
     * - `failed`: it was not done, for the reason given
     * - `rolled-back`: it was done, a later one failed, and it was put back
     * - `left-behind`: it was done, a later one failed, and it could not be put back
     * - `unconfirmed`: done, and not yet to be seen in AWS after half a minute
     * - `skipped`: not tried
     */
    status: z.enum(['applied', 'unchanged', 'failed', 'rolled-back', 'left-behind', 'unconfirmed', 'skipped']),
    reason: text().optional(),
  }),
);
