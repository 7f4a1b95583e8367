import type { AwsAnswers } from '../__tests__/helpers/aws-answers.ts';

// What `amplify import auth` would write into amplify-meta.json, derived again from what AWS answers and without any of our code, so that
// the generators get what they get from the CLI. Source: `amplify-category-auth` 3.7.26, `import/index.js`; the recorded cases prove it.

export type Entries = Record<string, unknown>;

/** A resource as amplify-meta.json has it. */
export interface Resource extends Entries {
  readonly service: string;
  readonly output: Entries;
}

/** Resources by category and name, in the order of the file. */
export type Categories = Record<string, Record<string, Resource>>;

const SOCIAL: Record<string, string> = {
  Facebook: 'FACEBOOK',
  Google: 'GOOGLE',
  LoginWithAmazon: 'AMAZON',
  SignInWithApple: 'APPLE',
};

const LOGIN_PROVIDERS: Record<string, string> = {
  'accounts.google.com': 'GoogleWebClient',
  'graph.facebook.com': 'FacebookWebClient',
  'www.amazon.com': 'AmazonWebClient',
  'appleid.apple.com': 'AppleWebClient',
};

const CORE_ATTRIBUTES =
  'address birthdate email family_name middle_name gender locale given_name name nickname phone_number preferred_username picture profile updated_at website zoneinfo'.split(
    ' ',
  );

export function importedAuth({ userPool, web, native = web, mfa = {}, identityPool }: AwsAnswers): Resource {
  const { LambdaConfig: triggers = {} } = userPool;
  const output: Entries = {
    UserPoolId: userPool.Id,
    UserPoolName: userPool.Name,
    AppClientID: native.ClientId,
  };
  if (native.ClientSecret) output['AppClientSecret'] = native.ClientSecret;
  output['AppClientIDWeb'] = web.ClientId;
  if (userPool.Domain) output['HostedUIDomain'] = userPool.Domain;
  if (identityPool) {
    output['IdentityPoolId'] = identityPool.IdentityPoolId;
    output['IdentityPoolName'] = identityPool.IdentityPoolName;
    for (const [provider, id] of Object.entries(identityPool.SupportedLoginProviders ?? {})) {
      const key = LOGIN_PROVIDERS[provider];
      if (key) output[key] = id;
    }
  }
  const { AllowedOAuthFlows = [], AllowedOAuthScopes = [], CallbackURLs = [], LogoutURLs = [] } = web;
  const providers = (web.SupportedIdentityProviders ?? []).filter((name) => name === 'COGNITO' || name in SOCIAL);
  const lists = [providers, AllowedOAuthFlows, AllowedOAuthScopes, CallbackURLs, LogoutURLs];
  if (lists.every((list) => list.length > 0)) {
    output['OAuthMetadata'] = JSON.stringify({ AllowedOAuthFlows, AllowedOAuthScopes, CallbackURLs, LogoutURLs });
  }
  const policy = userPool.Policies?.PasswordPolicy ?? {};
  const upper = (texts: readonly string[] = []) => texts.map((text) => text.toUpperCase());
  const hasMfa = userPool.MfaConfiguration !== 'OFF';
  return {
    service: 'Cognito',
    serviceType: 'imported',
    providerPlugin: 'awscloudformation',
    dependsOn: [],
    customAuth: Boolean(
      triggers.DefineAuthChallenge && triggers.CreateAuthChallenge && triggers.VerifyAuthChallengeResponse,
    ),
    output,
    frontendAuthConfig: {
      socialProviders: providers.flatMap((name) => SOCIAL[name] ?? []),
      usernameAttributes: upper(userPool.UsernameAttributes?.slice(0, 1)),
      signupAttributes: (userPool.SchemaAttributes ?? [])
        .filter(({ Name = '', Required }) => Required && CORE_ATTRIBUTES.includes(Name))
        .map(({ Name = '' }) => Name.toUpperCase()),
      passwordProtectionSettings: {
        passwordPolicyMinLength: policy.MinimumLength ?? 8,
        passwordPolicyCharacters: [
          ...(policy.RequireLowercase ? ['REQUIRES_LOWERCASE'] : []),
          ...(policy.RequireUppercase ? ['REQUIRES_UPPERCASE'] : []),
          ...(policy.RequireNumbers ? ['REQUIRES_NUMBERS'] : []),
          ...(policy.RequireSymbols ? ['REQUIRES_SYMBOLS'] : []),
        ],
      },
      mfaConfiguration: userPool.MfaConfiguration,
      mfaTypes: [
        ...(hasMfa && mfa.SmsMfaConfiguration ? ['SMS'] : []),
        ...(hasMfa && mfa.SoftwareTokenMfaConfiguration ? ['TOTP'] : []),
      ],
      verificationMechanisms: upper(userPool.AutoVerifiedAttributes),
    },
  };
}
