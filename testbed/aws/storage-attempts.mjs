// @ts-check

/**
 * An S3 call. `{identityId}` and `{otherIdentityId}` in the key are filled in; for `list` it is the prefix.
 *
 * @typedef {object} Attempt
 * @property {'put' | 'get' | 'delete' | 'list'} action
 * @property {string} key
 */

/**
 * The rights of Amplify's storage category: public, protected and private, own and foreign.
 *
 * @type {Readonly<Record<string, Attempt>>}
 */
export const STORAGE_ATTEMPTS = {
  ownPrivatePut: { action: 'put', key: 'private/{identityId}/x' },
  ownPrivateGet: { action: 'get', key: 'private/{identityId}/x' },
  ownPrivateList: { action: 'list', key: 'private/{identityId}/' },
  otherPrivatePut: { action: 'put', key: 'private/{otherIdentityId}/x' },
  otherPrivateGet: { action: 'get', key: 'private/{otherIdentityId}/x' },
  otherPrivateList: { action: 'list', key: 'private/{otherIdentityId}/' },
  ownProtectedPut: { action: 'put', key: 'protected/{identityId}/x' },
  otherProtectedPut: { action: 'put', key: 'protected/{otherIdentityId}/x' },
  publicPut: { action: 'put', key: 'public/x' },
  publicGet: { action: 'get', key: 'public/x' },
  publicList: { action: 'list', key: 'public/' },
  elsewherePut: { action: 'put', key: 'elsewhere/x' },
  wholeBucketList: { action: 'list', key: '' },
  publicDelete: { action: 'delete', key: 'public/x' },
};
