// @ts-check
// Envs as the action observes them, and the same as AWS describes them: both come from the same values.

const REGION = 'eu-west-1';
const POOL_ID = `${REGION}_AbCdEfGhI`;
const IDENTITY_POOL_ID = `${REGION}:11111111-2222-3333-4444-555555555555`;
const ROLE = 'arn:aws:iam::111122223333:role/';

const PLACE = { file: 'amplify-auth.yml', line: 1, column: 1, endLine: 1, endColumn: 1 };

/** @typedef {Record<string, any>} Values */
/**
 * @typedef {object} Case
 * @property {string} name
 * @property {Values} env as the manifest resolves
 * @property {Values} observed what is known of it, facts
 * @property {Values} values the same without being wrapped in facts
 */

const POOL = {
  id: POOL_ID,
  name: 'pool',
  arn: `arn:aws:cognito-idp:${REGION}:111122223333:userpool/${POOL_ID}`,
  domain: undefined,
  customDomain: undefined,
  usernameAttributes: ['email'],
  aliasAttributes: [],
  autoVerifiedAttributes: ['email'],
  mfaConfiguration: 'OFF',
  passwordPolicy: {
    minimumLength: 8,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: false,
  },
  firstFactors: ['PASSWORD'],
  customAuth: false,
  requiredAttributes: ['email'],
};
const CLIENT = {
  id: 'webclient',
  name: 'web',
  hasSecret: false,
  explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  supportedIdentityProviders: ['COGNITO'],
  callbackUrls: [],
  logoutUrls: [],
  allowedOAuthFlows: [],
  allowedOAuthScopes: [],
  allowedOAuthFlowsUserPoolClient: false,
  refreshTokenRotation: false,
};
export const OAUTH = {
  callbackUrls: ['https://app.example.com/', 'http://localhost:3000/', 'shop://in/'],
  logoutUrls: ['https://app.example.com/bye/', 'shop://out/'],
  allowedOAuthFlows: ['code'],
  allowedOAuthScopes: ['openid', 'email'],
  allowedOAuthFlowsUserPoolClient: true,
};
const MFA = { sms: false, totp: false, email: false, configured: { sms: false, totp: false }, webAuthn: undefined };
const ROLES = { authenticated: `${ROLE}auth`, unauthenticated: `${ROLE}guest`, mappings: [] };

/**
 * @param {string} name
 * @param {{ pool?: Values, web?: Values, native?: Values, mfa?: Values, providers?: readonly string[], roles?: Values,
 *   guests?: boolean, groups?: Record<string, string>, liveRole?: string, env?: Values, listed?: boolean }} [parts]
 * @returns {Case}
 */
export function made(name, parts = {}) {
  const known = (/** @type {unknown} */ value) => ({ state: 'known', value });
  const pool = { ...POOL, ...parts.pool };
  const web = { ...CLIENT, ...parts.web };
  const native = parts.native && { ...CLIENT, id: 'nativeclient', ...parts.native };
  const mfa = { ...MFA, ...parts.mfa };
  const roles = { ...ROLES, ...parts.roles };
  const providers = parts.providers ?? [];
  const groups = new Map(Object.entries(parts.groups ?? {}));
  // What the groups really have.
  const live = new Map([...groups].map(([name, arn]) => [name, parts.liveRole ?? arn]));
  const identityPool = {
    id: IDENTITY_POOL_ID,
    name: 'identities',
    allowUnauthenticatedIdentities: parts.guests ?? true,
    allowClassicFlow: false,
    providers: (parts.listed === false ? [] : [web, native ?? web]).map(({ id }) => ({
      providerName: `cognito-idp.${REGION}.amazonaws.com/${POOL_ID}`,
      clientId: id,
    })),
    loginProviders: [],
  };
  return {
    name,
    env: {
      name: 'dev',
      region: REGION,
      userPoolId: POOL_ID,
      webClientId: web.id,
      nativeClientId: native?.id,
      identityPoolId: IDENTITY_POOL_ID,
      profile: 'amplify',
      categories: {},
      groups,
      unusable: new Set(),
      source: { kind: 'map', place: PLACE, entries: new Map() },
      keyPlace: PLACE,
      ...parts.env,
    },
    observed: {
      env: 'dev',
      caller: known({ accountId: '111122223333', arn: 'arn:aws:iam::111122223333:user/ci' }),
      userPool: known(pool),
      mfa: known(mfa),
      identityProviders: known(providers),
      webClient: known(web),
      nativeClient: native && known(native),
      identityPool: known(identityPool),
      identityPoolRoles: known(roles),
      groups: new Map([...live].map(([name, roleArn]) => [name, known({ name, roleArn, precedence: undefined })])),
      groupRoles: new Map(),
      formerRoles: new Map(),
      existing: {},
    },
    values: { pool, web, native, mfa, roles, providers, identityPool, groups: live, region: REGION },
  };
}

const GOOGLE = ['COGNITO', 'Google'];
const SOCIAL = ['Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple'];

/** Pools that referenceAuth takes. */
export const POOLS = [
  made('the usual'),
  made('one client for web, one for apps', { native: {} }),
  made('user names', { pool: { usernameAttributes: [], autoVerifiedAttributes: [] } }),
  made('telephone', { pool: { usernameAttributes: ['phone_number'], autoVerifiedAttributes: ['phone_number'] } }),
  made('e-mail and telephone', { pool: { usernameAttributes: ['phone_number', 'email'] } }),
  made('many attributes', {
    pool: { requiredAttributes: ['address', 'birthdate', 'email', 'family_name', 'updated_at', 'zoneinfo'] },
  }),
  made('custom attributes', { pool: { requiredAttributes: ['email', 'custom:tenant'] } }),
  made('a strict password', {
    pool: { passwordPolicy: { ...POOL.passwordPolicy, minimumLength: 99, requireSymbols: true } },
  }),
  made('a weak password', {
    pool: {
      passwordPolicy: {
        minimumLength: 6,
        requireLowercase: false,
        requireUppercase: false,
        requireNumbers: false,
        requireSymbols: false,
      },
    },
  }),
  made('MFA by app', { pool: { mfaConfiguration: 'ON' }, mfa: { totp: true } }),
  made('MFA by SMS', { pool: { mfaConfiguration: 'OPTIONAL' }, mfa: { sms: true } }),
  made('MFA by e-mail', { pool: { mfaConfiguration: 'OPTIONAL' }, mfa: { email: true, totp: true } }),
  made('MFA by all', { pool: { mfaConfiguration: 'ON' }, mfa: { sms: true, totp: true, email: true } }),
  made('OAuth', { pool: { domain: 'shop' }, web: OAUTH, native: OAUTH }),
  made('OAuth, own domain', { pool: { customDomain: 'auth.example.com' }, web: OAUTH }),
  made('OAuth, both domains', { pool: { domain: 'shop', customDomain: 'auth.example.com' }, web: OAUTH }),
  made('OAuth, implicit', { pool: { domain: 'shop' }, web: { ...OAUTH, allowedOAuthFlows: ['implicit'] } }),
  made('OAuth, both flows', { pool: { domain: 'shop' }, web: { ...OAUTH, allowedOAuthFlows: ['implicit', 'code'] } }),
  made('OAuth, no domain', { web: OAUTH }),
  made('OAuth, turned off', { pool: { domain: 'shop' }, web: { ...OAUTH, allowedOAuthFlowsUserPoolClient: false } }),
  made('OAuth, machines alone', {
    pool: { domain: 'shop' },
    web: { ...OAUTH, allowedOAuthFlows: ['client_credentials'] },
  }),
  made('Google', {
    pool: { domain: 'shop' },
    providers: ['Google'],
    web: { ...OAUTH, supportedIdentityProviders: GOOGLE },
  }),
  made('all social providers', {
    pool: { domain: 'shop' },
    providers: SOCIAL,
    web: { ...OAUTH, supportedIdentityProviders: ['COGNITO', ...SOCIAL] },
  }),
  made('OIDC and SAML', {
    pool: { domain: 'shop' },
    providers: ['ADFS', 'Okta'],
    web: { ...OAUTH, supportedIdentityProviders: ['ADFS', 'Okta'] },
  }),
  made('no guests', { guests: false }),
  made('groups', { groups: { editors: `${ROLE}editors`, 'it\'s "quoted"': `${ROLE}others` } }),
  made('passwordless', {
    pool: { firstFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'], domain: 'shop' },
    mfa: { webAuthn: { relyingPartyId: undefined, userVerification: 'required' } },
  }),
  made('buckets', {
    env: {
      categories: { storage: [{ bucket: 'files', auth: ['read', 'create'], guest: ['read'] }, { bucket: 'more' }] },
    },
  }),
];

/** Every combination of what referenceAuth looks at. */
export function* combinations() {
  const both = [false, true];
  for (const alias of both)
    for (const providers of [[], ['Okta']])
      for (const domain of [{}, { domain: 'shop' }, { customDomain: 'auth.example.com' }])
        for (const callback of both)
          for (const logout of both)
            for (const guest of both)
              for (const auth of both)
                for (const hasSecret of both)
                  for (const listed of both)
                    for (const group of both)
                      yield made(
                        JSON.stringify({
                          alias,
                          providers,
                          domain,
                          callback,
                          logout,
                          guest,
                          auth,
                          hasSecret,
                          listed,
                          group,
                        }),
                        {
                          pool: { ...domain, aliasAttributes: alias ? ['email'] : [] },
                          providers,
                          web: {
                            hasSecret,
                            callbackUrls: callback ? OAUTH.callbackUrls : [],
                            logoutUrls: logout ? OAUTH.logoutUrls : [],
                          },
                          roles: {
                            authenticated: auth ? ROLES.authenticated : undefined,
                            unauthenticated: guest ? ROLES.unauthenticated : undefined,
                          },
                          listed,
                          groups: { editors: `${ROLE}editors` },
                          liveRole: group ? `${ROLE}editors` : `${ROLE}else`,
                        },
                      );
}
