import { valueOf } from '../../domain/fact.ts';
import type { AuthFlow, Platform } from '../../domain/output.ts';
import { oauthOf, socialProvidersOf, type AuthConfig, type OAuthConfig, type SocialProvider } from '../auth-config.ts';
import type { EnvFacts } from '../format.ts';
import {
  knownFacts,
  loginProvidersOf,
  passwordSettings,
  signUpAttributes,
  SOCIAL_PROVIDERS,
  upper,
  type Gen1Auth,
} from './auth.ts';
import { authFlowOf } from './auth-flow.ts';
import { redirectsFor } from './redirects.ts';

/**
 * What is right for an env: as the Amplify CLI would say it, and where the CLI is wrong, as the user pool has it. docs/formats.md
 * lists what is fixed, and why.
 */
export function correctAuth(facts: EnvFacts, platform: Platform): Gen1Auth {
  const { config, observed } = facts;
  const { oauth, socialProviders } = signInByRedirect(facts, platform);
  const nativeHasOwnClient = config.nativeClientId !== config.webClientId;
  const urls = (all: readonly string[]) => redirectsFor(platform, all, nativeHasOwnClient);
  return {
    region: config.region,
    userPoolId: config.userPoolId,
    clientId: platform === 'javascript' ? config.webClientId : config.nativeClientId,
    identityPoolId: config.identityPoolId,
    // Without a word about it, the library asks for guest credentials that the identity pool does not give.
    mandatorySignIn: config.identityPoolId !== undefined && !config.guests,
    domain: oauth?.domain,
    oauth: oauth && {
      scopes: oauth.scopes,
      signInUrls: urls(oauth.signInUrls),
      signOutUrls: urls(oauth.signOutUrls),
      responseType: oauth.responseType,
    },
    federated: config.loginProviders,
    loginProviders: loginProvidersOf(observed.identityPool && valueOf(observed.identityPool)),
    authFlow: flowFor(facts, platform),
    choices: {
      socialProviders: socialProviders.map((provider) => SOCIAL_PROVIDERS[provider]),
      usernameAttributes: upper(config.usernameAttributes),
      signupAttributes: signUpAttributes(config.requiredAttributes),
      passwordProtectionSettings: passwordSettings(config),
      mfaConfiguration: config.mfaConfiguration,
      // Gen 1 knows no second factor by mail.
      mfaTypes: config.mfaMethods.filter((method) => method !== 'EMAIL'),
      verificationMechanisms: upper(config.verifiedAttributes),
    },
  };
}

/** JavaScript files do not hold one. */
function flowFor(facts: EnvFacts, platform: Platform): AuthFlow {
  if (platform === 'javascript') return 'USER_SRP_AUTH';
  const { pool, native } = knownFacts(facts);
  return authFlowOf(pool, native);
}

/** Native files follow the native client, whose URLs and providers may well be others than those of the web client. */
function signInByRedirect(
  facts: EnvFacts,
  platform: Platform,
): { readonly oauth: OAuthConfig | undefined; readonly socialProviders: readonly SocialProvider[] } {
  const { config }: { readonly config: AuthConfig } = facts;
  if (platform === 'javascript' || config.nativeClientId === config.webClientId) return config;
  const { pool, native } = knownFacts(facts);
  return { oauth: oauthOf(pool, native, config.region), socialProviders: socialProvidersOf(native) };
}
