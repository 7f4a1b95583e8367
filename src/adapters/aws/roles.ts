import {
  DeleteRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
  PutRolePolicyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { Fact } from '../../domain/fact.ts';
import type { AttachedPolicy, InlinePolicy } from '../../domain/observed.ts';
import type { Roles } from '../../ports/aws.ts';
import { readFact, write } from './errors.ts';
import type { Memo } from './memo.ts';

/** `prefix` begins IAM ARNs of this partition, any account: `arn:aws:iam::*:`. Paths of roles are not known here. */
export function roles(client: IAMClient, memo: Memo, prefix: string): Roles {
  const arn = (roleName: string) => `${prefix}role/*${roleName}`;

  const policyText = (roleName: string, policyName: string): Promise<Fact<string>> =>
    readFact('iam:GetRolePolicy', arn(roleName), async () => {
      const answer = await client.send(new GetRolePolicyCommand({ RoleName: roleName, PolicyName: policyName }));
      return decoded(answer.PolicyDocument);
    });

  const managedText = (policyArn: string): Promise<Fact<string>> =>
    memo.once(`managed ${policyArn}`, async () => {
      const version = await readFact('iam:GetPolicy', policyArn, async () => {
        const answer = await client.send(new GetPolicyCommand({ PolicyArn: policyArn }));
        return answer.Policy?.DefaultVersionId;
      });
      if (version.state !== 'known') return version;
      return readFact('iam:GetPolicyVersion', policyArn, async () => {
        const answer = await client.send(
          new GetPolicyVersionCommand({ PolicyArn: policyArn, VersionId: version.value }),
        );
        return decoded(answer.PolicyVersion?.Document);
      });
    });

  return {
    role: (roleName) =>
      memo.once(`role ${roleName}`, () =>
        readFact('iam:GetRole', arn(roleName), async () => {
          const { Role: role } = await client.send(new GetRoleCommand({ RoleName: roleName }));
          return role?.Arn === undefined
            ? undefined
            : { arn: role.Arn, trustText: decoded(role.AssumeRolePolicyDocument) };
        }),
      ),

    inlinePolicies: (roleName) =>
      memo.once(`inline ${roleName}`, async () => {
        const names = await readFact('iam:ListRolePolicies', arn(roleName), async () => {
          const found: string[] = [];
          const pages = paginateListRolePolicies({ client }, { RoleName: roleName });
          for await (const page of pages) found.push(...(page.PolicyNames ?? []));
          return found;
        });
        if (names.state !== 'known') return names;
        const texts = await Promise.all(names.value.map((name) => policyText(roleName, name)));
        return allKnown(names.value.map((name, index) => [name, texts[index] as Fact<string>]));
      }),

    attachedPolicies: (roleName) =>
      memo.once(`attached ${roleName}`, async () => {
        const arns = await readFact('iam:ListAttachedRolePolicies', arn(roleName), async () => {
          const found: string[] = [];
          const pages = paginateListAttachedRolePolicies({ client }, { RoleName: roleName });
          for await (const page of pages) {
            for (const { PolicyArn } of page.AttachedPolicies ?? []) if (PolicyArn !== undefined) found.push(PolicyArn);
          }
          return found;
        });
        if (arns.state !== 'known') return arns;
        const texts = await Promise.all(arns.value.map(managedText));
        const attached = arns.value.map((arn, index): AttachedPolicy => ({ arn, text: texts[index] as Fact<string> }));
        return { state: 'known', value: attached };
      }),

    currentInlinePolicy: policyText,

    putInlinePolicy: (roleName, policyName, text) =>
      write('iam:PutRolePolicy', () =>
        client.send(new PutRolePolicyCommand({ RoleName: roleName, PolicyName: policyName, PolicyDocument: text })),
      ),

    deleteInlinePolicy: (roleName, policyName) =>
      write('iam:DeleteRolePolicy', () =>
        client.send(new DeleteRolePolicyCommand({ RoleName: roleName, PolicyName: policyName })),
      ),
  };
}

/** IAM gives documents URL-encoded. */
function decoded(document: string | undefined): string {
  return decodeURIComponent(document ?? '');
}

/**
 * The quota and the plan need all inline policies of a role: one that cannot be read leaves the whole list open. One that is
 * gone since the listing is simply gone.
 */
function allKnown(texts: readonly (readonly [name: string, text: Fact<string>])[]): Fact<readonly InlinePolicy[]> {
  const policies: InlinePolicy[] = [];
  for (const [name, text] of texts) {
    if (text.state === 'unchecked') return text;
    if (text.state === 'known') policies.push({ name, text: text.value });
  }
  return { state: 'known', value: policies };
}
