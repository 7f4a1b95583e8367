// @ts-check
import { DescribeUserPoolCommand, ListUserPoolClientsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetRoleCommand, GetRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { awsClients } from '../aws-clients.mjs';
import { peakConcurrency, startProxy, waves } from '../proxy.mjs';
import { addUser, seedEnvironment } from '../seed.mjs';
import { outcome } from '../../checks.mjs';
import { actAs, grant, identityOf, logIn, PASSWORD, putObject } from '../identity.mjs';

/** @typedef {import('../aws-clients.mjs').AwsClients} AwsClients */
/** @typedef {import('../proxy.mjs').Proxy} Proxy */
/** @typedef {import('../seed.mjs').Environment} Environment */
/** @typedef {import('../../checks.mjs').Checks} Checks */

/** @param {Checks} checks @param {AwsClients} root @param {string} endpoint */
export async function checkProxy(checks, root, endpoint) {
  const environment = await seedEnvironment(root);
  const proxy = await startProxy({ upstream: endpoint });
  const clients = awsClients({ endpoint: proxy.url });
  // Three attempts may all meet an empty bucket, by the SDK's random waits; what is checked is that it tries again.
  const patient = awsClients({ endpoint: proxy.url, maxAttempts: 20 });
  try {
    await checkPassThrough(checks, root, proxy, environment);
    await checkTiming(checks, patient, proxy, environment);
    await checkFaults(checks, clients, root, proxy, environment);
  } finally {
    clients.destroy();
    patient.destroy();
    await proxy.close();
  }
  checkStatistics(checks);
}

/**
 * Signatures are verified for session credentials only, so this is done with those.
 *
 * @param {Checks} checks
 * @param {AwsClients} root
 * @param {Proxy} proxy
 * @param {Environment} environment
 */
async function checkPassThrough(checks, root, proxy, environment) {
  const { bucket, authRoleName } = environment;
  await addUser(root, environment.userPoolId, { username: 'proxy@example.com', password: PASSWORD });
  await grant(root, authRoleName, {
    Effect: 'Allow',
    Action: ['s3:*', 'iam:GetRole', 'cognito-idp:*'],
    Resource: '*',
  });
  const logins = await logIn(root, environment, 'proxy@example.com');
  const user = await actAs(root, proxy.url, await identityOf(root, environment.identityPoolId, logins), logins);
  const key = 'a b/ü+%/x';
  const binary = Buffer.from([0, 255, 10, 13, 128, 0]);
  checks.equal(
    'proxy: a signed upload',
    await outcome(() => user.s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: binary }))),
    'allowed',
  );
  const read = await user.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  checks.equal('proxy: byte for byte', Buffer.from((await read.Body?.transformToByteArray()) ?? []), binary);
  checks.equal(
    'proxy: a signed query call',
    await outcome(() => user.iam.send(new GetRoleCommand({ RoleName: authRoleName }))),
    'allowed',
  );
  checks.equal(
    'proxy: a signed JSON call',
    await outcome(() => user.userPools.send(new DescribeUserPoolCommand({ UserPoolId: environment.userPoolId }))),
    'allowed',
  );
  checks.equal('proxy: a refusal passes', await outcome(() => putObject(user, 'no-such-bucket', 'x')), 'NoSuchBucket');
  checks.equal(
    'proxy: what it saw',
    proxy.calls.map(({ service, operation, region, status }) => [service, operation.split(' ')[0], region, status]),
    [
      ['s3', 'PUT', 'eu-west-1', 200],
      ['s3', 'GET', 'eu-west-1', 200],
      ['iam', 'GetRole', 'eu-west-1', 200],
      ['cognito-idp', 'DescribeUserPool', 'eu-west-1', 200],
      ['s3', 'PUT', 'eu-west-1', 404],
    ],
  );
  user.destroy();
}

/**
 * @param {Checks} checks
 * @param {AwsClients} clients
 * @param {Proxy} proxy
 * @param {Environment} environment
 */
async function checkTiming(checks, { userPools }, proxy, { userPoolId }) {
  const describe = () => userPools.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }));
  proxy.reset();
  proxy.rules.push({ match: /^cognito-idp:/, latency: 300, quiet: 300 });
  const started = performance.now();
  await Promise.all([describe(), describe(), describe()]);
  await describe();
  const took = performance.now() - started;
  // Only from below: how much longer a busy machine takes says nothing about the proxy.
  checks.holds('proxy: latency', took >= 600, took);
  checks.equal('proxy: waves', waves(proxy.calls), 2);
  checks.equal('proxy: concurrency', peakConcurrency(proxy.calls), 3);

  proxy.reset();
  // All six come at once, however slowly they were sent.
  proxy.rules.push({ quiet: 300 }, { match: /:Describe/, fault: { kind: 'throttle', rate: 5, burst: 3 } });
  await Promise.all(Array.from({ length: 6 }, describe));
  const throttled = proxy.calls.filter((call) => call.fault === 'throttle').length;
  checks.holds('proxy: a token bucket throttles, and the SDK tries again', throttled >= 3, throttled);
  checks.equal('proxy: what passed', proxy.calls.filter((call) => call.status === 200).length, 6);
}

/**
 * @param {Checks} checks
 * @param {AwsClients} clients
 * @param {AwsClients} root
 * @param {Proxy} proxy
 * @param {Environment} environment
 */
async function checkFaults(checks, clients, root, proxy, { userPoolId, authRoleName }) {
  const describe = () => clients.userPools.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }));
  const getRole = () => clients.iam.send(new GetRoleCommand({ RoleName: authRoleName }));
  /**
   * @param {import('../proxy.mjs').Rule} rule
   * @param {() => Promise<unknown>} call
   */
  const under = async (rule, call) => {
    proxy.reset();
    proxy.rules.push(rule);
    const name = await outcome(call);
    return [name, proxy.calls.length];
  };

  checks.equal('proxy: JSON throttling', await under({ times: 1, fault: { kind: 'throttle' } }, describe), [
    'allowed',
    2,
  ]);
  checks.equal('proxy: query throttling', await under({ times: 1, fault: { kind: 'throttle' } }, getRole), [
    'allowed',
    2,
  ]);
  checks.equal('proxy: throttled for good', await under({ fault: { kind: 'throttle' } }, describe), [
    'TooManyRequestsException',
    3,
  ]);
  const denial = /** @type {const} */ ({ kind: 'error', code: 'AccessDenied', status: 403 });
  checks.equal('proxy: an error of IAM', await under({ fault: denial }, getRole), ['AccessDenied', 1]);
  const notFound = /** @type {const} */ ({ kind: 'error', code: 'ResourceNotFoundException' });
  checks.equal('proxy: an error of Cognito', await under({ fault: notFound }, describe), [
    'ResourceNotFoundException',
    1,
  ]);
  checks.equal('proxy: a bare 503', await under({ times: 2, fault: { kind: 'status', status: 503 } }, describe), [
    'allowed',
    3,
  ]);
  checks.equal('proxy: reset', await under({ times: 1, fault: { kind: 'reset' } }, describe), ['allowed', 2]);
  checks.equal('proxy: truncated', await under({ times: 1, fault: { kind: 'truncate' } }, describe), ['allowed', 2]);
  checks.equal('proxy: skip', await under({ skip: 1, fault: notFound }, describe), ['allowed', 1]);
  checks.equal('proxy: body', await under({ body: /no such text/, fault: notFound }, describe), ['allowed', 1]);

  const put = () =>
    clients.iam.send(
      new PutRolePolicyCommand({
        RoleName: authRoleName,
        PolicyName: 'lost',
        PolicyDocument: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}',
      }),
    );
  checks.equal(
    'proxy: the answer is lost every time',
    (await under({ match: /PutRolePolicy/, fault: { kind: 'lose-response' } }, put))[1],
    3,
  );
  checks.equal(
    'proxy: and yet it was done',
    await outcome(() => root.iam.send(new GetRolePolicyCommand({ RoleName: authRoleName, PolicyName: 'lost' }))),
    'allowed',
  );

  proxy.reset();
  proxy.rules.push({ match: /ListUserPoolClients/, fault: { kind: 'hang' } });
  const abort = AbortSignal.timeout(100);
  const hanging = clients.userPools.send(new ListUserPoolClientsCommand({ UserPoolId: userPoolId }), {
    abortSignal: abort,
  });
  checks.equal('proxy: hang', await outcome(() => hanging), 'AbortError');
}

/** @param {Checks} checks */
function checkStatistics(checks) {
  const span = (/** @type {number} */ start, /** @type {number} */ end) => ({ start, end });
  checks.equal('waves: none', waves([]), 0);
  checks.equal('waves: at once', waves([span(0, 5), span(1, 6), span(4, 9)]), 1);
  checks.equal('waves: in a row', waves([span(6, 7), span(0, 2), span(2, 5)]), 3);
  checks.equal('waves: a slow one beside a chain', waves([span(0, 100), span(0, 10), span(10, 20), span(101, 110)]), 3);
  checks.equal('waves: an unanswered one', waves([span(0, Infinity), span(5, 6)]), 1);
}
