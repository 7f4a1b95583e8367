// @ts-check
// The custom resource of the published `referenceAuth`, on AWS answers that are made from what the action observes.

/** @typedef {import('./cases.mjs').Case} Case */
/** @typedef {Record<string, any>} Values */

const { ReferenceAuthInitializer } = await import(
  new URL('node_modules/@aws-amplify/backend-auth/lib/lambda/reference_auth_initializer.js', import.meta.url).href
);

/** The type by which AWS lists a provider of this name. */
function typeOf(/** @type {string} */ name) {
  const social = ['Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple'];
  return social.includes(name) ? name : name === 'ADFS' ? 'SAML' : 'OIDC';
}

/** @type {Record<string, (values: Values) => unknown>} */
const ANSWERS = {
  DescribeUserPoolCommand: ({ pool }) => ({
    UserPool: {
      Id: pool.id,
      Domain: pool.domain,
      CustomDomain: pool.customDomain,
      UsernameAttributes: pool.usernameAttributes.length > 0 ? pool.usernameAttributes : undefined,
      AliasAttributes: pool.aliasAttributes,
      AutoVerifiedAttributes: pool.autoVerifiedAttributes,
      MfaConfiguration: pool.mfaConfiguration,
      SchemaAttributes: ['sub', ...pool.requiredAttributes].map((Name) => ({ Name, Required: true })),
      Policies: {
        PasswordPolicy: {
          MinimumLength: pool.passwordPolicy.minimumLength,
          RequireLowercase: pool.passwordPolicy.requireLowercase,
          RequireUppercase: pool.passwordPolicy.requireUppercase,
          RequireNumbers: pool.passwordPolicy.requireNumbers,
          RequireSymbols: pool.passwordPolicy.requireSymbols,
        },
      },
    },
  }),
  GetUserPoolMfaConfigCommand: ({ mfa }) => ({
    ...(mfa.sms ? { SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn' } } } : {}),
    ...(mfa.totp ? { SoftwareTokenMfaConfiguration: { Enabled: true } } : {}),
    ...(mfa.email ? { EmailMfaConfiguration: {} } : {}),
  }),
  ListIdentityProvidersCommand: ({ providers }) => ({
    Providers: providers.map((/** @type {string} */ name) => ({ ProviderName: name, ProviderType: typeOf(name) })),
  }),
  ListGroupsCommand: ({ groups }) => ({
    Groups: [...groups].map(([GroupName, RoleArn]) => ({ GroupName, RoleArn })),
  }),
  DescribeUserPoolClientCommand: ({ web }) => ({
    UserPoolClient: {
      ClientId: web.id,
      ClientSecret: web.hasSecret ? 'secret' : undefined,
      CallbackURLs: web.callbackUrls,
      LogoutURLs: web.logoutUrls,
      AllowedOAuthFlows: web.allowedOAuthFlows,
      AllowedOAuthScopes: web.allowedOAuthScopes,
    },
  }),
  DescribeIdentityPoolCommand: ({ identityPool }) => ({
    IdentityPoolId: identityPool.id,
    AllowUnauthenticatedIdentities: identityPool.allowUnauthenticatedIdentities,
    CognitoIdentityProviders: identityPool.providers.map((/** @type {Values} */ { providerName, clientId }) => ({
      ProviderName: providerName,
      ClientId: clientId,
    })),
  }),
  GetIdentityPoolRolesCommand: ({ roles: { authenticated, unauthenticated } }) => ({
    Roles: { ...(authenticated && { authenticated }), ...(unauthenticated && { unauthenticated }) },
  }),
};

/**
 * What the custom resource answers at a deployment with these props; throws what it refuses.
 *
 * @param {Values} values
 * @param {Values} props
 * @returns {Promise<Record<string, string>>}
 */
export async function deploy(values, props) {
  const client = {
    send: (/** @type {{ constructor: { name: string } }} */ command) => {
      const answer = ANSWERS[command.constructor.name];
      if (answer === undefined) throw new Error(`no answer to ${command.constructor.name}`);
      return Promise.resolve(answer(values));
    },
  };
  const { info } = console;
  console.info = () => undefined;
  try {
    const ResourceProperties = { groups: {}, ...props, region: values['region'] };
    const event = { RequestType: 'Create', RequestId: 'r', LogicalResourceId: 'l', StackId: 's', ResourceProperties };
    const response = await new ReferenceAuthInitializer(client, client, () => 'id').handleEvent(event);
    return response.Data;
  } finally {
    console.info = info;
  }
}
