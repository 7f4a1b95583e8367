import { unchecked } from '../../../domain/fact.ts';

export const NO_USER_POOL = unchecked('dependency', 'the manifest names no usable user pool');
export const USER_POOL_NOT_FOUND = unchecked('dependency', 'the user pool was not found');
export const IDENTITY_POOL_NOT_FOUND = unchecked('dependency', 'the identity pool was not found');
export const IDENTITY_POOL_UNUSABLE = unchecked('dependency', 'the manifest names no usable identity pool');
export const OTHER_ACCOUNT = unchecked(
  'dependency',
  'the credentials belong to another account than the manifest or the lock says',
);
