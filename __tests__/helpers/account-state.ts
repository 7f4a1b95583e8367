import {
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import type { AwsClients } from '@amplify-import-auth/testbed/aws';

/** Of every role of an account: its trust policy, its inline policies by name, the ARNs of what is attached. */
export type AccountState = Readonly<Record<string, unknown>>;

/** Reads it past the code under test. */
export async function accountState({ iam }: AwsClients): Promise<AccountState> {
  const { Roles = [], IsTruncated } = await iam.send(new ListRolesCommand({ MaxItems: 1000 }));
  if (IsTruncated) throw new Error('more roles than one page holds');
  const states = Roles.map(async ({ Arn = '', RoleName = '', AssumeRolePolicyDocument }) => {
    const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    const texts = PolicyNames.map(async (PolicyName) => {
      const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return [PolicyName, PolicyDocument] as const;
    });
    const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    const inline = Object.fromEntries(await Promise.all(texts));
    return [Arn, { trust: AssumeRolePolicyDocument, inline, attached: AttachedPolicies }] as const;
  });
  return Object.fromEntries(await Promise.all(states));
}
