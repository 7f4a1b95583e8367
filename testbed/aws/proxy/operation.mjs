// @ts-check

/** Names of the JSON services, by the prefix of the X-Amz-Target header. */
const TARGETS = new Map([
  ['AWSCognitoIdentityProviderService', 'cognito-idp'],
  ['AWSCognitoIdentityService', 'cognito-identity'],
]);

/** Versions of the query APIs, which say whose call it is where no signature does. */
const QUERY_VERSIONS = new Map([
  ['2010-05-08', 'iam'],
  ['2011-06-15', 'sts'],
]);

/**
 * Lambda's API tells operations by method and path; those that the action does not use keep both.
 *
 * @param {string} method
 * @param {string} path
 */
function lambdaOperation(method, path) {
  if (!/^\/2015-03-31\/functions\/[^/]+\/configuration$/.test(path)) return `${method} ${path}`;
  return method === 'PUT' ? 'UpdateFunctionConfiguration' : 'GetFunctionConfiguration';
}

/**
 * Service, operation and region of an AWS request.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {Buffer} body
 * @returns {{ service: string, operation: string, region: string, accessKeyId: string }}
 */
export function identify(request, body) {
  // Credential=<key>/<date>/<region>/<service>/aws4_request
  const scope = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? '');
  const accessKeyId = scope?.[1] ?? '';
  const region = scope?.[2] ?? '';
  const signedFor = scope?.[3];

  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    const [prefix = '', operation = ''] = target.split('.');
    return { service: TARGETS.get(prefix) ?? signedFor ?? prefix, operation, region, accessKeyId };
  }
  if (String(request.headers['content-type']).startsWith('application/x-www-form-urlencoded')) {
    const parameters = new URLSearchParams(body.toString());
    const service = signedFor ?? QUERY_VERSIONS.get(parameters.get('Version') ?? '') ?? 'unknown';
    return { service, operation: parameters.get('Action') ?? 'unknown', region, accessKeyId };
  }
  const path = (request.url ?? '').split('?')[0] ?? '';
  if (signedFor === 'lambda')
    return { service: 'lambda', operation: lambdaOperation(request.method ?? '', path), region, accessKeyId };
  return { service: signedFor ?? 's3', operation: `${request.method} ${path}`, region, accessKeyId };
}
