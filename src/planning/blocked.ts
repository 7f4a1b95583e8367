import { valueOf } from '../domain/fact.ts';
import type { Finding } from '../domain/finding.ts';
import type { RuleId } from '../domain/rule.ts';
import { authConfigOf } from '../formats/auth-config.ts';
import { rolesOf } from './role-policies.ts';
import type { EnvSubject, Judged } from './subject.ts';

/** Why nothing may be written for an env. */
export interface Blocked {
  /** `errors`: it has error findings. `unchecked`: something that must be known for a write is not. */
  readonly by: 'errors' | 'unchecked';
  readonly reason: string;
}

/** Errors that say something about a write of another kind, or about one that was tried. */
const STOPS_NO_WRITE: ReadonlySet<RuleId> = new Set(['apply/failed']);

/** Undefined where the env may be written. */
export function blockedBy(subject: EnvSubject, judged: Judged): Blocked | undefined {
  const { manifest, env } = subject;
  const whole = judged.findings.find((finding) => finding.severity === 'error' && finding.env === null);
  if (manifest.faulty || whole !== undefined)
    return { by: 'errors', reason: 'the manifest or the run as a whole has errors' };
  const error = judged.findings.find((finding) => stops(finding, subject));
  if (env.faulty || error !== undefined)
    return { by: 'errors', reason: `the env has errors (${error?.rule ?? 'manifest'})` };
  const unknown = unknownForWrites(subject);
  return unknown === undefined ? undefined : { by: 'unchecked', reason: unknown };
}

/** Whether a finding is one of this env. Envs of two manifests may have the same name. */
export function isOf(
  { manifest, env }: EnvSubject,
  item: { readonly env: string | null; readonly place: { readonly file: string } },
): boolean {
  return item.env === env.name && item.place.file === manifest.file;
}

function stops(finding: Finding, subject: EnvSubject): boolean {
  return finding.severity === 'error' && isOf(subject, finding) && !STOPS_NO_WRITE.has(finding.rule);
}

/** Account, roles, trust and own policies must be known before a write; so must all that the files and the lock hold. */
function unknownForWrites(subject: EnvSubject): string | undefined {
  const { env, observed } = subject;
  const { caller } = observed;
  if (caller.state === 'unchecked') return `the account is unchecked: ${caller.reason}`;
  if (authConfigOf(env, observed) === undefined) {
    const facts = [observed.userPool, observed.webClient, observed.nativeClient, observed.mfa, observed.identityPool];
    const open = facts.find((fact) => fact?.state === 'unchecked');
    return `what the files hold is unchecked${open?.state === 'unchecked' ? `: ${open.reason}` : ''}`;
  }
  if (env.policies !== 'manage') return undefined;
  const roleFacts = [
    observed.identityPoolRoles,
    observed.authRole,
    observed.guestRole,
    ...observed.groupRoles.values(),
  ];
  for (const fact of [...roleFacts, ...observed.formerRoles.values()]) {
    if (fact?.state === 'unchecked') return `a role is unchecked: ${fact.reason}`;
  }
  for (const role of rolesOf(observed)) {
    if (role.inlinePolicies.state === 'unchecked')
      return `the policies of ${role.name} are unchecked: ${role.inlinePolicies.reason}`;
    if (role.trust.state === 'unchecked') return `the trust policy of ${role.name} is unchecked: ${role.trust.reason}`;
  }
  return valueOf(observed.userPool) === undefined ? 'the user pool is unchecked' : undefined;
}
