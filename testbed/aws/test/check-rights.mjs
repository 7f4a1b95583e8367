// @ts-check
/**
 * The canary of enforcing.py: whether each right ends as on AWS. Run it after every change of ministack's
 * version.
 */
import {
  DescribeIdentityPoolCommand,
  GetIdentityPoolRolesCommand,
  SetIdentityPoolRolesCommand,
} from '@aws-sdk/client-cognito-identity';
import { DescribeUserPoolCommand, GetUserPoolMfaConfigCommand } from '@aws-sdk/client-cognito-identity-provider';
import {
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { AssumeRoleWithWebIdentityCommand } from '@aws-sdk/client-sts';
import { awsClients } from '../aws-clients.mjs';
import { addUser, seedEnvironment, trustDocument } from '../seed.mjs';
import { outcome } from '../../checks.mjs';
import { actAs, grant, identityOf, logIn, PASSWORD, putObject, roleOf } from '../identity.mjs';

/** @typedef {import('../aws-clients.mjs').AwsClients} AwsClients */
/** @typedef {import('../../checks.mjs').Checks} Checks */
/** @typedef {import('../seed.mjs').Environment} Environment */

const SUB = '${cognito-identity.amazonaws.com:sub}';

/**
 * @param {Checks} checks
 * @param {AwsClients} root
 * @param {string} endpoint
 */
export async function checkRights(checks, root, endpoint) {
  await checkSignedInUser(checks, root, endpoint);
  await checkGuests(checks, root, endpoint);
  await checkGroupRoles(checks, root, endpoint);
  await checkDeployRole(checks, root, endpoint);
}

/** @param {Checks} checks @param {AwsClients} root @param {string} endpoint */
async function checkSignedInUser(checks, root, endpoint) {
  const environment = await seedEnvironment(root);
  const { bucket, authRoleName, identityPoolId } = environment;
  const objects = `arn:aws:s3:::${bucket}`;
  await addUser(root, environment.userPoolId, { username: 'ann@example.com', password: PASSWORD });
  const logins = await logIn(root, environment, 'ann@example.com');
  const identityId = await identityOf(root, identityPoolId, logins);
  const user = await actAs(root, endpoint, identityId, logins);
  const put = (/** @type {string} */ key) => outcome(() => putObject(user, bucket, key));
  const own = `private/${identityId}/x`;

  checks.equal('the session is the auth role', await roleOf(user), authRoleName);
  checks.equal('no policy: own private', await put(own), 'AccessDenied');

  const ownPrivate = { Effect: 'Allow', Action: 's3:PutObject', Resource: `${objects}/private/${SUB}/*` };
  await grant(root, authRoleName, ownPrivate);
  checks.equal('variable: own private', await put(own), 'allowed');
  checks.equal('variable: private of another', await put('private/eu-west-1:other/x'), 'AccessDenied');

  await root.iam.send(
    new PutRolePolicyCommand({
      RoleName: authRoleName,
      PolicyName: 'checked',
      PolicyDocument: JSON.stringify({ Version: '2008-10-17', Statement: ownPrivate }),
    }),
  );
  checks.equal('variable: none in a document of 2008', await put(own), 'AccessDenied');

  await grant(root, authRoleName, {
    Effect: 'Allow',
    Action: 's3:PutObject',
    Resource: [`${objects}/\${aws:username}/*`, `${objects}/public/*`],
  });
  checks.equal('an unknown variable spoils its own resource only', await put('public/x'), 'allowed');
  checks.equal('literal path: elsewhere', await put('protected/x'), 'AccessDenied');

  await grant(root, authRoleName, {
    Effect: 'Allow',
    Action: 's3:ListBucket',
    Resource: objects,
    Condition: { StringLike: { 's3:prefix': [`private/${SUB}/*`, 'public/'] } },
  });
  const list = (/** @type {string} */ prefix) =>
    outcome(() => user.s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix })));
  checks.equal('condition with a variable: own prefix', await list(`private/${identityId}/`), 'allowed');
  checks.equal('condition with a variable: prefix of another', await list('private/eu-west-1:other/'), 'AccessDenied');

  const onAudience = (/** @type {string} */ audience) => ({
    Effect: 'Allow',
    Action: 's3:PutObject',
    Resource: `${objects}/c/*`,
    Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': audience } },
  });
  await grant(root, authRoleName, onAudience(identityPoolId));
  checks.equal('condition on the identity pool: ours', await put('c/x'), 'allowed');
  await grant(root, authRoleName, onAudience('eu-west-1:another'));
  checks.equal('condition on the identity pool: another', await put('c/x'), 'AccessDenied');

  const withTrust = async (/** @type {object} */ document) => {
    await root.iam.send(
      new UpdateAssumeRolePolicyCommand({ RoleName: authRoleName, PolicyDocument: JSON.stringify(document) }),
    );
    return outcome(() => actAs(root, endpoint, identityId, logins));
  };
  const badTrust = 'InvalidIdentityPoolConfigurationException';
  checks.equal('trust: another pool', await withTrust(trustDocument('eu-west-1:another', 'authenticated')), badTrust);
  checks.equal('trust: guests only', await withTrust(trustDocument(identityPoolId, 'unauthenticated')), badTrust);
  checks.equal('trust: right again', await withTrust(trustDocument(identityPoolId, 'authenticated')), 'allowed');
}

/** @param {Checks} checks @param {AwsClients} root @param {string} endpoint */
async function checkGuests(checks, root, endpoint) {
  const open = await seedEnvironment(root, {
    inlinePolicies: {
      guest: {
        wide: ({ bucket, userPoolArn }) => ({
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: ['s3:PutObject', 'iam:GetRole'], Resource: '*' },
            { Effect: 'Deny', Action: 's3:PutObject', NotResource: `arn:aws:s3:::${bucket}/public/*` },
            { Effect: 'Allow', Action: 'cognito-idp:DescribeUserPool', Resource: userPoolArn },
          ],
        }),
      },
    },
  });
  const guest = await actAs(root, endpoint, await identityOf(root, open.identityPoolId));
  checks.equal('the session is the guest role', await roleOf(guest), open.guestRoleName);
  checks.equal('guest: public', await outcome(() => putObject(guest, open.bucket, 'public/x')), 'allowed');
  checks.equal('guest: denied elsewhere', await outcome(() => putObject(guest, open.bucket, 'x')), 'AccessDenied');
  checks.equal(
    'guest: what the ceiling of the enhanced flow lacks',
    await outcome(() => guest.iam.send(new GetRoleCommand({ RoleName: open.guestRoleName }))),
    'AccessDenied',
  );
  checks.equal(
    'guest: what the ceiling has',
    await outcome(() => guest.userPools.send(new DescribeUserPoolCommand({ UserPoolId: open.userPoolId }))),
    'allowed',
  );
  const closed = await seedEnvironment(root, { guest: false });
  checks.equal(
    'guest: pool without guests',
    await outcome(() => identityOf(root, closed.identityPoolId)),
    'NotAuthorizedException',
  );
}

/** @param {Checks} checks @param {AwsClients} root @param {string} endpoint */
async function checkGroupRoles(checks, root, endpoint) {
  const roleFor = async (/** @type {Environment} */ environment, /** @type {string[]} */ groups) => {
    const username = `${groups.join('-') || 'nobody'}@example.com`;
    await addUser(root, environment.userPoolId, { username, password: PASSWORD, groups });
    const logins = await logIn(root, environment, username);
    return roleOf(await actAs(root, endpoint, await identityOf(root, environment.identityPoolId, logins), logins));
  };

  const byToken = await seedEnvironment(root, {
    roleMappings: 'token',
    groups: {
      admins: {},
      editors: {},
      'tie-a': { Precedence: 9 },
      'tie-b': { Precedence: 9 },
      plain: { role: false },
    },
  });
  const { groups } = byToken;
  checks.equal('by token: the group role', await roleFor(byToken, ['editors']), groups['editors']?.roleName);
  checks.equal('by token: precedence', await roleFor(byToken, ['editors', 'admins']), groups['admins']?.roleName);
  checks.equal('by token: no group', await roleFor(byToken, []), byToken.authRoleName);
  checks.equal('by token: group without role', await roleFor(byToken, ['plain']), byToken.authRoleName);
  checks.equal('by token: a tie is ambiguous', await roleFor(byToken, ['tie-a', 'tie-b']), byToken.authRoleName);

  const unmapped = await seedEnvironment(root, { groups: ['admins'] });
  checks.equal('no mapping: groups do not matter', await roleFor(unmapped, ['admins']), unmapped.authRoleName);

  const byRules = await seedEnvironment(root, {
    groups: { admins: {}, plain: { role: false } },
    roleMappings: ({ providerName, webClientId, groups: made }) => ({
      [`${providerName}:${webClientId}`]: {
        Type: 'Rules',
        AmbiguousRoleResolution: 'Deny',
        RulesConfiguration: {
          Rules: [
            {
              Claim: 'email',
              MatchType: 'StartsWith',
              Value: 'admins@',
              RoleARN: made['admins']?.roleArn ?? '',
            },
          ],
        },
      },
    }),
  });
  checks.equal('by rules: a rule matches', await roleFor(byRules, ['admins']), byRules.groups['admins']?.roleName);
  checks.equal(
    'by rules: none does, denied',
    await outcome(() => roleFor(byRules, ['plain'])),
    'NotAuthorizedException',
  );
}

/**
 * A role with least rights, assumed with a token of GitHub Actions.
 *
 * @param {Checks} checks
 * @param {AwsClients} root
 * @param {string} endpoint
 */
async function checkDeployRole(checks, root, endpoint) {
  const environment = await seedEnvironment(root);
  const { account } = root;
  const issuer = 'token.actions.githubusercontent.com';
  await root.iam.send(
    new CreateOpenIDConnectProviderCommand({
      Url: `https://${issuer}`,
      ClientIDList: ['sts.amazonaws.com'],
      ThumbprintList: ['0'.repeat(40)],
    }),
  );
  const roleName = `deploy-${environment.name}`;
  await root.iam.send(
    new CreateRoleCommand({
      RoleName: roleName,
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' },
            StringLike: { [`${issuer}:sub`]: 'repo:o/r:*' },
          },
        },
      }),
    }),
  );
  const roles = `arn:aws:iam::${account}:role/amplify-*`;
  await root.iam.send(
    new PutRolePolicyCommand({
      RoleName: roleName,
      PolicyName: 'least',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['cognito-idp:Describe*', 'cognito-identity:DescribeIdentityPool'],
            Resource: '*',
          },
          { Effect: 'Allow', Action: ['iam:GetRole', 'iam:GetRolePolicy'], Resource: roles },
        ],
      }),
    }),
  );
  const assume = (/** @type {string} */ subject) =>
    root.sts.send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: `arn:aws:iam::${account}:role/${roleName}`,
        RoleSessionName: 'deploy',
        WebIdentityToken: unsignedToken({ iss: `https://${issuer}`, aud: 'sts.amazonaws.com', sub: subject }),
      }),
    );
  checks.equal('deploy role: another repository', await outcome(() => assume('repo:evil/x:ref')), 'AccessDenied');
  const { Credentials } = await assume('repo:o/r:ref:refs/heads/main');
  const credentials = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  const deploy = awsClients({ endpoint, credentials });
  const userPool = { UserPoolId: environment.userPoolId };
  const identityPool = { IdentityPoolId: environment.identityPoolId };

  /** @type {[string, () => Promise<unknown>, string][]} */
  const attempts = [
    ['DescribeUserPool', () => deploy.userPools.send(new DescribeUserPoolCommand(userPool)), 'allowed'],
    [
      'GetUserPoolMfaConfig',
      () => deploy.userPools.send(new GetUserPoolMfaConfigCommand(userPool)),
      'AccessDeniedException',
    ],
    ['DescribeIdentityPool', () => deploy.identityPools.send(new DescribeIdentityPoolCommand(identityPool)), 'allowed'],
    [
      'GetIdentityPoolRoles',
      () => deploy.identityPools.send(new GetIdentityPoolRolesCommand(identityPool)),
      'AccessDeniedException',
    ],
    [
      'SetIdentityPoolRoles',
      () => deploy.identityPools.send(new SetIdentityPoolRolesCommand({ ...identityPool, Roles: {} })),
      'AccessDeniedException',
    ],
    [
      'GetRole of an Amplify role',
      () => deploy.iam.send(new GetRoleCommand({ RoleName: environment.authRoleName })),
      'allowed',
    ],
    ['GetRole of another role', () => deploy.iam.send(new GetRoleCommand({ RoleName: roleName })), 'AccessDenied'],
    [
      'PutRolePolicy',
      () => grant(deploy, environment.authRoleName, { Effect: 'Allow', Action: '*', Resource: '*' }),
      'AccessDenied',
    ],
    [
      'wrong secret key',
      () =>
        awsClients({ endpoint, credentials: { ...credentials, secretAccessKey: 'wrong' } }).userPools.send(
          new DescribeUserPoolCommand(userPool),
        ),
      'InvalidSignatureException',
    ],
    [
      'unknown access key',
      () =>
        awsClients({
          endpoint,
          credentials: { accessKeyId: 'AKIAXXXXXXXXXXXXXXXX', secretAccessKey: 'x' },
        }).userPools.send(new DescribeUserPoolCommand(userPool)),
      'UnrecognizedClientException',
    ],
  ];
  for (const [name, attempt, expected] of attempts) {
    checks.equal(`deploy role: ${name}`, await outcome(attempt), expected);
  }
}

/** @param {object} claims */
function unsignedToken(claims) {
  const encode = (/** @type {object} */ part) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode({ alg: 'none' })}.${encode({ exp: 9_999_999_999, ...claims })}.x`;
}
