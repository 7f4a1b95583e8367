import { accountOf, roleNameOf } from '../../../domain/arn.ts';
import { absent, known, unchecked, type Fact } from '../../../domain/fact.ts';
import type { CallerIdentity, Role } from '../../../domain/observed.ts';
import { parsePolicy } from '../../../iam/document.ts';
import type { AwsSession } from '../../../ports/aws.ts';

/**
 * A role with its trust and all its policies. IAM is asked by name and within the caller's account, so a role of another account
 * must not be asked for: one of the same name may exist here.
 */
export async function observeRole(arn: string, session: AwsSession, caller: Fact<CallerIdentity>): Promise<Fact<Role>> {
  if (caller.state !== 'known') {
    return caller.state === 'unchecked' ? caller : unchecked('dependency', 'the account is not known');
  }
  const { accountId } = caller.value;
  if (accountOf(arn) !== accountId) {
    return unchecked('dependency', `the role ${arn} is in another account than the credentials (${accountId})`);
  }
  const name = roleNameOf(arn);
  const [head, inlinePolicies, attachedPolicies] = await Promise.all([
    session.roles.role(name),
    session.roles.inlinePolicies(name),
    session.roles.attachedPolicies(name),
  ]);
  // A role of that name under another path is another role.
  if (head.state === 'absent' || (head.state === 'known' && head.value.arn !== arn)) return absent;
  const trust = head.state === 'known' ? parseTrust(head.value.trustText) : head;
  return known({ arn, name, trust, inlinePolicies, attachedPolicies });
}

function parseTrust(text: string): Role['trust'] {
  const document = parsePolicy(text);
  return document === undefined ? unchecked('dependency', 'the trust policy cannot be understood') : known(document);
}
