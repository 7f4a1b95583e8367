import type { AuthConfig, SocialProvider } from './auth-config.ts';
import { compact } from './serialise.ts';

/**
 * The object that JavaScript apps of Amplify Gen 1 configure themselves with. Keys and vocabulary are those of the Amplify CLI
 * 14.3 (`amplify-frontend-javascript`); values follow the user pool where the CLI does not: the pool's own region, its custom
 * domain, all username attributes, only second factors that are turned on, no guests where there are none.
 */
export function gen1JavaScript(config: AuthConfig): Record<string, unknown> {
  const { oauth, passwordPolicy: password } = config;
  return compact({
    aws_project_region: config.region,
    aws_cognito_identity_pool_id: config.identityPoolId,
    aws_cognito_region: config.region,
    aws_user_pools_id: config.userPoolId,
    aws_user_pools_web_client_id: config.webClientId,
    oauth:
      oauth === undefined
        ? {}
        : {
            domain: oauth.domain,
            scope: oauth.scopes,
            redirectSignIn: oauth.signInUrls.join(','),
            redirectSignOut: oauth.signOutUrls.join(','),
            responseType: oauth.responseType,
          },
    federationTarget: federationTarget(config),
    // Without this key the library asks for guest credentials that the identity pool does not give.
    aws_mandatory_sign_in: config.identityPoolId === undefined || config.guests ? undefined : 'enable',
    aws_cognito_username_attributes: upper(config.usernameAttributes),
    aws_cognito_social_providers: config.socialProviders.map((provider) => SOCIAL[provider]),
    aws_cognito_signup_attributes: upper(config.requiredAttributes),
    aws_cognito_mfa_configuration: config.mfaConfiguration,
    // Gen 1 knows no second factor by mail.
    aws_cognito_mfa_types: config.mfaMethods.filter((method) => method !== 'EMAIL'),
    aws_cognito_password_protection_settings: {
      passwordPolicyMinLength: password.minimumLength,
      passwordPolicyCharacters: [
        ...(password.requireLowercase ? ['REQUIRES_LOWERCASE'] : []),
        ...(password.requireUppercase ? ['REQUIRES_UPPERCASE'] : []),
        ...(password.requireNumbers ? ['REQUIRES_NUMBERS'] : []),
        ...(password.requireSymbols ? ['REQUIRES_SYMBOLS'] : []),
      ],
    },
    aws_cognito_verification_mechanisms: upper(config.verifiedAttributes),
    // Gen 1 apps have one bucket.
    aws_user_files_s3_bucket: config.buckets[0],
    aws_user_files_s3_bucket_region: config.buckets.length === 0 ? undefined : config.region,
  });
}

const SOCIAL: Readonly<Record<SocialProvider, string>> = {
  Google: 'GOOGLE',
  Facebook: 'FACEBOOK',
  LoginWithAmazon: 'AMAZON',
  SignInWithApple: 'APPLE',
};

function federationTarget({ oauth, loginProviders }: AuthConfig): string | undefined {
  if (oauth === undefined) return loginProviders ? 'COGNITO_IDENTITY_POOLS' : undefined;
  return loginProviders ? 'COGNITO_USER_AND_IDENTITY_POOLS' : 'COGNITO_USER_POOLS';
}

function upper(values: readonly string[]): readonly string[] {
  return values.map((value) => value.toUpperCase());
}
