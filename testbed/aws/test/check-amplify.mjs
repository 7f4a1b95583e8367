// @ts-check
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addUser, seedEnvironment } from '../seed.mjs';
import { signIn } from '../sign-in.mjs';
import { PASSWORD } from '../identity.mjs';

/** @typedef {import('../aws-clients.mjs').AwsClients} AwsClients */
/** @typedef {import('../seed.mjs').Environment} Environment */
/** @typedef {import('../../checks.mjs').Checks} Checks */

const SUB = '${cognito-identity.amazonaws.com:sub}';

/**
 * @param {Checks} checks
 * @param {AwsClients} root
 * @param {string} endpoint
 * @param {string} folder for the configuration files
 */
export async function checkAmplify(checks, root, endpoint, folder) {
  const environment = await seedEnvironment(root, {
    groups: { admins: { role: false } },
    inlinePolicies: { auth: { storage: signedInRights }, guest: { storage: guestRights } },
  });
  const { bucket, region } = environment;
  const user = { username: 'ann@example.com', password: PASSWORD };
  await addUser(root, environment.userPoolId, { ...user, groups: ['admins'] });
  await addUser(root, environment.userPoolId, { username: 'bob@example.com', password: PASSWORD });
  const files = writeConfigurations(environment, folder);
  const outputs = /** @type {const} */ ({ configFile: files.outputs, kind: 'amplify-outputs' });
  const exports = /** @type {const} */ ({ configFile: files.exports, kind: 'aws-exports' });
  const common = { endpoint, bucket, region };

  const ann = await signIn({ ...outputs, ...common, ...user });
  // The others after her, since the guest reads what she wrote, and at once: each is a Node that loads
  // Amplify.
  const [bob, guest, stranger] = await Promise.all([
    signIn({ ...exports, ...common, username: 'bob@example.com', password: PASSWORD }),
    signIn({ ...outputs, ...common, guest: true }),
    signIn({ ...outputs, ...common, ...user, password: 'Wrong0Password' }),
  ]);

  checks.equal('amplify: signed in by amplify_outputs.json', [ann.signedIn, ann.error], [true, '']);
  checks.equal('amplify: the role', ann.roleName, environment.authRoleName);
  checks.equal('amplify: the groups', ann.groups, ['admins']);
  checks.equal('amplify: rights of a user', ann.results, {
    ownPrivatePut: 'allowed',
    ownPrivateGet: 'allowed',
    ownPrivateList: 'allowed',
    otherPrivatePut: 'denied: AccessDenied',
    otherPrivateGet: 'denied: AccessDenied',
    otherPrivateList: 'denied: AccessDenied',
    ownProtectedPut: 'denied: AccessDenied',
    otherProtectedPut: 'denied: AccessDenied',
    publicPut: 'allowed',
    publicGet: 'allowed',
    publicList: 'denied: AccessDenied',
    elsewherePut: 'denied: AccessDenied',
    wholeBucketList: 'denied: AccessDenied',
    publicDelete: 'denied: AccessDenied',
  });
  checks.equal('amplify: what it read', ann.parsed, {
    Auth: {
      Cognito: {
        userPoolId: environment.userPoolId,
        userPoolClientId: environment.webClientId,
        identityPoolId: environment.identityPoolId,
        allowGuestAccess: true,
      },
    },
  });
  checks.equal('amplify: signed in by aws-exports.js', [bob.signedIn, bob.error], [true, '']);
  checks.holds('amplify: another user, another identity', bob.identityId !== ann.identityId);
  checks.equal('amplify: a guest', [guest.signedIn, guest.roleName], [false, environment.guestRoleName]);
  checks.equal(
    'amplify: rights of a guest',
    [guest.results['publicGet'], guest.results['publicPut']],
    ['allowed', 'denied: AccessDenied'],
  );
  checks.holds('amplify: a wrong password', stranger.error.startsWith('NotAuthorizedException'), stranger.error);

  const other = await signIn({
    ...outputs,
    ...common,
    ...user,
    otherIdentityId: bob.identityId,
    attempts: { foreign: { action: 'get', key: 'private/{otherIdentityId}/x' } },
  });
  checks.equal('amplify: the private object of a real other', other.results, {
    foreign: 'denied: AccessDenied',
  });
  checks.equal('amplify: the same user keeps the identity', other.identityId, ann.identityId);
}

/** @param {Environment} environment */
function signedInRights({ bucket }) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject'],
        Resource: [`arn:aws:s3:::${bucket}/public/*`, `arn:aws:s3:::${bucket}/private/${SUB}/*`],
      },
      {
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: `arn:aws:s3:::${bucket}`,
        Condition: { StringLike: { 's3:prefix': [`private/${SUB}/`, `private/${SUB}/*`] } },
      },
    ],
  };
}

/** @param {Environment} environment */
function guestRights({ bucket }) {
  return {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/public/*` },
  };
}

/**
 * Written by hand here: the test bed must not depend on what it is to test.
 *
 * @param {Environment} environment
 * @param {string} folder
 */
function writeConfigurations({ region, userPoolId, webClientId, identityPoolId }, folder) {
  const outputs = join(folder, 'amplify_outputs.json');
  writeFileSync(
    outputs,
    JSON.stringify({
      version: '1.4',
      auth: {
        aws_region: region,
        user_pool_id: userPoolId,
        user_pool_client_id: webClientId,
        identity_pool_id: identityPoolId,
        unauthenticated_identities_enabled: true,
      },
    }),
  );
  const exports = join(folder, 'aws-exports.js');
  const legacy = {
    aws_project_region: region,
    aws_cognito_identity_pool_id: identityPoolId,
    aws_cognito_region: region,
    aws_user_pools_id: userPoolId,
    aws_user_pools_web_client_id: webClientId,
  };
  writeFileSync(exports, `const awsmobile = ${JSON.stringify(legacy)};\n\nexport default awsmobile;\n`);
  return { outputs, exports };
}
