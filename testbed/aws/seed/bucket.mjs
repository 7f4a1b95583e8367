// @ts-check
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { dnsName } from './names.mjs';

/** @typedef {import('../aws-clients.mjs').AwsClients} AwsClients */
/** @typedef {import('@aws-sdk/client-s3').BucketLocationConstraint} BucketLocationConstraint */

/**
 * @param {AwsClients} clients
 * @param {string} environmentName
 * @returns {Promise<{ bucket: string }>}
 */
export async function makeBucket({ s3, region }, environmentName) {
  const bucket = dnsName(environmentName);
  const location = /** @type {BucketLocationConstraint} */ (region);
  // us-east-1 is the one region that must not be named.
  const place = region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: location } };
  await s3.send(new CreateBucketCommand({ Bucket: bucket, ...place }));
  return { bucket };
}
