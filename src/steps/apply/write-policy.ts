import { roleNameOf } from '../../domain/arn.ts';
import type { RolePolicyChange } from '../../domain/plan.ts';
import { meansTheSame, serialisePolicy } from '../../iam/document.ts';
import { AwsWriteError, type Roles } from '../../ports/aws.ts';
import type { Runtime } from '../../ports/runtime.ts';
import { isGone, isSame } from './undo.ts';

/** A write that was not carried out, or whose outcome is unknown. */
export class WriteFailure extends Error {
  /** Whether AWS may have carried it out nevertheless. */
  readonly maybeWritten: boolean;

  constructor(message: string, maybeWritten: boolean) {
    super(message);
    this.name = 'WriteFailure';
    this.maybeWritten = maybeWritten;
  }
}

/**
 * Carries out one change of a role policy. The target is read again just before: what differs from what the plan was made on was
 * changed by somebody else, and is not overwritten.
 */
export async function writePolicy(roles: Roles, change: RolePolicyChange): Promise<'applied' | 'unchanged'> {
  const roleName = roleNameOf(change.role);
  const current = await roles.currentInlinePolicy(roleName, change.policyName);
  if (current.state === 'unchecked') throw new WriteFailure(`it could not be read again: ${current.reason}`, false);
  const text = current.state === 'known' ? current.value : null;
  if (isDone(text, change)) return 'unchanged';
  if (!isSame(text, change.before))
    throw new WriteFailure('it was changed by somebody else since the plan was made', false);
  try {
    if (change.after === null) await roles.deleteInlinePolicy(roleName, change.policyName);
    else await roles.putInlinePolicy(roleName, change.policyName, serialisePolicy(change.after));
    return 'applied';
  } catch (error) {
    if (!(error instanceof AwsWriteError)) throw error;
    if (change.after === null && error.refused && isGone(error)) return 'unchanged';
    // The answer was lost, if only that of an earlier attempt: look whether the write was carried out.
    const now = error.refused ? undefined : await roles.currentInlinePolicy(roleName, change.policyName);
    if (now !== undefined && now.state !== 'unchecked' && isDone(now.state === 'known' ? now.value : null, change))
      return 'applied';
    throw new WriteFailure(`${error.operation} failed: ${error.code}: ${error.message}`, !error.refused);
  }
}

/** IAM is eventually consistent. Half a minute is far beyond what it usually takes. */
const CONFIRM_WITHIN_MS = 30_000;

/** Waits until the written policy can be read; false where it cannot within half a minute. */
export async function confirmPolicy(
  roles: Roles,
  change: RolePolicyChange,
  runtime: Pick<Runtime, 'now' | 'sleep' | 'cancelled'>,
): Promise<boolean> {
  const end = runtime.now() + CONFIRM_WITHIN_MS;
  for (let pause = 250; ; pause = Math.min(pause * 2, 4_000)) {
    const current = await roles.currentInlinePolicy(roleNameOf(change.role), change.policyName);
    if (current.state !== 'unchecked' && isDone(current.state === 'known' ? current.value : null, change)) return true;
    if (runtime.cancelled.aborted || runtime.now() + pause > end) return false;
    await runtime.sleep(pause);
  }
}

function isDone(text: string | null, { after }: RolePolicyChange): boolean {
  return after === null ? text === null : text !== null && meansTheSame(text, after);
}
