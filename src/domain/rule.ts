import type { Severity } from './severity.ts';

interface RuleEntry {
  readonly severity: Severity;
  /** Set for errors that tell of something else than a reason not to write. */
  readonly stopsNoWrite?: true;
  /** Set where what is live differs from what was applied last: counted by `drift` in `fail-on` only. */
  readonly drift?: true;
  /** When the rule speaks, in one line: it becomes the table in docs/rules.md. */
  readonly when: string;
}

/**
 * Every rule that can appear in a report. Adding one means adding its line here and its file under `rules/` (or the step
 * that raises it, for those that are no judgement about AWS).
 */
export const RULES = {
  'input/invalid': { severity: 'error', when: 'an action input has a value that is not allowed' },
  'manifest/not-found': { severity: 'error', when: 'there is no manifest where it should be' },
  'manifest/syntax': { severity: 'error', when: 'the manifest is not valid YAML' },
  'manifest/duplicate-key': { severity: 'error', when: 'a key is written twice in one mapping' },
  'manifest/limits': {
    severity: 'error',
    when: 'the manifest is larger than 1 MiB or nested too deep, or asks for more than docs/manifest-limits.md allows',
  },
  'manifest/schema': { severity: 'error', when: 'a value has the wrong type or is not allowed, or a key is missing' },
  'manifest/unknown-key': { severity: 'error', when: 'a key is not known (the nearest known one is named)' },
  'manifest/extends': { severity: 'error', when: '`extends` names an unknown env, or leads back to itself' },
  'manifest/id-format': { severity: 'error', when: 'an id or ARN does not have the form that AWS gives it' },
  'manifest/region-mismatch': {
    severity: 'error',
    when: 'the regions of user pool, identity pool and `region` differ',
  },
  'manifest/output-path': { severity: 'error', when: 'an output path is unsafe, ambiguous or taken' },
  'account/mismatch': { severity: 'error', when: 'the credentials belong to another account than the env' },
  'account/credentials': { severity: 'error', when: 'there are no usable credentials for the env' },
  'user-pool/not-found': { severity: 'error', when: 'the user pool does not exist' },
  'client/not-found': { severity: 'error', when: 'the app client does not exist in the user pool' },
  'client/web-has-secret': { severity: 'error', when: 'the web client has a client secret' },
  'client/none-fits': { severity: 'error', when: '`webClientId` is left out and no app client fits' },
  'client/ambiguous': { severity: 'error', when: '`webClientId` is left out and several app clients fit' },
  'client/auth-flow': {
    severity: 'warning',
    when: 'an app client allows no sign-in flow that the Amplify libraries use or begin with, or no refresh',
  },
  'client/oauth-mismatch': {
    severity: 'warning',
    when: 'web and native client differ in their OAuth settings (a notice where only URLs differ)',
  },
  'client/oauth-incomplete': {
    severity: 'warning',
    when: 'a client with an external provider or an OAuth flow lacks a URL, scope or flow that its apps use, or the pool a domain',
  },
  'client/callback-urls': { severity: 'warning', when: 'a callback or logout URL is not https' },
  'client/hosting-url': {
    severity: 'notice',
    when: "the env's Amplify Hosting address is no callback or sign-out URL of a client that signs in by redirect",
  },
  'identity-pool/not-found': { severity: 'error', when: 'the identity pool does not exist' },
  'identity-pool/provider-missing': {
    severity: 'error',
    when: 'the identity pool does not list the user pool with the web or native client',
  },
  'identity-pool/guest-off': {
    severity: 'error',
    when: 'guest access is wanted, and the identity pool gives no identities to guests',
  },
  'identity-pool/classic-flow': { severity: 'warning', when: 'the identity pool allows the classic flow' },
  'identity-pool/role-mapping': {
    severity: 'warning',
    when: 'a role mapping sends users past the authenticated role, or denies ambiguous ones',
  },
  'role/auth-missing': { severity: 'error', when: 'the identity pool has no authenticated role' },
  'role/guest-missing': {
    severity: 'error',
    when: 'guest access is wanted, and the identity pool has no unauthenticated role',
  },
  'role/not-found': { severity: 'error', when: 'a role that is named does not exist in IAM' },
  'role/group-rights': {
    severity: 'warning',
    when: 'the identity pool gives members of a group its role, and that lacks a right that signed-in users have',
  },
  'role/pin-mismatch': {
    severity: 'error',
    when: 'a role that the manifest names is not the one that the identity pool or the group has',
  },
  'role/shared': { severity: 'error', when: 'signed-in users and guests have the same role' },
  'role/other-account': { severity: 'error', when: 'the identity pool names a role of another account' },
  'trust/missing': { severity: 'error', when: 'the role does not trust the identity service' },
  'trust/audience': { severity: 'error', when: 'the trust policy does not name this identity pool' },
  'trust/audience-wide': { severity: 'error', when: 'the trust policy lets in more than this identity pool' },
  'trust/amr': { severity: 'error', when: 'the trust policy does not distinguish signed-in users from guests' },
  'trust/other-principal': {
    severity: 'warning',
    when: 'principals other than the identity service may assume the role',
  },
  'policy/missing': {
    severity: 'error',
    stopsNoWrite: true,
    when: 'with `policies: check`, the policies of a role do not grant a wanted right',
  },
  'policy/no-identity-pool': {
    severity: 'error',
    when: 'a category grants rights, and the env has no identity pool whose roles could hold them',
  },
  'policy/quota': { severity: 'error', when: 'the inline policies of a role would exceed 10,240 characters' },
  'policy/privileged': {
    severity: 'error',
    when: 'a role of users or a `custom` statement allows what administers or leads to more rights, or does not say on what',
  },
  'policy/guest-ceiling': {
    severity: 'warning',
    when: 'a category gives guests a right that Cognito keeps from all guests',
  },
  'policy/less-than-guest': {
    severity: 'warning',
    when: 'the manifest gives guests a right that signed-in users do not get',
  },
  'policy/guest-write': { severity: 'warning', when: 'guests may write' },
  'policy/name-collision': {
    severity: 'warning',
    when: 'the Amplify backend gives one policy name to one role from two envs (amplify-cli issue 14961)',
  },
  'policy/denied': {
    severity: 'error',
    stopsNoWrite: true,
    when: 'by simulation (`plan`, `apply`), an explicit Deny or a permissions boundary would still forbid a wanted right',
  },
  'lambda/not-found': {
    severity: 'error',
    stopsNoWrite: true,
    when: 'a Lambda function that is to have access does not exist, or its execution role does not',
  },
  'gen1/env-unknown': {
    severity: 'error',
    when: 'with an `amplify-cli` output: the Amplify project does not have the env',
  },
  'gen1/auth-exists': {
    severity: 'error',
    when: 'with an `amplify-cli` output: the Amplify project has another auth, or a resource names one that it will not have',
  },
  'gen1/region': {
    severity: 'error',
    when: 'with an `amplify-cli` output: the region is not that of the Amplify env, or not the same for all envs',
  },
  'gen1/selections': {
    severity: 'error',
    when: 'with an `amplify-cli` output: some envs have an identity pool and others none',
  },
  'gen1/guest-role-required': {
    severity: 'error',
    when: 'with an `amplify-cli` output: the identity pool has no unauthenticated role',
  },
  'gen1/oauth-mismatch': {
    severity: 'error',
    when: 'with an `amplify-cli` output: web and native client differ in their OAuth settings',
  },
  'gen2/alias-attributes': {
    severity: 'error',
    when: 'a `reference-auth` output is asked for, and the user pool has alias attributes, which `referenceAuth` refuses',
  },
  'gen2/guest-role-required': {
    severity: 'error',
    when: 'a `reference-auth` output is asked for, and there is no identity pool with a role for guests',
  },
  'gen2/domain': {
    severity: 'error',
    when: 'a `reference-auth` output is asked for, and the user pool has external providers and no domain',
  },
  'gen2/urls': {
    severity: 'error',
    when: 'a `reference-auth` output is asked for, and the web client of a user pool with external providers lacks URLs',
  },
  'output/unsupported-value': {
    severity: 'warning',
    when: 'a value that a file format cannot express was left out',
  },
  'plan/changed': { severity: 'error', when: 'the plan is not the one whose digest was given' },
  'ignore/expired': { severity: 'warning', when: 'an entry of `ignore` is past its `until`' },
  'ignore/unused': { severity: 'warning', when: 'an entry of `ignore` hides nothing' },
  'lock/orphaned-env': {
    severity: 'warning',
    when: 'an env is in the lock and no longer in the manifest, and `prune` is off',
  },
  'lock/missing': { severity: 'warning', when: 'offline or `drift`, and there is no lock to rely on' },
  'collect/shard-missing': {
    severity: 'error',
    when: 'a shard has uploaded nothing, or nothing that can be used; the others are published',
  },
  'drift/user-pool': {
    severity: 'warning',
    drift: true,
    when: 'the user pool differs from the one in the lock',
  },
  'drift/client': { severity: 'warning', drift: true, when: 'an app client differs from the one in the lock' },
  'drift/identity-pool': {
    severity: 'warning',
    drift: true,
    when: 'the identity pool, or a role that it names, differs from the one in the lock',
  },
  'drift/role': {
    severity: 'warning',
    drift: true,
    when: 'the role of a user pool group or of a Lambda function differs from the one in the lock',
  },
  'drift/trust': { severity: 'warning', drift: true, when: 'a trust policy differs from the one in the lock' },
  'drift/policy': {
    severity: 'warning',
    drift: true,
    when: 'a policy managed by this action, or a variable that it set in a Lambda function, is missing, was changed by hand, is no longer wanted, or belongs to no env',
  },
  'drift/hosting': {
    severity: 'warning',
    drift: true,
    when: 'a variable of an Amplify Hosting branch is missing or names another resource',
  },
  'drift/file': { severity: 'warning', drift: true, when: 'a generated file was edited or is missing' },
  'publish/refused': { severity: 'error', when: 'GitHub refused to take a commit, pull request or artifact' },
  'lock/stale': {
    severity: 'warning',
    when: 'there is a lock that cannot be used, or (offline, drift) does not fit the manifest, or an env has moved to another account',
  },
  'apply/failed': {
    severity: 'error',
    stopsNoWrite: true,
    when: 'a write failed; what had been written for that env was put back',
  },
  'apply/left-behind': {
    severity: 'error',
    stopsNoWrite: true,
    when: 'a write could not be put back; the hint says how to fix it',
  },
} as const satisfies Record<string, RuleEntry>;

/** Whether an error of this rule stops the writes of its env. */
export function stopsWrites(rule: RuleId): boolean {
  const entry: RuleEntry = RULES[rule];
  return entry.stopsNoWrite !== true;
}

/** `area/what`, for example `trust/audience`. */
export type RuleId = keyof typeof RULES;

/** Whether a rule reports drift, and not that something is wrong. */
export function isDrift(rule: RuleId): boolean {
  const entry: RuleEntry = RULES[rule];
  return entry.drift === true;
}
