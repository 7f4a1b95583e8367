// @ts-check
import { randomBytes } from 'node:crypto';

/**
 * A name that is unique in all AWS, as buckets and domain prefixes must be, and valid as a part of a host
 * name.
 *
 * @param {string} base
 * @returns {string}
 */
export function dnsName(base) {
  return `${base.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${randomBytes(4).toString('hex')}`;
}
