import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  paginateListUserPoolClients,
  type GetUserPoolMfaConfigResponse,
  type UserPoolClientType,
  type UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AppClient, MfaSettings, UserPool } from '../../domain/observed.ts';
import type { UserPools } from '../../ports/aws.ts';
import { readFact } from './errors.ts';
import type { Memo } from './memo.ts';

/** The page size that ListUserPoolClients allows at most. */
const PAGE = 60;

export function userPools(client: CognitoIdentityProviderClient, memo: Memo): UserPools {
  return {
    userPool: (userPoolId) =>
      memo.once(`userPool ${userPoolId}`, () =>
        readFact('cognito-idp:DescribeUserPool', async () => {
          const answer = await client.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }));
          return answer.UserPool && projectUserPool(userPoolId, answer.UserPool);
        }),
      ),
    mfa: (userPoolId) =>
      memo.once(`mfa ${userPoolId}`, () =>
        readFact('cognito-idp:GetUserPoolMfaConfig', async () =>
          projectMfa(await client.send(new GetUserPoolMfaConfigCommand({ UserPoolId: userPoolId }))),
        ),
      ),
    client: (userPoolId, clientId) =>
      memo.once(`client ${userPoolId} ${clientId}`, () =>
        readFact('cognito-idp:DescribeUserPoolClient', async () => {
          const command = new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId });
          const answer = await client.send(command);
          return answer.UserPoolClient && projectClient(clientId, answer.UserPoolClient);
        }),
      ),
    clientIds: (userPoolId) =>
      memo.once(`clientIds ${userPoolId}`, () =>
        readFact('cognito-idp:ListUserPoolClients', async () => {
          const ids: string[] = [];
          for await (const page of paginateListUserPoolClients(
            { client, pageSize: PAGE },
            { UserPoolId: userPoolId },
          )) {
            for (const { ClientId } of page.UserPoolClients ?? []) if (ClientId !== undefined) ids.push(ClientId);
          }
          return ids;
        }),
      ),
  };
}

function projectUserPool(id: string, pool: UserPoolType): UserPool {
  const password = pool.Policies?.PasswordPolicy ?? {};
  return {
    id,
    name: pool.Name ?? '',
    arn: pool.Arn ?? '',
    domain: pool.Domain || undefined,
    customDomain: pool.CustomDomain || undefined,
    usernameAttributes: pool.UsernameAttributes ?? [],
    aliasAttributes: pool.AliasAttributes ?? [],
    autoVerifiedAttributes: pool.AutoVerifiedAttributes ?? [],
    mfaConfiguration: pool.MfaConfiguration ?? 'OFF',
    passwordPolicy: {
      // Cognito's own defaults for what it leaves out.
      minimumLength: password.MinimumLength ?? 8,
      requireLowercase: password.RequireLowercase ?? false,
      requireUppercase: password.RequireUppercase ?? false,
      requireNumbers: password.RequireNumbers ?? false,
      requireSymbols: password.RequireSymbols ?? false,
    },
    requiredAttributes: (pool.SchemaAttributes ?? [])
      .filter((attribute) => attribute.Required === true)
      .map((attribute) => attribute.Name ?? '')
      .filter((name) => name !== '' && name !== 'sub'),
  };
}

function projectMfa(answer: GetUserPoolMfaConfigResponse): MfaSettings {
  return {
    sms: answer.SmsMfaConfiguration?.SmsConfiguration !== undefined,
    totp: answer.SoftwareTokenMfaConfiguration?.Enabled === true,
    email: answer.EmailMfaConfiguration !== undefined,
  };
}

/** `ClientSecret` is looked at for being there, and goes no further. */
function projectClient(id: string, client: UserPoolClientType): AppClient {
  return {
    id,
    name: client.ClientName ?? '',
    hasSecret: client.ClientSecret !== undefined && client.ClientSecret !== '',
    explicitAuthFlows: client.ExplicitAuthFlows ?? [],
    supportedIdentityProviders: client.SupportedIdentityProviders ?? [],
    callbackUrls: client.CallbackURLs ?? [],
    logoutUrls: client.LogoutURLs ?? [],
    allowedOAuthFlows: client.AllowedOAuthFlows ?? [],
    allowedOAuthScopes: client.AllowedOAuthScopes ?? [],
    allowedOAuthFlowsUserPoolClient: client.AllowedOAuthFlowsUserPoolClient ?? false,
  };
}
