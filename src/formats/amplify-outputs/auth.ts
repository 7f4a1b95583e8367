import type { Platform } from '../../domain/output.ts';
import type { AuthConfig, OAuthConfig, SocialProvider } from '../auth-config.ts';
import type { LeftOut } from '../format.ts';
import { ANDROID_SENDS_ALL, furtherRedirects } from '../one-redirect.ts';
import type { PasswordlessConfig } from '../passwordless.ts';
import { compact } from '../serialise.ts';
import { DECODERS } from './decoders.ts';
import { redirectsFor } from './redirects.ts';

/** The section `auth`: the web client's for JavaScript, the native client's for all others. */
export function authSection(config: AuthConfig, platform: Platform): Record<string, unknown> {
  const { passwordPolicy: password } = config;
  const isWeb = platform === 'javascript';
  const { socialProviders, oauth } = isWeb ? config : config.native;
  const userNames = accepted(userNamesOf(config), DECODERS[platform].usernameAttributes);
  return compact({
    aws_region: config.region,
    user_pool_id: config.userPoolId,
    user_pool_client_id: isWeb ? config.webClientId : config.nativeClientId,
    identity_pool_id: config.identityPoolId,
    password_policy: {
      min_length: password.minimumLength,
      require_lowercase: password.requireLowercase,
      require_uppercase: password.requireUppercase,
      require_numbers: password.requireNumbers,
      require_symbols: password.requireSymbols,
    },
    oauth: oauth && {
      identity_providers: socialProviders.map((provider) => SOCIAL[provider]),
      ...oauthPart(oauth, platform, config.nativeClientId !== config.webClientId),
    },
    standard_required_attributes: accepted(config.requiredAttributes, STANDARD_ATTRIBUTES),
    // The schema wants at least one.
    username_attributes: userNames.length === 0 ? undefined : userNames,
    user_verification_types: config.verifiedAttributes,
    unauthenticated_identities_enabled: config.identityPoolId === undefined ? undefined : config.guests,
    mfa_configuration: MFA[config.mfaConfiguration],
    mfa_methods: accepted(config.mfaMethods, DECODERS[platform].mfaMethods),
    passwordless: config.passwordless && passwordlessPart(config.passwordless),
    groups:
      config.groups.length === 0
        ? undefined
        : config.groups.map(({ name, precedence }) => ({ [name]: compact({ precedence }) })),
  });
}

/** What the section of a platform lacks. */
export function authLeftOut(config: AuthConfig, platform: Platform): readonly LeftOut[] {
  const { library, usernameAttributes, mfaMethods } = DECODERS[platform];
  const { passkeys } = config.passwordless ?? {};
  return [
    ...rejected(userNamesOf(config), usernameAttributes).map((name) => ({
      what: `the sign-in attribute ${name}`,
      why: `${library} takes ${[...usernameAttributes].join(' and ')} and throws at anything else`,
      hint: 'Nothing is lost: without the field its sign-in page asks for a user name.',
    })),
    ...rejected(config.mfaMethods, mfaMethods).map((method) => ({
      what: `the second factor ${method}`,
      why: `${library} takes ${[...mfaMethods].join(' and ')} and throws at anything else`,
      hint: 'Cognito still asks for it at sign-in; the app must know of it without the file.',
    })),
    ...rejected(config.requiredAttributes, STANDARD_ATTRIBUTES).map((name) => ({
      what: `the required attribute ${name}`,
      why: 'the schema of amplify_outputs has words for standard attributes alone',
      hint: 'A sign-up page of your own has to ask for it.',
    })),
    ...(passkeys !== undefined && passkeys.relyingPartyId === undefined
      ? [
          {
            what: 'the first factor WEB_AUTHN',
            why: 'the user pool has neither a relying party for passkeys nor a domain',
            hint: 'Set the relying party of the pool (WebAuthnConfiguration), or give it a domain.',
          },
        ]
      : []),
    ...(platform === 'android' ? furtherRedirects(config.native.oauth, 'Android', ANDROID_SENDS_ALL) : []),
  ];
}

/** An empty list is no valid one, and leaving it out would turn off every way to sign in. */
function userNamesOf({ usernameAttributes }: AuthConfig): readonly string[] {
  return usernameAttributes.length === 0 ? ['username'] : usernameAttributes;
}

function oauthPart(oauth: OAuthConfig, platform: Platform, nativeHasOwnClient: boolean): Record<string, unknown> {
  return {
    domain: oauth.domain,
    scopes: oauth.scopes,
    redirect_sign_in_uri: redirectsFor(platform, oauth.signInUrls, nativeHasOwnClient),
    redirect_sign_out_uri: redirectsFor(platform, oauth.signOutUrls, nativeHasOwnClient),
    response_type: oauth.responseType,
  };
}

/** Which factor is offered first is a choice of the app: Cognito keeps none. */
function passwordlessPart({ emailOtp, smsOtp, passkeys }: PasswordlessConfig): Record<string, unknown> {
  return compact({
    email_otp_enabled: emailOtp,
    sms_otp_enabled: smsOtp,
    web_authn:
      passkeys?.relyingPartyId === undefined
        ? undefined
        : { relying_party_id: passkeys.relyingPartyId, user_verification: passkeys.userVerification },
  });
}

function accepted<T extends string>(values: readonly T[], words: ReadonlySet<string>): readonly T[] {
  return values.filter((value) => words.has(value));
}

function rejected<T extends string>(values: readonly T[], words: ReadonlySet<string>): readonly T[] {
  return values.filter((value) => !words.has(value));
}

const MFA = { OFF: 'NONE', OPTIONAL: 'OPTIONAL', ON: 'REQUIRED' } as const;

const SOCIAL: Readonly<Record<SocialProvider, string>> = {
  Google: 'GOOGLE',
  Facebook: 'FACEBOOK',
  LoginWithAmazon: 'LOGIN_WITH_AMAZON',
  SignInWithApple: 'SIGN_IN_WITH_APPLE',
};

/** The schema's list without `sub`, which no sign-up asks for; a pool can also require `custom:` attributes. */
const STANDARD_ATTRIBUTES: ReadonlySet<string> = new Set([
  'address',
  'birthdate',
  'email',
  'family_name',
  'gender',
  'given_name',
  'locale',
  'middle_name',
  'name',
  'nickname',
  'phone_number',
  'picture',
  'preferred_username',
  'profile',
  'updated_at',
  'website',
  'zoneinfo',
]);
