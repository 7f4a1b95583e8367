// @ts-check
import { AttachRolePolicyCommand, CreatePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';

/** @typedef {import('../aws-clients.mjs').AwsClients} AwsClients */
/** @typedef {import('./options.mjs').Document} Document */
/** @typedef {import('./options.mjs').DocumentSource} DocumentSource */
/** @typedef {import('./options.mjs').Environment} Environment */
/** @typedef {import('./options.mjs').ManagedPolicy} ManagedPolicy */
/** @typedef {import('./options.mjs').SeedOptions} SeedOptions */

/**
 * @param {AwsClients} clients
 * @param {Environment} environment
 * @param {SeedOptions} options
 */
export async function putPolicies({ iam }, environment, { inlinePolicies = {}, managedPolicies = {} }) {
  const { authRoleName, guestRoleName, groups } = environment;
  /** @param {DocumentSource} source */
  const text = (source) => toText(typeof source === 'function' ? source(environment) : source);

  /** @param {string} roleName @param {Record<string, DocumentSource>} [policies] */
  const putInline = async (roleName, policies = {}) => {
    for (const [policyName, source] of Object.entries(policies)) {
      requireRole(roleName, policyName);
      await iam.send(
        new PutRolePolicyCommand({
          RoleName: roleName,
          PolicyName: policyName,
          PolicyDocument: text(source),
        }),
      );
    }
  };
  await putInline(authRoleName, inlinePolicies.auth);
  await putInline(guestRoleName, inlinePolicies.guest);
  for (const [group, policies] of Object.entries(inlinePolicies.groups ?? {})) {
    await putInline(groups[group]?.roleName ?? '', policies);
  }

  /** @param {string} roleName @param {ManagedPolicy[]} [policies] */
  const attachManaged = async (roleName, policies = []) => {
    for (const policy of policies) {
      const isArn = typeof policy === 'string';
      const arn = isArn ? policy : await makeManagedPolicy(iam, policy.name, text(policy.document));
      requireRole(roleName, arn);
      await iam.send(new AttachRolePolicyCommand({ RoleName: roleName, PolicyArn: arn }));
    }
  };
  await attachManaged(authRoleName, managedPolicies.auth);
  await attachManaged(guestRoleName, managedPolicies.guest);
}

/**
 * @param {string} roleName
 * @param {string} policy
 */
function requireRole(roleName, policy) {
  if (roleName === '') {
    throw new Error(`seedEnvironment was told to skip the role that the policy ${policy} is meant for`);
  }
}

/**
 * @param {AwsClients['iam']} iam
 * @param {string} name
 * @param {string} document
 */
async function makeManagedPolicy(iam, name, document) {
  const created = await iam.send(new CreatePolicyCommand({ PolicyName: name, PolicyDocument: document }));
  return created.Policy?.Arn ?? '';
}

/** @param {Document} document */
export function toText(document) {
  return typeof document === 'string' ? document : JSON.stringify(document);
}
