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
export type OutcomeStatus =
  'applied' | 'unchanged' | 'failed' | 'rolled-back' | 'left-behind' | 'unconfirmed' | 'skipped';

export interface Outcome {
  readonly env: string;
  readonly manifest: string;
  /** Kind of the change, or `env` where a whole env was left alone. */
  readonly kind: 'role-policy' | 'lambda-policy' | 'lambda-environment' | 'file' | 'lock' | 'env';
  readonly target: string;
  readonly action: 'create' | 'update' | 'delete' | 'apply';
  readonly status: OutcomeStatus;
  readonly reason?: string;
}
