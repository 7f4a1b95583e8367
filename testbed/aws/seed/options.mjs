// @ts-check
/**
 * What can be varied about a seeded environment, and what seeding returns. Types only.
 */

/** @typedef {import('../aws-clients.mjs').AwsClients} AwsClients */
/** @typedef {import('@aws-sdk/client-cognito-identity-provider').CreateUserPoolCommandInput} UserPoolInput */
/** @typedef {import('@aws-sdk/client-cognito-identity-provider').CreateUserPoolClientCommandInput} ClientInput */
/** @typedef {import('@aws-sdk/client-cognito-identity-provider').CreateIdentityProviderCommandInput} ProviderInput */
/** @typedef {import('@aws-sdk/client-cognito-identity-provider').SetUserPoolMfaConfigCommandInput} MfaInput */
/** @typedef {import('@aws-sdk/client-cognito-identity-provider').CreateGroupCommandInput} GroupInput */
/** @typedef {import('@aws-sdk/client-cognito-identity').RoleMapping} RoleMapping */

/** @typedef {'authenticated' | 'unauthenticated'} Amr */
/** @typedef {'auth' | 'guest' | 'group'} RoleKind */

/**
 * A policy document, as an object or as text. Where the ids are needed in it: a function of the environment.
 *
 * @typedef {object | string} Document
 * @typedef {Document | ((environment: Environment) => Document)} DocumentSource
 */

/**
 * Inline policies by name, for the auth role, the guest role and the roles of groups.
 *
 * @typedef {object} InlinePolicies
 * @property {Record<string, DocumentSource>} [auth]
 * @property {Record<string, DocumentSource>} [guest]
 * @property {Record<string, Record<string, DocumentSource>>} [groups] by group
 */

/**
 * ARNs of managed policies to attach, or names with documents of policies to make first.
 *
 * @typedef {string | { name: string, document: DocumentSource }} ManagedPolicy
 * @typedef {object} ManagedPolicies
 * @property {ManagedPolicy[]} [auth]
 * @property {ManagedPolicy[]} [guest]
 */

/**
 * @typedef {object} SeedOptions
 * @property {string} [name] base of all names; unique where it is left out
 * @property {string} [path] IAM path of the roles, `/` by default
 * @property {Partial<UserPoolInput>} [pool] on top of the usual settings
 * @property {false | Partial<ClientInput>} [webClient] false for none
 * @property {boolean | Partial<ClientInput>} [nativeClient] by default none; `{ GenerateSecret: true }` for a
 *   secret
 * @property {'OFF' | 'ON' | 'OPTIONAL' | Partial<MfaInput>} [mfa] `ON` and `OPTIONAL` mean TOTP
 * @property {boolean | string} [domain] a prefix of the hosted UI's domain; true makes one up
 * @property {Omit<ProviderInput, 'UserPoolId'>[]} [identityProviders] Google and the like; the clients
 *   support them
 * @property {boolean} [guest] whether the identity pool lets guests in; true by default
 * @property {(kind: RoleKind, identityPoolId: string) => Document} [trust] the trust policies; trustDocument
 *   by default
 * @property {'token' | ((environment: Environment) => Record<string, RoleMapping>)} [roleMappings] `token`:
 *   by the token's role for every client, with the authenticated role where that is ambiguous, as the Amplify
 *   CLI does
 * @property {InlinePolicies} [inlinePolicies]
 * @property {ManagedPolicies} [managedPolicies]
 * @property {string[] | Record<string, Partial<GroupInput> & { role?: boolean }>} [groups] each with a role
 *   of its own, unless `role` is false or a RoleArn is given
 * @property {('web' | 'native')[]} [listInIdentityPool] which clients the identity pool lists; all by default
 * @property {boolean} [classicFlow]
 * @property {Part[]} [skip] parts not to make; without an identity pool there are no roles either
 */

/**
 * `identityPoolRoles`: the roles are made, but the identity pool is not told of them.
 *
 * @typedef {'identityPool' | 'authRole' | 'guestRole' | 'identityPoolRoles' | 'bucket'} Part
 */

/**
 * What was made. A value is an empty string where its part was left out.
 *
 * @typedef {object} Environment
 * @property {string} name
 * @property {string} account
 * @property {string} region
 * @property {string} userPoolId
 * @property {string} userPoolArn
 * @property {string} providerName `cognito-idp.<region>.amazonaws.com/<user pool>`
 * @property {string} webClientId
 * @property {string} nativeClientId
 * @property {string} nativeClientSecret
 * @property {string} domain
 * @property {string} identityPoolId
 * @property {string} identityPoolArn
 * @property {string} authRoleName
 * @property {string} authRoleArn
 * @property {string} guestRoleName
 * @property {string} guestRoleArn
 * @property {Record<string, Role>} groups the roles that were made for groups, by group
 * @property {string} bucket
 */

/**
 * @typedef {object} Role
 * @property {string} roleName
 * @property {string} roleArn
 */

export {};
