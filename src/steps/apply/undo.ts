import type { RolePolicyChange } from '../../domain/plan.ts';
import { roleNameOf } from '../../domain/arn.ts';
import { meansTheSame, parsePolicy } from '../../iam/document.ts';
import { AwsWriteError, type Roles } from '../../ports/aws.ts';

/** What came of putting one policy back. */
export type Undone =
  | { readonly status: 'rolled-back' }
  | { readonly status: 'left-behind'; readonly reason: string; readonly command: string };

/**
 * Puts a policy back as it was before this run, if it still is what this run wrote; what somebody else has written meanwhile is
 * left unchanged. Where it is unknown `whether` the write was carried out and it does not show, there is nothing to put back; where it
 * surely was, IAM only does not show it yet, and it is put back anyway.
 */
export async function putBack(roles: Roles, change: RolePolicyChange, whether: 'surely' | 'maybe'): Promise<Undone> {
  const roleName = roleNameOf(change.role);
  const command = fixingCommand(change);
  const current = await roles.currentInlinePolicy(roleName, change.policyName);
  if (current.state === 'unchecked') return { status: 'left-behind', reason: current.reason, command };
  const text = current.state === 'known' ? current.value : null;
  const isBefore = isSame(text, change.before);
  if (isBefore && whether === 'maybe') return { status: 'rolled-back' };
  const isOurs = change.after === null ? text === null : text !== null && meansTheSame(text, change.after);
  if (!isOurs && !isBefore) return { status: 'left-behind', reason: 'somebody else has changed it meanwhile', command };
  try {
    if (change.before === null) await roles.deleteInlinePolicy(roleName, change.policyName);
    else await roles.putInlinePolicy(roleName, change.policyName, change.before);
    return { status: 'rolled-back' };
  } catch (error) {
    if (change.before === null && isGone(error)) return { status: 'rolled-back' };
    return { status: 'left-behind', reason: error instanceof Error ? error.message : String(error), command };
  }
}

/** A deletion that finds nothing to delete: somebody else was faster, or an earlier attempt whose answer was lost. */
export function isGone(error: unknown): boolean {
  return error instanceof AwsWriteError && error.code.startsWith('NoSuchEntity');
}

/** Whether two stored states are the same: both missing, or two texts that mean the same. */
export function isSame(text: string | null, other: string | null): boolean {
  if (text === other) return true;
  const document = other === null ? undefined : parsePolicy(other);
  return text !== null && document !== undefined && meansTheSame(text, document);
}

/** The AWS CLI command that puts a policy back, for people to run. */
export function fixingCommand({ role, policyName, before }: RolePolicyChange): string {
  const target = `--role-name ${quoted(roleNameOf(role))} --policy-name ${quoted(policyName)}`;
  return before === null
    ? `aws iam delete-role-policy ${target}`
    : `aws iam put-role-policy ${target} --policy-document ${quoted(before)}`;
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
