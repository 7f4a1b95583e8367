import type { AppClient } from '../../domain/observed.ts';
import type { Platform } from '../../domain/output.ts';
import type { EnvFacts } from '../format.ts';
import {
  clientOf,
  knownFacts,
  loginProvidersOf,
  passwordSettings,
  signUpAttributes,
  SOCIAL_PROVIDERS,
  upper,
  type Gen1Auth,
  type Gen1OAuth,
  type KnownFacts,
} from './auth.ts';

/**
 * What the Amplify CLI says of an imported auth, faults included. Source: `amplify-category-auth` 3.7.26 (import) and the frontend
 * packages of the Amplify CLI 14.3; `npm run oracle` compares with them.
 */
export function cliAuth(facts: EnvFacts, platform: Platform): Gen1Auth {
  const known = knownFacts(facts);
  const { pool, web, identityPool } = known;
  const { region } = facts.config;
  const loginProviders = loginProvidersOf(identityPool);
  return {
    region,
    userPoolId: pool.id,
    clientId: clientOf(known, platform).id,
    identityPoolId: identityPool?.id,
    mandatorySignIn: false,
    // A domain of the owner's own is never looked at, and every partition is taken for the commercial one.
    domain: pool.domain && `${pool.domain}.auth.${region}.amazoncognito.com`,
    oauth: oauthOf(web),
    federated: loginProviders.size > 0,
    loginProviders,
    authFlow: pool.customAuth ? 'CUSTOM_AUTH' : 'USER_SRP_AUTH',
    choices: {
      socialProviders: web.supportedIdentityProviders.flatMap((name) => socialProvider(name) ?? []),
      // Of several only the first is taken.
      usernameAttributes: upper(pool.usernameAttributes.slice(0, 1)),
      signupAttributes: signUpAttributes(pool.requiredAttributes),
      passwordProtectionSettings: passwordSettings(pool),
      mfaConfiguration: pool.mfaConfiguration,
      mfaTypes: mfaTypes(known),
      verificationMechanisms: upper(pool.autoVerifiedAttributes),
    },
  };
}

/** The web client's for every platform, and only where users can sign in by something else than OIDC or SAML. */
function oauthOf(client: AppClient): Gen1OAuth | undefined {
  const { supportedIdentityProviders: providers, allowedOAuthFlows, allowedOAuthScopes } = client;
  const known = providers.some((name) => name === 'COGNITO' || socialProvider(name) !== undefined);
  const [flow] = allowedOAuthFlows;
  const lists = [allowedOAuthScopes, client.callbackUrls, client.logoutUrls];
  if (!known || flow === undefined || lists.some((list) => list.length === 0)) return undefined;
  return {
    scopes: allowedOAuthScopes,
    signInUrls: client.callbackUrls,
    signOutUrls: client.logoutUrls,
    // Of several flows the first counts, and one for machines is taken over as it is.
    responseType: flow === 'implicit' ? 'token' : flow,
  };
}

/** Whether a factor is turned on is not looked at; with MFA off, nothing is. */
function mfaTypes({ pool, mfa: { configured } }: KnownFacts): readonly string[] {
  if (pool.mfaConfiguration === 'OFF') return [];
  return [...(configured.sms ? ['SMS'] : []), ...(configured.totp ? ['TOTP'] : [])];
}

function socialProvider(name: string): string | undefined {
  return Object.hasOwn(SOCIAL_PROVIDERS, name) ? SOCIAL_PROVIDERS[name as keyof typeof SOCIAL_PROVIDERS] : undefined;
}
