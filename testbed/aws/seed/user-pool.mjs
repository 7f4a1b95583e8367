// @ts-check
import {
  CreateIdentityProviderCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  SetUserPoolMfaConfigCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { dnsName } from './names.mjs';

/** @typedef {import('../aws-clients.mjs').AwsClients} AwsClients */
/** @typedef {import('./options.mjs').ClientInput} ClientInput */
/** @typedef {import('./options.mjs').Environment} Environment */
/** @typedef {import('./options.mjs').MfaInput} MfaInput */
/** @typedef {import('./options.mjs').SeedOptions} SeedOptions */
/** @typedef {import('./options.mjs').UserPoolInput} UserPoolInput */

/** @satisfies {Partial<UserPoolInput>} */
const USUAL_SETTINGS = {
  AutoVerifiedAttributes: ['email'],
  UsernameConfiguration: { CaseSensitive: false },
  Policies: {
    PasswordPolicy: {
      MinimumLength: 10,
      RequireLowercase: true,
      RequireUppercase: true,
      RequireNumbers: true,
      RequireSymbols: false,
      TemporaryPasswordValidityDays: 7,
    },
  },
  AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
  Schema: [{ Name: 'email', AttributeDataType: 'String', Required: true, Mutable: true }],
};

/**
 * The user pool with its MFA settings, identity providers and domain.
 *
 * @param {AwsClients} clients
 * @param {string} environmentName
 * @param {SeedOptions} options
 * @returns {Promise<Pick<Environment, 'userPoolId' | 'userPoolArn' | 'providerName' | 'domain'>>}
 */
export async function makeUserPool({ userPools, region }, environmentName, options) {
  const { pool = {}, mfa = 'OFF', identityProviders = [] } = options;
  const created = await userPools.send(
    new CreateUserPoolCommand({
      PoolName: `${environmentName}_userpool`,
      ...USUAL_SETTINGS,
      // User names that are addresses, or user names with aliases: Cognito refuses both at once.
      ...(pool.AliasAttributes ? {} : { UsernameAttributes: ['email'] }),
      ...pool,
    }),
  );
  const userPoolId = created.UserPool?.Id ?? '';
  if (mfa !== 'OFF') {
    await userPools.send(new SetUserPoolMfaConfigCommand({ UserPoolId: userPoolId, ...mfaSettings(mfa) }));
  }
  for (const provider of identityProviders) {
    await userPools.send(new CreateIdentityProviderCommand({ UserPoolId: userPoolId, ...provider }));
  }
  const domain = options.domain === true ? dnsName(environmentName) : options.domain || '';
  if (domain) {
    await userPools.send(new CreateUserPoolDomainCommand({ UserPoolId: userPoolId, Domain: domain }));
  }
  return {
    userPoolId,
    userPoolArn: created.UserPool?.Arn ?? '',
    providerName: `cognito-idp.${region}.amazonaws.com/${userPoolId}`,
    domain,
  };
}

/**
 * @param {'ON' | 'OPTIONAL' | Partial<MfaInput>} mfa
 * @returns {Partial<MfaInput>}
 */
function mfaSettings(mfa) {
  return typeof mfa === 'string' ? { MfaConfiguration: mfa, SoftwareTokenMfaConfiguration: { Enabled: true } } : mfa;
}

/**
 * The web client and, where one is wanted, the native client.
 *
 * @param {AwsClients} clients
 * @param {Environment} environment
 * @param {SeedOptions} options
 * @returns {Promise<Pick<Environment, 'webClientId' | 'nativeClientId' | 'nativeClientSecret'>>}
 */
export async function makeClients({ userPools }, environment, options) {
  const { webClient = {}, nativeClient = false, identityProviders = [] } = options;
  /** @param {string} kind @param {boolean | Partial<ClientInput>} wanted */
  const make = async (kind, wanted) => {
    if (wanted === false) {
      return undefined;
    }
    const created = await userPools.send(
      new CreateUserPoolClientCommand({
        UserPoolId: environment.userPoolId,
        ClientName: `${environment.name}_${kind}`,
        ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        PreventUserExistenceErrors: 'ENABLED',
        SupportedIdentityProviders: ['COGNITO', ...identityProviders.map((each) => each.ProviderName ?? '')],
        ...(wanted === true ? {} : wanted),
      }),
    );
    return created.UserPoolClient;
  };
  const web = await make('web', webClient);
  const native = await make('native', nativeClient);
  return {
    webClientId: web?.ClientId ?? '',
    nativeClientId: native?.ClientId ?? '',
    nativeClientSecret: native?.ClientSecret ?? '',
  };
}
