// @ts-check
// The time that no run can beat: the larger of what the configured rates allow and the longest chain of calls.

/** @typedef {import('@amplify-import-auth/testbed/aws').Call} Call */

const POOL_READ = ['DescribeUserPool', 'GetUserPoolMfaConfig', 'ListUserPools'];
const CLIENT_READ = ['DescribeUserPoolClient', 'ListUserPoolClients'];

/**
 * The buckets that a call takes from, at the default share of 60 percent: what docs/performance.md says that a run may use.
 *
 * @param {Call} call
 * @returns {{ key: string, rate: number, burst: number }[]}
 */
function bucketsOf({ service, operation, accessKeyId, region, body }) {
  if (service === 'iam') {
    return /^(Put|Delete)/.test(operation)
      ? [{ key: `${accessKeyId} iam write`, rate: 2, burst: 5 }]
      : [{ key: `${accessKeyId} iam read`, rate: 10, burst: 20 }];
  }
  const place = `${accessKeyId} ${region}`;
  if (service === 'cognito-identity') return [{ key: `${place} ${operation}`, rate: 2, burst: 10 }];
  if (service !== 'cognito-idp') return [];
  const category = POOL_READ.includes(operation) ? 'pool' : CLIENT_READ.includes(operation) ? 'client' : 'resource';
  const pool = /"UserPoolId":"([^"]*)"/.exec(body)?.[1] ?? '';
  return [
    { key: `${place} ${category}`, rate: 9, burst: 6 },
    { key: `${place} ${operation} ${pool}`, rate: 3, burst: 2 },
  ];
}

/**
 * Seconds that the calls need at the configured rates.
 *
 * @param {readonly Call[]} calls
 */
export function quotaBound(calls) {
  /** @type {Map<string, { rate: number, burst: number, count: number }>} */
  const buckets = new Map();
  for (const call of calls) {
    for (const { key, rate, burst } of bucketsOf(call)) {
      const bucket = buckets.get(key) ?? { rate, burst, count: 0 };
      bucket.count += 1;
      buckets.set(key, bucket);
    }
  }
  return Math.max(0, ...[...buckets.values()].map(({ rate, burst, count }) => (count - burst) / rate));
}

/** What AWS itself refuses, at the published quotas; IAM and identity pools publish none. @returns {import('@amplify-import-auth/testbed/aws').Rule[]} */
export function publishedQuotas() {
  /** @param {string[]} operations @param {number} rate @returns {import('@amplify-import-auth/testbed/aws').Rule} */
  const category = (operations, rate) => ({
    match: new RegExp(`^cognito-idp:(${operations.join('|')})$`),
    fault: { kind: 'throttle', rate, burst: rate, each: 'account' },
  });
  return [
    category(POOL_READ, 15),
    category(CLIENT_READ, 15),
    category(['GetGroup', 'ListGroups'], 20),
    { match: /^cognito-idp:/, fault: { kind: 'throttle', rate: 5, burst: 5, each: 'pool' } },
  ];
}
