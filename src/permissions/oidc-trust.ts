import type { PolicyDocument } from '../domain/iam-policy.ts';
import { policyOf } from '../iam/document.ts';

/** The repository whose jobs may use a role. Ids: GitHub's own, by which it also writes the subject since July 2026. */
export interface Repository {
  readonly owner: string;
  readonly name: string;
  readonly ownerId: string;
  readonly id: string;
}

const PROVIDER = 'token.actions.githubusercontent.com';

/**
 * The trust policy of a role for jobs of one repository. The subject comes in two forms: `repo:<owner>/<name>:…` and, for repositories
 * made or renamed after 15 July 2026, `repo:<owner>@<id>/<name>@<id>:…`. The second cannot be taken over with the name.
 * Source: GitHub Docs, "OpenID Connect reference".
 */
export function oidcTrust(
  partition: string,
  accountId: string,
  { owner, name, ownerId, id }: Repository,
  subjects: readonly string[],
): PolicyDocument {
  const forms = [`repo:${owner}/${name}`, `repo:${owner}@${ownerId}/${name}@${id}`];
  return policyOf([
    {
      Effect: 'Allow',
      Principal: { Federated: `arn:${partition}:iam::${accountId}:oidc-provider/${PROVIDER}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          [`${PROVIDER}:aud`]: 'sts.amazonaws.com',
          [`${PROVIDER}:sub`]: forms.flatMap((form) => subjects.map((subject) => `${form}:${subject}`)),
        },
      },
    },
  ]);
}

/** Which jobs need a role: pull requests only ever read; what writes belongs behind an environment that people approve. */
export function subjectsOf(writes: boolean, environment: string | undefined, branch: string): readonly string[] {
  if (environment !== undefined && writes) return [`environment:${environment}`];
  return writes ? [`ref:refs/heads/${branch}`] : ['pull_request', `ref:refs/heads/${branch}`];
}
