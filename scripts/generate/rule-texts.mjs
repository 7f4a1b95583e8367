// @ts-check
// What people read about each rule: why it matters and how to fix it. When it speaks, and how bad it is, are in src/domain/rule.ts.

/** @type {Readonly<Record<string, readonly [why: string, fix: string]>>} */
export const RULE_TEXTS = {
  'input/invalid': [
    'An input that is misunderstood would make the run do something else than you asked for, so nothing is done.',
    'The message lists the allowed values. Inputs and their defaults are in the README.',
  ],
  'manifest/not-found': [
    'Without a manifest there is nothing to check or write. A typo in the path must not look like success.',
    'Name the file in the input `manifest`; paths count from `working-directory`. `discover` writes a first manifest.',
  ],
  'manifest/syntax': ['YAML that does not parse could mean anything.', 'Fix the line that the finding points to.'],
  'manifest/duplicate-key': [
    'YAML readers differ in which of two equal keys they take.',
    'Remove one of the two; the message names the line of the first.',
  ],
  'manifest/limits': [
    'Limits keep a manifest from using up the time and memory of the runner.',
    'Split the fleet into several manifests, each with its own `project`. See [limits](../../manifest-limits.md).',
  ],
  'manifest/schema': [
    'A value of the wrong type would be ignored or misread.',
    'The hint says what is expected. Editors check it as you type with the JSON Schema in `schema/`.',
  ],
  'manifest/unknown-key': [
    'A key with a typo would silently do nothing.',
    'Write the key that the hint suggests, or remove it.',
  ],
  'manifest/extends': [
    'An env that inherits from itself, or from one that does not exist, has no values.',
    'Name an env of this manifest, and break the circle.',
  ],
  'manifest/id-format': [
    'AWS would refuse an id of another form, or worse, find something else by it.',
    'Copy the id from the AWS console; the hint shows what it looks like and where to find it.',
  ],
  'manifest/region-mismatch': [
    'Generated files hold one region for the user pool and the identity pool.',
    'Name an identity pool in the region of the user pool, and leave `region` out: it follows the pool.',
  ],
  'manifest/output-path': [
    'A file must not leave the workspace, replace a file that governs the repository, or be written twice.',
    'Choose another path, with `{env}` where several envs write. For a file that is already there, use `adopt: true`.',
  ],
  'account/mismatch': [
    'Credentials of another account would check, or change, the wrong resources.',
    'Use the credentials of the account that the manifest, its ARNs or the lock name, or correct `accountId`.',
  ],
  'account/credentials': [
    'A run that cannot ask AWS has not checked anything.',
    'The message names the step that failed: log in again, give the job `id-token: write`, or let the role be assumed.',
  ],
  'user-pool/not-found': [
    'Everything else of the env rests on the user pool.',
    'Correct the id, the region or the credentials; the hint lists the nearest ids.',
  ],
  'client/not-found': [
    'Apps sign in through the app client; an unknown one fails for everybody.',
    'Write the id of a client of this user pool; the hint lists the nearest.',
  ],
  'client/web-has-secret': [
    'A browser cannot keep a secret, and sign-in without the secret fails.',
    'Create an app client without a secret and name it in `webClientId`.',
  ],
  'client/none-fits': [
    'A web client has no secret and, with an identity pool, is listed there.',
    'Create such a client or add one to the identity pool, and name it in `webClientId`.',
  ],
  'client/ambiguous': [
    'Which client your app uses is a decision that nobody can make for you.',
    'Name one of the listed clients in `webClientId`.',
  ],
  'client/auth-flow': [
    'The Amplify libraries begin a sign-in with a flow that the client must allow, and refresh tokens later.',
    'Allow `ALLOW_USER_SRP_AUTH` and `ALLOW_REFRESH_TOKEN_AUTH`, or choose another `authFlow` for the output.',
  ],
  'client/oauth-mismatch': [
    'Web and mobile apps of one env would sign in differently, and the Amplify CLI refuses such a pair.',
    'Give both clients the same flows, scopes, providers and URLs; the table shows what differs.',
  ],
  'client/oauth-incomplete': [
    'Sign-in by redirect fails when a URL, a scope, a flow or the domain is missing.',
    'Add what the message names to the client or the user pool.',
  ],
  'client/callback-urls': [
    'Over plain http anybody on the way can read the tokens.',
    'Use https. `http://localhost` and app schemes are fine.',
  ],
  'client/hosting-url': [
    'On the hosted branch a sign-in by redirect ends in `redirect_mismatch`.',
    'Add the address to the callback and sign-out URLs of the client, unless the branch only has a custom domain.',
  ],
  'identity-pool/not-found': [
    'Without the identity pool nobody gets AWS credentials.',
    'Correct the id or the region; the hint lists the nearest ids.',
  ],
  'identity-pool/provider-missing': [
    'The identity pool refuses tokens of app clients that it does not list.',
    'Add the user pool with this client as an identity provider of the identity pool.',
  ],
  'identity-pool/guest-off': [
    'Guests would get no credentials, although the manifest gives them rights.',
    'Allow unauthenticated identities in the identity pool, or remove the rights of guests.',
  ],
  'identity-pool/classic-flow': [
    'The classic flow lets guests assume roles without the limits of the enhanced flow.',
    'Turn the basic (classic) flow off unless an old client needs it.',
  ],
  'identity-pool/role-mapping': [
    'Rights are put on the authenticated role; users who are sent elsewhere do not get them.',
    'Choose the role by token with the authenticated role for ambiguous users, or grant the other roles what they need.',
  ],
  'role/auth-missing': [
    'Signed-in users would get no AWS credentials.',
    'Give the identity pool an authenticated role.',
  ],
  'role/guest-missing': [
    'Guests would get no AWS credentials, although guest access is wanted.',
    'Give the identity pool an unauthenticated role, or write `guest: false`.',
  ],
  'role/not-found': ['Nobody can assume a role that does not exist.', 'Create the role, or name another one.'],
  'role/group-rights': [
    'Members of a group with a role get that role in place of the authenticated one, and lose what it grants.',
    'Give the group the same rights under `groups` of the category, or take the role off the group.',
  ],
  'role/pin-mismatch': [
    'Cognito decides which role users get; a pin that says otherwise is a mistake on one of the two sides.',
    'Write the role that the message names, or change the identity pool or the group.',
  ],
  'role/shared': ['Guests would have every right of signed-in users.', 'Give the identity pool two roles.'],
  'role/other-account': [
    'Policies of a role can only be written in its own account.',
    'Use a role of the account of the identity pool.',
  ],
  'trust/missing': [
    'The identity service cannot assume the role, so users get no credentials.',
    'Add the statement in the hint to the trust policy.',
  ],
  'trust/audience': [
    'A role that does not name the identity pool can be assumed through any identity pool, also of other accounts.',
    'Add the condition on `cognito-identity.amazonaws.com:aud` from the hint.',
  ],
  'trust/audience-wide': [
    'Users of other identity pools could assume the role.',
    'Name exactly this identity pool, with `StringEquals`.',
  ],
  'trust/amr': [
    'Without a condition on `amr`, guests can assume the role of signed-in users.',
    'Add the condition on `cognito-identity.amazonaws.com:amr` from the hint.',
  ],
  'trust/other-principal': [
    'Whatever this action grants to the role, the other principals get as well.',
    'Remove the statement, or use a role that is only for the users of the app.',
  ],
  'policy/missing': [
    'Somebody else manages the policies of the role, and users lack a right that the manifest wants.',
    'Add the statements from the hint where the role is managed; the output `role-policies` writes them as files.',
  ],
  'policy/no-identity-pool': [
    'Rights are held by the roles of an identity pool.',
    'Name the identity pool in `identityPoolId`, or remove the rights.',
  ],
  'policy/quota': [
    'IAM refuses inline policies of a role beyond 10,240 characters.',
    'Use `profile: strict`, grant less, or move foreign inline policies to managed ones.',
  ],
  'policy/privileged': [
    'Users of an app, even guests, could administer the account or give themselves more rights.',
    'Remove the statement, or name the single actions and the resources.',
  ],
  'policy/guest-ceiling': [
    'Cognito limits what guests may do in the enhanced flow, whatever the role says.',
    'Give the right to signed-in users only.',
  ],
  'policy/less-than-guest': [
    'An app that works for a guest would fail for the same person once signed in.',
    'Give `auth` at least the rights of `guest`.',
  ],
  'policy/guest-write': [
    'Anybody who opens the app may write, without signing in.',
    'Remove the right from `guest`, or accept it for a time.',
  ],
  'category/retired': [
    'Calls to a service that was shut down fail, whatever the role allows.',
    'Move to the successor that the hint names, and remove the category.',
  ],
  'policy/name-collision': [
    'CloudFormation refuses the second policy of one name on one role, so `amplify push` fails for that env.',
    'Write the override from the hint and push each env.',
  ],
  'policy/denied': [
    'An explicit Deny or a boundary wins over every Allow, so users will not have the right.',
    'Change the Deny or the boundary that the message names, or remove the right from the manifest.',
  ],
  'lambda/not-found': [
    'Access can only be given to a function that exists.',
    'Deploy the function first, or correct its name, account or region.',
  ],
  'gen1/env-unknown': [
    'The Amplify CLI has no such env, so its state could not be used.',
    'Run `amplify env add`, or commit `team-provider-info.json`.',
  ],
  'gen1/auth-exists': [
    'An Amplify backend has one auth; a resource that names another one breaks at the next push.',
    'Set `resourceName` to the name that the project uses, or unlink the other auth.',
  ],
  'gen1/region': [
    'An Amplify env lives in one region.',
    'Use pools in the region of the Amplify env, or leave the `amplify-cli` output out.',
  ],
  'gen1/selections': [
    'The Amplify CLI imports either user pools or user pools with identity pools, for all envs alike.',
    'Give all envs an identity pool, or none.',
  ],
  'gen1/guest-role-required': [
    'The Amplify CLI imports no identity pool without both roles.',
    'Give the identity pool an unauthenticated role; guest access can stay off.',
  ],
  'gen1/oauth-mismatch': [
    'The Amplify CLI refuses clients whose OAuth settings differ.',
    'Give both clients the same settings; the table shows what differs.',
  ],
  'gen2/alias-attributes': [
    '`referenceAuth` refuses such a user pool when it is deployed.',
    'Leave the `reference-auth` output out for this pool; alias attributes cannot be removed from a pool.',
  ],
  'gen2/guest-role-required': [
    '`referenceAuth` wants an identity pool with both roles.',
    'Give the identity pool an unauthenticated role; guest access can stay off.',
  ],
  'gen2/domain': [
    '`referenceAuth` refuses a pool with external providers and no domain.',
    'Give the user pool a domain.',
  ],
  'gen2/urls': [
    '`referenceAuth` refuses such a client when it is deployed.',
    'Add callback and sign-out URLs to the web client.',
  ],
  'output/unsupported-value': [
    'The file is right, and apps that read it do not get this setting.',
    'Use a format that can hold it (`amplify-outputs`), or accept the finding.',
  ],
  'plan/changed': [
    'What would be applied is not what was reviewed.',
    'Run `plan` again and review it; the message says what differs.',
  ],
  'ignore/expired': ['What was accepted for a time is reported again.', 'Fix the cause, or renew `until`.'],
  'ignore/unused': ['What the entry was for is fixed, or was never reported.', 'Remove the entry.'],
  'lock/orphaned-env': [
    'The env left the manifest, and its policies and files stay.',
    'Run `apply` with `prune: true` to remove them, or put the env back.',
  ],
  'lock/missing': [
    'Without a lock nobody can say what has changed since the last apply.',
    'Run `apply` and commit the lock.',
  ],
  'collect/shard-missing': [
    'The envs of that shard are not published.',
    'Run the failed shard again; the others are complete.',
  ],
  'drift/user-pool': [
    'Apps and generated files rely on settings that somebody has changed.',
    'Run `apply` to take the change over, or restore the setting.',
  ],
  'drift/client': [
    'Apps and generated files rely on settings that somebody has changed.',
    'Run `apply` to take the change over, or restore the setting.',
  ],
  'drift/identity-pool': [
    'Users may get other roles than those that hold the policies.',
    'Run `apply` to write the policies for what is there now, or restore the identity pool.',
  ],
  'drift/role': [
    'Policies lie on a role that is no longer used.',
    'Run `apply` to write them to the new role, or restore the old one.',
  ],
  'drift/trust': [
    'Who may assume the role has changed.',
    'Check the difference; restore the trust policy, or run `apply` to accept the new one.',
  ],
  'drift/policy': [
    'Users have other rights than the manifest says.',
    'Run `apply` to write what the manifest says, or change the manifest.',
  ],
  'drift/hosting': [
    'Builds on Amplify Hosting take ids from variables; a wrong one signs users in elsewhere.',
    'Set the variable in the Amplify console, or with `aws amplify update-branch`.',
  ],
  'drift/file': [
    'Apps read a file that is not the one that was generated.',
    'Run `apply` to write it again, or restore it.',
  ],
  'publish/refused': [
    'What was made is not on GitHub. A rescue artifact holds it where that was possible.',
    'The message names the permission or setting; change it and run again.',
  ],
  'lock/stale': ['The lock no longer says what was applied.', 'Run `apply` and commit the lock.'],
  'apply/failed': [
    'AWS refused or did not answer a write. What had been written for the env was put back.',
    'Fix what the message names, and run `apply` again.',
  ],
  'apply/left-behind': [
    'A write could not be put back, so AWS holds a part of the change.',
    'Run the command in the hint, or run `apply` again.',
  ],
};
