import { posix } from 'node:path';
import { parsePolicy } from '../../iam/document.ts';
import { policyOfPart } from '../../policies/policy-files.ts';
import type { FolderFormat } from '../format.ts';
import { json } from '../serialise.ts';

/**
 * The policies that roles should have, one document a file: for people whose roles are managed by Terraform, CDK or CloudFormation. A file
 * holds the document and nothing else, as `file()` of Terraform or `PolicyDocument.fromJson` of the CDK want it.
 */
export const rolePolicies: FolderFormat = {
  scope: 'folder',
  name: 'role-policies',
  readBy: [
    {
      platform: undefined,
      apps: 'Terraform, CDK or CloudFormation that manages the roles (with `policies: check`)',
      place: 'a folder: `auth.storage.json`, `group.editors.storage.json`, `lambda.<function>.json`, …',
    },
  ],
  isOurs(text, path) {
    if (!PART.test(posix.basename(path))) return false;
    const policy = parsePolicy(text);
    return policy !== undefined && Object.keys(policy).join() === 'Version,Statement' && json(policy) === text;
  },
  renderPart(part, project, { env, observed }) {
    const policy = policyOfPart(part, project, env, observed);
    return policy && json(policy.document);
  },
};

/** What the files are called: see `policyParts`. */
const PART = /^(?:(?:auth|guest|group\.[^/]+)\.[A-Za-z0-9]+|lambda\.[A-Za-z0-9_-]{1,64})\.json$/;
