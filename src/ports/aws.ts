import type { Fact, Seen } from '../domain/fact.ts';
import type {
  AppClient,
  AttachedPolicy,
  CallerIdentity,
  IdentityPool,
  IdentityPoolRoles,
  InlinePolicy,
  LambdaFunction,
  MfaSettings,
  UserPool,
  UserPoolGroup,
} from '../domain/observed.ts';
import type { Secret } from '../domain/secret.ts';
import type { Simulated, SimulationContext } from '../domain/proof.ts';

/**
 * AWS as this action sees it. Reads answer with facts and do not throw: not found is `absent`, refused or out of reach is
 * `unchecked`. Writes throw {@link AwsWriteError}.
 */
export interface Aws {
  /**
   * Opens a phase: within one phase equal reads are made once, and all that is read is as of that phase. Sessions of different
   * phases share connections and rate limits, not answers.
   */
  phase(options?: { readonly quotaPart?: QuotaPart | undefined }): AwsPhase;
  /** Whether any credentials are configured, whether or not they can be had and are good. */
  hasCredentials(): Promise<boolean>;
  /** The region that the circumstances name (`AWS_REGION`); undefined where they name none. */
  defaultRegion(): string | undefined;
  /** Calls made so far, retries included. */
  calls(): CallCounts;
}

/** Which stretch of the configured share of the quotas is this run's own, from 0 to 1: shards split it. IAM's region is empty. */
export type QuotaPart = (place: { readonly account: string; readonly region: string }) => {
  readonly from: number;
  readonly part: number;
};

export interface AwsPhase {
  /**
   * Gets credentials; unchecked, with the step that failed, where there are none, or where they end before `lasting` milliseconds
   * are over and cannot be renewed. Those of a session are renewed as long as it is used.
   */
  session(target: AwsTarget, lasting?: number): Promise<Seen<AwsSession>>;
}

/** In whose name and where. */
export interface AwsTarget {
  readonly region: string;
  readonly role: AssumedRole | undefined;
}

export interface AssumedRole {
  readonly arn: string;
  readonly externalId: string | undefined;
}

export interface AwsSession {
  caller(): Promise<Fact<CallerIdentity>>;
  readonly userPools: UserPools;
  readonly identityPools: IdentityPools;
  readonly roles: Roles;
  readonly functions: Functions;
  readonly simulator: Simulator;
  readonly hosting: Hosting;
}

/** Cognito user pools. Nothing here can change a pool or a client. */
export interface UserPools {
  userPool(userPoolId: string): Promise<Fact<UserPool>>;
  mfa(userPoolId: string): Promise<Fact<MfaSettings>>;
  client(userPoolId: string, clientId: string): Promise<Fact<AppClient>>;
  /** The same with the client's secret, which is masked in the log by then. Only for a file that is to hold it. */
  clientWithSecret(userPoolId: string, clientId: string): Promise<Fact<ClientWithSecret>>;
  group(userPoolId: string, name: string): Promise<Fact<UserPoolGroup>>;
  /** Names of the external identity providers of the pool, such as `Google`. */
  identityProviders(userPoolId: string): Promise<Fact<readonly string[]>>;
  /** Ids of all clients of a pool: for the hint after a not-found and for the choice of a web client, nothing else. */
  clientIds(userPoolId: string): Promise<Fact<readonly string[]>>;
  /** Ids of pools of the account and region, some hundred at most: for the hint after a not-found, and nothing else. */
  userPoolIds(): Promise<Fact<readonly string[]>>;
  /** All pools of the account and region, for `discover`. */
  allUserPools(): Promise<Fact<readonly NamedId[]>>;
  /** All groups of a pool, for `discover`. */
  allGroups(userPoolId: string): Promise<Fact<readonly UserPoolGroup[]>>;
}

export interface NamedId {
  readonly id: string;
  readonly name: string;
}

export interface ClientWithSecret {
  readonly client: AppClient;
  /** Undefined: it has none. */
  readonly secret: Secret | undefined;
}

/** Cognito identity pools, read only. */
export interface IdentityPools {
  identityPool(identityPoolId: string): Promise<Fact<IdentityPool>>;
  roles(identityPoolId: string): Promise<Fact<IdentityPoolRoles>>;
  /** As `userPoolIds`. */
  identityPoolIds(): Promise<Fact<readonly string[]>>;
  /** All pools of the account and region, for `discover`. */
  allIdentityPools(): Promise<Fact<readonly NamedId[]>>;
}

/** Amplify Hosting, read only. */
export interface Hosting {
  /** Those of the variables `names` that a build of the branch sees: the branch's own, else those that all branches of the app have. */
  variables(appId: string, branch: string, names: readonly string[]): Promise<Fact<Readonly<Record<string, string>>>>;
}

/** IAM roles. Only inline policies can be written. */
export interface Roles {
  /** ARN and trust policy text. */
  role(roleName: string): Promise<Fact<RoleHead>>;
  inlinePolicies(roleName: string): Promise<Fact<readonly InlinePolicy[]>>;
  /** Attached managed policies with the text of their default version. */
  attachedPolicies(roleName: string): Promise<Fact<readonly AttachedPolicy[]>>;
  /** One inline policy, always as it is at this moment. */
  currentInlinePolicy(roleName: string, policyName: string): Promise<Fact<string>>;
  putInlinePolicy(roleName: string, policyName: string, text: string): Promise<void>;
  deleteInlinePolicy(roleName: string, policyName: string): Promise<void>;
}

/** Lambda functions. Of an environment only the variables that are asked for are read, and only one is written at a time. */
export interface Functions {
  function(name: string, variables: readonly string[]): Promise<Fact<LambdaFunction>>;
  /** The same, always as it is at this moment. */
  currentFunction(name: string, variables: readonly string[]): Promise<Fact<LambdaFunction>>;
  /**
   * Sets or removes (null) one variable and leaves all else as it is. The environment is read just before, and written only if no
   * other change came between. Refused with the code `Changed` where the variable is neither `before` nor `after`.
   */
  setVariable(name: string, change: VariableChange): Promise<'applied' | 'unchanged'>;
}

export interface VariableChange {
  readonly variable: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** IAM's policy simulator. */
export interface Simulator {
  /** Every action on every resource; absent where the role is. */
  simulate(roleArn: string, request: SimulationRequest): Promise<Fact<readonly Simulated[]>>;
}

export interface SimulationRequest {
  readonly actions: readonly string[];
  /** ARNs, or `*`. */
  readonly resources: readonly string[];
  readonly context: SimulationContext;
  /** Documents that the role does not have yet. */
  readonly additional: readonly string[];
}

export interface RoleHead {
  readonly arn: string;
  readonly trustText: string;
}

export interface CallCounts {
  readonly total: number;
  /** `iam:GetRole` → count */
  readonly byOperation: Readonly<Record<string, number>>;
  readonly throttled: number;
}

/** A write that AWS refused or that did not come back. */
export class AwsWriteError extends Error {
  /** `iam:PutRolePolicy` */
  readonly operation: string;
  /** AWS's error code, for example `AccessDenied`. */
  readonly code: string;
  /** Whether AWS surely did not carry it out. False after a timeout or a lost connection. */
  readonly refused: boolean;

  constructor(operation: string, code: string, message: string, refused: boolean, cause?: unknown) {
    super(message, { cause });
    this.name = 'AwsWriteError';
    this.operation = operation;
    this.code = code;
    this.refused = refused;
  }
}
