// @ts-check
/**
 * A real Amplify client (aws-amplify, SRP sign-in) that takes a generated configuration file and tries what
 * its credentials may do in S3. Passwords, tokens and keys never leave this module.
 */
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { Amplify } from 'aws-amplify';
import { fetchAuthSession, signIn } from 'aws-amplify/auth';
import { parseAmplifyConfig } from 'aws-amplify/utils';
import { readFile } from 'node:fs/promises';
import { STORAGE_ATTEMPTS } from './storage-attempts.mjs';

/** @typedef {import('./sign-in.mjs').SignInRequest} SignInRequest */
/** @typedef {import('./sign-in.mjs').SignInReport} SignInReport */
/** @typedef {import('./storage-attempts.mjs').Attempt} Attempt */
/** @typedef {{ accessKeyId: string, secretAccessKey: string, sessionToken?: string }} SessionCredentials */

/** An identity that no pool has, for attempts on foreign objects. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * @param {SignInRequest} request
 * @returns {Promise<SignInReport>}
 */
export async function runAmplifyClient(request) {
  const parsed = parseAmplifyConfig(await loadConfiguration(request));
  configure(parsed, request.endpoint);
  /** @type {SignInReport} */
  const report = {
    signedIn: false,
    identityId: '',
    roleName: '',
    groups: [],
    parsed,
    results: {},
    error: '',
  };
  try {
    if (!request.guest) {
      const { isSignedIn, nextStep } = await signIn({
        username: request.username ?? '',
        password: request.password ?? '',
        options: { authFlowType: 'USER_SRP_AUTH' },
      });
      report.signedIn = isSignedIn;
      if (!isSignedIn) {
        return { ...report, error: `NotSignedIn: ${nextStep.signInStep}` };
      }
    }
    const session = await fetchAuthSession();
    const groups = session.tokens?.idToken?.payload['cognito:groups'];
    report.groups = Array.isArray(groups) ? groups.map(String) : [];
    if (!session.credentials || !session.identityId) {
      return { ...report, error: 'NoCredentials: the session has no identity-pool credentials' };
    }
    report.identityId = session.identityId;
    report.roleName = await assumedRole(request, session.credentials);
    report.results = await tryAll(request, session.credentials, session.identityId);
  } catch (error) {
    report.error = describe(error);
  }
  return report;
}

/**
 * @param {SignInRequest} request
 * @returns {Promise<any>} in one of the shapes that Amplify takes
 */
async function loadConfiguration({ configFile, kind }) {
  const text = await readFile(configFile, 'utf8');
  if (kind !== 'aws-exports') {
    return JSON.parse(text);
  }
  // An ES module in a .js file, which Node takes for CommonJS where no package.json says otherwise.
  const module = await import(`data:text/javascript,${encodeURIComponent(text)}`);
  return module.default;
}

/**
 * @param {import('aws-amplify').ResourcesConfig} parsed
 * @param {string} endpoint
 */
function configure(parsed, endpoint) {
  const cognito = parsed.Auth?.Cognito;
  // Amplify's types tell apart user pool, identity pool and both; each pool has an endpoint of its own.
  const endpoints = /** @type {any} */ ({
    ...(cognito?.userPoolId ? { userPoolEndpoint: endpoint } : {}),
    ...(cognito?.identityPoolId ? { identityPoolEndpoint: endpoint } : {}),
  });
  Amplify.configure({ ...parsed, Auth: { Cognito: { ...cognito, ...endpoints } } });
}

/**
 * @param {SignInRequest} request
 * @param {SessionCredentials} credentials
 * @returns {Promise<string>}
 */
async function assumedRole({ endpoint, region }, credentials) {
  const sts = new STSClient({ endpoint, region, credentials });
  const { Arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
  sts.destroy();
  // arn:aws:sts::<account>:assumed-role/<role>/<session>
  return Arn.split('/')[1] ?? '';
}

/**
 * One after the other: a later attempt reads what an earlier one wrote.
 *
 * @param {SignInRequest} request
 * @param {SessionCredentials} credentials
 * @param {string} identityId
 */
async function tryAll(request, credentials, identityId) {
  const { endpoint, region, bucket, attempts = STORAGE_ATTEMPTS } = request;
  const otherIdentityId = request.otherIdentityId ?? `${region}:${NOBODY}`;
  const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  /** @type {Record<string, string>} */
  const results = {};
  for (const [name, { action, key }] of Object.entries(attempts)) {
    const filled = key.replace('{identityId}', identityId).replace('{otherIdentityId}', otherIdentityId);
    results[name] = await attempt(s3, action, bucket, filled);
  }
  s3.destroy();
  return results;
}

/**
 * @param {S3Client} s3
 * @param {Attempt['action']} action
 * @param {string} bucket
 * @param {string} key
 * @returns {Promise<string>}
 */
async function attempt(s3, action, bucket, key) {
  const object = { Bucket: bucket, Key: key };
  try {
    switch (action) {
      case 'put':
        await s3.send(new PutObjectCommand({ ...object, Body: 'x' }));
        break;
      case 'get': {
        const { Body } = await s3.send(new GetObjectCommand(object));
        // An answer that nobody reads keeps its connection, and with it this process, open.
        await Body?.transformToByteArray();
        break;
      }
      case 'delete':
        await s3.send(new DeleteObjectCommand(object));
        break;
      case 'list':
        await s3.send(new ListObjectsV2Command({ Bucket: bucket, ...(key === '' ? {} : { Prefix: key }) }));
        break;
    }
    return 'allowed';
  } catch (error) {
    const { name, $metadata } = /** @type {import('@aws-sdk/client-s3').S3ServiceException} */ (error);
    return `${$metadata?.httpStatusCode === 403 ? 'denied' : 'failed'}: ${name}`;
  }
}

/** @param {unknown} error */
function describe(error) {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
