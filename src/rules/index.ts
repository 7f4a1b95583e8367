import { accountCredentials } from './account/credentials.ts';
import { accountMismatch } from './account/mismatch.ts';
import { ambiguousClient } from './client/ambiguous.ts';
import { clientAuthFlow } from './client/auth-flow.ts';
import { callbackUrls } from './client/callback-urls.ts';
import { hostingUrl } from './client/hosting-url.ts';
import { noClientFits } from './client/none-fits.ts';
import { clientNotFound } from './client/not-found.ts';
import { oauthIncomplete } from './client/oauth-incomplete.ts';
import { oauthMismatch } from './client/oauth-mismatch.ts';
import { webClientHasSecret } from './client/web-has-secret.ts';
import { gen1AuthExists } from './gen1/auth-exists.ts';
import { gen1EnvUnknown } from './gen1/env-unknown.ts';
import { gen1GuestRoleRequired } from './gen1/guest-role-required.ts';
import { gen1OAuthMismatch } from './gen1/oauth-mismatch.ts';
import { gen1Region } from './gen1/region.ts';
import { gen1Selections } from './gen1/selections.ts';
import { classicFlow } from './identity-pool/classic-flow.ts';
import { guestOff } from './identity-pool/guest-off.ts';
import { gen2AliasAttributes } from './gen2/alias-attributes.ts';
import { gen2Domain } from './gen2/domain.ts';
import { gen2GuestRoleRequired } from './gen2/guest-role-required.ts';
import { gen2Urls } from './gen2/urls.ts';
import { identityPoolNotFound } from './identity-pool/not-found.ts';
import { providerMissing } from './identity-pool/provider-missing.ts';
import { roleMapping } from './identity-pool/role-mapping.ts';
import { lambdaNotFound } from './lambda/not-found.ts';
import { unsupportedValue } from './output/unsupported-value.ts';
import { clientSecretAllowed } from './manifest/client-secret-allowed.ts';
import { clientSecretMissing } from './manifest/client-secret-missing.ts';
import { customAllowed } from './manifest/custom-allowed.ts';
import { guestCeiling } from './policy/guest-ceiling.ts';
import { guestWrite } from './policy/guest-write.ts';
import { lessThanGuest } from './policy/less-than-guest.ts';
import { policyDenied } from './policy/denied.ts';
import { policyMissing } from './policy/missing.ts';
import { policyNameCollision } from './policy/name-collision.ts';
import { noIdentityPool } from './policy/no-identity-pool.ts';
import { policyPrivileged } from './policy/privileged.ts';
import { policyQuota } from './policy/quota.ts';
import { authRoleMissing } from './role/auth-missing.ts';
import { guestRoleMissing } from './role/guest-missing.ts';
import { groupRights } from './role/group-rights.ts';
import { roleNotFound } from './role/not-found.ts';
import { roleOtherAccount } from './role/other-account.ts';
import { rolePinMismatch } from './role/pin-mismatch.ts';
import { roleShared } from './role/shared.ts';
import type { Rule } from './rule.ts';
import { trustAmr } from './trust/amr.ts';
import { trustAudienceWide } from './trust/audience-wide.ts';
import { trustAudience } from './trust/audience.ts';
import { trustMissing } from './trust/missing.ts';
import { trustOtherPrincipal } from './trust/other-principal.ts';
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
  clientAuthFlow,
  oauthMismatch,
  oauthIncomplete,
  callbackUrls,
  hostingUrl,
  identityPoolNotFound,
  providerMissing,
  guestOff,
  classicFlow,
  roleMapping,
  authRoleMissing,
  guestRoleMissing,
  roleShared,
  roleOtherAccount,
  rolePinMismatch,
  groupRights,
  roleNotFound,
  trustMissing,
  trustAudience,
  trustAudienceWide,
  trustAmr,
  trustOtherPrincipal,
  customAllowed,
  clientSecretAllowed,
  clientSecretMissing,
  noIdentityPool,
  policyQuota,
  policyPrivileged,
  guestCeiling,
  guestWrite,
  lessThanGuest,
  policyMissing,
  policyDenied,
  policyNameCollision,
  lambdaNotFound,
  gen1EnvUnknown,
  gen1AuthExists,
  gen1Region,
  gen1Selections,
  gen1GuestRoleRequired,
  gen1OAuthMismatch,
  gen2AliasAttributes,
  gen2GuestRoleRequired,
  gen2Domain,
  gen2Urls,
  unsupportedValue,
];
