import type { MfaSettings, UserPool, WebAuthn } from '../domain/observed.ts';

/** With what a sign-in may begin in addition to a password. */
export interface PasswordlessConfig {
  readonly emailOtp: boolean;
  readonly smsOtp: boolean;
  readonly passkeys: PasskeyConfig | undefined;
}

export interface PasskeyConfig {
  /** The host name that passkeys are made for; undefined where the pool has neither one nor a domain. */
  readonly relyingPartyId: string | undefined;
  readonly userVerification: WebAuthn['userVerification'];
}

/**
 * Undefined where every sign-in begins with a password. Passkeys are made for the relying party that is set, else for the pool's own
 * domain. Source: Cognito API reference, `AllowedFirstAuthFactors` of SignInPolicyType and WebAuthnConfigurationType.
 */
export function passwordlessOf(
  pool: UserPool,
  { webAuthn }: MfaSettings,
  domain: string | undefined,
): PasswordlessConfig | undefined {
  const mayBegin = (factor: string) => pool.firstFactors.includes(factor);
  if (!['EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'].some(mayBegin)) return undefined;
  return {
    emailOtp: mayBegin('EMAIL_OTP'),
    smsOtp: mayBegin('SMS_OTP'),
    passkeys: mayBegin('WEB_AUTHN')
      ? {
          relyingPartyId: webAuthn?.relyingPartyId ?? domain,
          userVerification: webAuthn?.userVerification ?? 'preferred',
        }
      : undefined,
  };
}
