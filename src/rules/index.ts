import { accountCredentials } from './account/credentials.ts';
import { accountMismatch } from './account/mismatch.ts';
import { ambiguousClient } from './client/ambiguous.ts';
import { noClientFits } from './client/none-fits.ts';
import { clientNotFound } from './client/not-found.ts';
import { webClientHasSecret } from './client/web-has-secret.ts';
import { guestOff } from './identity-pool/guest-off.ts';
import { identityPoolNotFound } from './identity-pool/not-found.ts';
import { providerMissing } from './identity-pool/provider-missing.ts';
import { noIdentityPool } from './policy/no-identity-pool.ts';
import { policyQuota } from './policy/quota.ts';
import { authRoleMissing } from './role/auth-missing.ts';
import { guestRoleMissing } from './role/guest-missing.ts';
import { roleNotFound } from './role/not-found.ts';
import type { Rule } from './rule.ts';
import { trustAmr } from './trust/amr.ts';
import { trustAudience } from './trust/audience.ts';
import { trustMissing } from './trust/missing.ts';
import { userPoolNotFound } from './user-pool/not-found.ts';

/** All rules about what is in AWS, in the order in which a reader would check. */
export const ENV_RULES: readonly Rule[] = [
  accountCredentials,
  accountMismatch,
  userPoolNotFound,
  clientNotFound,
  webClientHasSecret,
  noClientFits,
  ambiguousClient,
  identityPoolNotFound,
  providerMissing,
  guestOff,
  authRoleMissing,
  guestRoleMissing,
  roleNotFound,
  trustMissing,
  trustAudience,
  trustAmr,
  noIdentityPool,
  policyQuota,
];
