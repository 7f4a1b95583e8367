import type { Fact } from './fact.ts';
import type { PolicyDocument } from './iam-policy.ts';
import type { Secret } from './secret.ts';
import type { Proof } from './proof.ts';

/**
 * What AWS says about one env. Only what a rule or a generated file needs is kept; secrets never get this far. A member is
 * undefined where there is nothing to look at: the manifest does not ask for it, or the identity pool does not name it.
 */
export interface ObservedEnv {
  readonly env: string;
  readonly caller: Fact<CallerIdentity>;
  readonly userPool: Fact<UserPool>;
  readonly mfa: Fact<MfaSettings>;
  /** Names of the external identity providers of the pool; looked at only where `referenceAuth` will rely on them. */
  readonly identityProviders?: Fact<readonly string[]> | undefined;
  readonly webClient: Fact<AppClient>;
  /** Undefined: the web client serves both. */
  readonly nativeClient: Fact<AppClient> | undefined;
  /** Read only where a file is to hold it; null: there is none. Undefined: it was not read. */
  readonly nativeClientSecret?: Secret | null | undefined;
  /** All clients of the pool; looked at only where `webClientId` is left out. */
  readonly candidates: Fact<readonly AppClient[]> | undefined;
  readonly identityPool: Fact<IdentityPool> | undefined;
  readonly identityPoolRoles: Fact<IdentityPoolRoles> | undefined;
  readonly authRole: Fact<Role> | undefined;
  readonly guestRole: Fact<Role> | undefined;
  /** group name → the user pool group, for the groups that the manifest names, or all that have a role where it asks for those */
  readonly groups: ReadonlyMap<string, Fact<UserPoolGroup>>;
  /** All groups of the pool; looked at only where the manifest asks for all, or the identity pool hands out roles of groups. */
  readonly poolGroups?: Fact<readonly UserPoolGroup[]> | undefined;
  /** group name → its role, for groups that the manifest does not name and whose members get it in place of the authenticated role */
  readonly unnamedGroupRoles?: ReadonlyMap<string, Fact<Role>> | undefined;
  /** group name → its role as the manifest names it */
  readonly groupRoles: ReadonlyMap<string, Fact<Role>>;
  /** function name → the Lambda function, for those that the manifest or the lock names */
  readonly lambdas: ReadonlyMap<string, Fact<LambdaFunction>>;
  /** function name → its execution role */
  readonly lambdaRoles: ReadonlyMap<string, Fact<Role>>;
  /** branch → the variables of Amplify Hosting that are ours; left out where they are not looked at. */
  readonly hosting?: ReadonlyMap<string, Fact<Readonly<Record<string, string>>>> | undefined;
  /** Roles on which the lock lists policies managed by this action and that are none of the above any more, by ARN. */
  readonly formerRoles: ReadonlyMap<string, Fact<Role>>;
  /** What IAM's simulator says of the wanted rights; undefined where it was not asked. */
  readonly proof?: Proof | undefined;
  /** Ids that exist, read once an id of that kind was not found; only for hints. */
  readonly existing: ExistingIds;
}

export interface ExistingIds {
  readonly userPools?: readonly string[];
  readonly clients?: readonly string[];
  /** The clients themselves, where the pool has few and the named web client cannot serve: one may be the only one that fits. */
  readonly webClients?: readonly AppClient[];
  readonly identityPools?: readonly string[];
}

/** Source: Cognito GetGroup. */
export interface UserPoolGroup {
  readonly name: string;
  readonly roleArn: string | undefined;
  /** The role of the group with the lowest number wins. */
  readonly precedence: number | undefined;
}

/**
 * Source: Lambda GetFunctionConfiguration. The environment of a function may hold secrets: only variables that were asked for by name
 * get this far.
 */
export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  /** Those of the variables asked for that are set; unchecked where Lambda cannot decrypt the environment for us. */
  readonly variables: Fact<Readonly<Record<string, string>>>;
  /** Whether a change of the function is still under way. */
  readonly updating: boolean;
}

/** Whose credentials these are. Source: STS GetCallerIdentity. */
export interface CallerIdentity {
  readonly accountId: string;
  readonly arn: string;
}

/** Source: Cognito DescribeUserPool. */
export interface UserPool {
  readonly id: string;
  /** Empty where the lock stands in for AWS and no output holds names. */
  readonly name: string;
  readonly arn: string;
  /** The prefix of a domain of Amazon's. */
  readonly domain: string | undefined;
  /** A full host name of the owner's. */
  readonly customDomain: string | undefined;
  /** `email`, `phone_number`: how users sign in where aliases are not used. */
  readonly usernameAttributes: readonly string[];
  readonly aliasAttributes: readonly string[];
  readonly autoVerifiedAttributes: readonly string[];
  readonly mfaConfiguration: MfaConfiguration;
  readonly passwordPolicy: PasswordPolicy;
  /** `PASSWORD`, `EMAIL_OTP`, `SMS_OTP`, `WEB_AUTHN`: with what a sign-in may begin. */
  readonly firstFactors: readonly string[];
  /** Whether all three Lambda triggers of a custom sign-in are set. */
  readonly customAuth: boolean;
  /** Names of the standard attributes that sign-up requires, in the API's order, without `sub`. */
  readonly requiredAttributes: readonly string[];
}

export type MfaConfiguration = 'OFF' | 'ON' | 'OPTIONAL';

export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly requireLowercase: boolean;
  readonly requireUppercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
}

/** Second factors that users of the pool can have. Source: Cognito GetUserPoolMfaConfig. */
export interface MfaSettings {
  readonly sms: boolean;
  readonly totp: boolean;
  readonly email: boolean;
  /** Whether the settings exist, turned on or not: what the Amplify CLI relies on. */
  readonly configured: { readonly sms: boolean; readonly totp: boolean };
  /** Passkeys; undefined where they are not set up. */
  readonly webAuthn: WebAuthn | undefined;
}

export interface WebAuthn {
  /** Undefined: the pool's own domain. */
  readonly relyingPartyId: string | undefined;
  readonly userVerification: 'required' | 'preferred';
}

/** Source: Cognito DescribeUserPoolClient. The client secret is dropped where it arrives. */
export interface AppClient {
  readonly id: string;
  readonly name: string;
  readonly hasSecret: boolean;
  /** Where Cognito keeps the secret in Secrets Manager: then it cannot be read here. */
  readonly secretArn?: string | undefined;
  readonly explicitAuthFlows: readonly string[];
  readonly supportedIdentityProviders: readonly string[];
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  readonly allowedOAuthFlows: readonly string[];
  readonly allowedOAuthScopes: readonly string[];
  readonly allowedOAuthFlowsUserPoolClient: boolean;
  /** Whether each refresh gives a new refresh token; `ALLOW_REFRESH_TOKEN_AUTH` is off then. */
  readonly refreshTokenRotation: boolean;
}

/** Source: Cognito DescribeIdentityPool. */
export interface IdentityPool {
  readonly id: string;
  /** Empty as for {@link UserPool}. */
  readonly name: string;
  readonly allowUnauthenticatedIdentities: boolean;
  readonly allowClassicFlow: boolean;
  readonly providers: readonly IdentityProviderLink[];
  /** Login providers that the identity pool takes tokens of directly, such as `accounts.google.com`. */
  readonly loginProviders: readonly LoginProvider[];
}

export interface LoginProvider {
  readonly name: string;
  /** The app's id at that provider: public, as every app that signs in there shows it. */
  readonly appId: string;
}

/** One user pool client that an identity pool accepts tokens of. */
export interface IdentityProviderLink {
  /** `cognito-idp.<region>.amazonaws.com/<user pool id>` */
  readonly providerName: string;
  readonly clientId: string;
}

/** Role ARNs by kind. Source: Cognito GetIdentityPoolRoles. */
export interface IdentityPoolRoles {
  readonly authenticated: string | undefined;
  readonly unauthenticated: string | undefined;
  readonly mappings: readonly RoleMapping[];
}

/** How users of one provider get another role than the authenticated one. */
export interface RoleMapping {
  /** `<provider name>:<client id>` for user pools. */
  readonly provider: string;
  readonly type: 'Token' | 'Rules';
  readonly ambiguous: 'AuthenticatedRole' | 'Deny' | undefined;
  /** Roles that the rules give; none for `Token`. */
  readonly ruleRoles: readonly string[];
}

/** A role with all that decides what it may do and who may assume it. */
export interface Role {
  readonly arn: string;
  readonly name: string;
  /** The trust policy; unchecked where it is no document that we understand. */
  readonly trust: Fact<PolicyDocument>;
  readonly inlinePolicies: Fact<readonly InlinePolicy[]>;
  readonly attachedPolicies: Fact<readonly AttachedPolicy[]>;
}

export interface InlinePolicy {
  readonly name: string;
  /** The document as it is stored, to the byte: what a put-back has to restore. */
  readonly text: string;
}

export interface AttachedPolicy {
  readonly arn: string;
  readonly text: Fact<string>;
}
