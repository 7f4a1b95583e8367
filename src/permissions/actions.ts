/** What an AWS action managed by this action is asked for. */
export type Target = 'user-pool' | 'identity-pool' | 'role' | 'attached-policy' | 'function' | 'hosting' | 'everything';

/** When an action is needed. */
export type Need =
  /** By every command that asks AWS. */
  | 'always'
  /** Never needed: without it nobody says whether the rights hold. */
  | 'proof'
  /** By commands that write role policies. */
  | 'write'
  /** Only where the manifest leaves `webClientId` out; else for hints. */
  | 'client-choice'
  /** Only where the manifest names groups. */
  | 'groups'
  /** Only where the identity pool hands out roles of groups, or the manifest takes all groups of the pool. */
  | 'all-groups'
  /** Only where the manifest asks for a `reference-auth` output. */
  | 'reference-auth'
  /** Only where the manifest gives Lambda functions access. */
  | 'lambdas'
  /** The same, by commands that write. */
  | 'lambdas-write'
  /** Only where the manifest names an Amplify Hosting app. */
  | 'hosting'
  /** Never needed: hints are better with it. */
  | 'hints';

export interface AwsAction {
  readonly action: string;
  readonly target: Target;
  readonly need: Need;
  readonly why: string;
}

/**
 * Every AWS action that this code calls: the one source of the `permissions` command and of docs/permissions.md. A test holds it
 * against the calls in `src/adapters/aws/`, and another runs the commands with nothing but these. Calls that need no permission
 * (`sts:GetCallerIdentity`) are left out. Resource types: Service Authorization Reference of each service.
 */
export const AWS_ACTIONS: readonly AwsAction[] = [
  { action: 'cognito-idp:DescribeUserPool', target: 'user-pool', need: 'always', why: 'facts of the user pool' },
  { action: 'cognito-idp:GetUserPoolMfaConfig', target: 'user-pool', need: 'always', why: 'second factors' },
  {
    action: 'cognito-idp:DescribeUserPoolClient',
    target: 'user-pool',
    need: 'always',
    why: 'facts of the app clients',
  },
  { action: 'cognito-idp:GetGroup', target: 'user-pool', need: 'groups', why: 'roles of the groups' },
  {
    action: 'cognito-idp:ListIdentityProviders',
    target: 'user-pool',
    need: 'reference-auth',
    why: 'external identity providers, by which Gen 2 judges a pool',
  },
  {
    action: 'cognito-idp:ListUserPoolClients',
    target: 'user-pool',
    need: 'client-choice',
    why: 'to find the client that fits',
  },
  { action: 'cognito-identity:DescribeIdentityPool', target: 'identity-pool', need: 'always', why: 'its providers' },
  { action: 'cognito-identity:GetIdentityPoolRoles', target: 'identity-pool', need: 'always', why: 'its roles' },
  { action: 'iam:GetRole', target: 'role', need: 'always', why: 'trust policies' },
  { action: 'iam:ListRolePolicies', target: 'role', need: 'always', why: 'names of inline policies' },
  { action: 'iam:GetRolePolicy', target: 'role', need: 'always', why: 'inline policies' },
  { action: 'iam:ListAttachedRolePolicies', target: 'role', need: 'always', why: 'managed policies' },
  { action: 'iam:GetPolicy', target: 'attached-policy', need: 'always', why: 'version of a managed policy' },
  { action: 'iam:GetPolicyVersion', target: 'attached-policy', need: 'always', why: 'text of a managed policy' },
  {
    action: 'iam:SimulatePrincipalPolicy',
    target: 'role',
    need: 'proof',
    why: 'to prove that the wanted rights hold (`plan`, `apply`)',
  },
  { action: 'iam:PutRolePolicy', target: 'role', need: 'write', why: 'to write policies under our own names' },
  { action: 'iam:DeleteRolePolicy', target: 'role', need: 'write', why: 'to take them away again' },
  {
    action: 'lambda:GetFunctionConfiguration',
    target: 'function',
    need: 'lambdas',
    why: 'execution roles and variables of functions with access to the user pool',
  },
  {
    action: 'lambda:UpdateFunctionConfiguration',
    target: 'function',
    need: 'lambdas-write',
    why: 'to set the variable by which they find it',
  },
  { action: 'amplify:GetApp', target: 'hosting', need: 'hosting', why: 'variables of all branches, for `drift`' },
  { action: 'amplify:GetBranch', target: 'hosting', need: 'hosting', why: 'variables of a branch, for `drift`' },
  {
    action: 'cognito-idp:ListGroups',
    target: 'user-pool',
    need: 'all-groups',
    why: 'groups with roles, whose members do not get the authenticated role; also by `discover`',
  },
  {
    action: 'cognito-idp:ListUserPools',
    target: 'everything',
    need: 'hints',
    why: 'by `discover`; nearest ids when one is wrong',
  },
  {
    action: 'cognito-identity:ListIdentityPools',
    target: 'everything',
    need: 'hints',
    why: 'by `discover`; nearest ids when one is wrong',
  },
];

/** What the job's token must be allowed, by what is asked for. Source: GitHub REST and GraphQL reference of each call. */
export const GITHUB_PERMISSIONS: readonly { readonly permission: string; readonly when: string }[] = [
  { permission: 'contents: read', when: 'always: to check out, and to read the base branch of a pull request' },
  { permission: 'id-token: write', when: 'AWS credentials come by OIDC' },
  { permission: 'contents: write', when: '`publish: commit` or `publish: pull-request`' },
  { permission: 'pull-requests: write', when: '`publish: pull-request`; comments and suggestions on pull requests' },
  { permission: 'checks: write', when: 'more findings than a step may annotate are to stand at their lines' },
  { permission: 'issues: write', when: '`drift` with `drift-issue: true`; labels of pull requests' },
];
