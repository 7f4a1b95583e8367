import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  GetGroupCommand,
  GetUserPoolMfaConfigCommand,
  type GetUserPoolMfaConfigResponse,
  paginateListGroups,
  paginateListIdentityProviders,
  paginateListUserPoolClients,
  paginateListUserPools,
  type UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AppClient, MfaSettings, UserPool, UserPoolGroup } from '../../domain/observed.ts';
import { Secret } from '../../domain/secret.ts';
import type { NamedId, UserPools } from '../../ports/aws.ts';
import { readFact } from './errors.ts';
import type { Memo } from './memo.ts';
import { describeClient, type DescribedClient } from './describe-client.ts';

/** The page size that the listings of Cognito user pools allow at most. */
const PAGE = 60;

/** Listings are for hints; nobody reads on after some hundred ids. */
const MOST_POOLS = 300;

/** `prefix` begins ARNs of user pools in this partition and region, any account: `arn:aws:cognito-idp:eu-west-1:*:`. */
export function userPools(
  client: CognitoIdentityProviderClient,
  memo: Memo,
  prefix: string,
  mask: (secret: string) => void,
): UserPools {
  const arn = (userPoolId: string) => `${prefix}userpool/${userPoolId}`;
  return {
    userPool: (userPoolId) =>
      memo.once(`userPool ${userPoolId}`, () =>
        readFact('cognito-idp:DescribeUserPool', arn(userPoolId), async () => {
          const answer = await client.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }));
          return answer.UserPool && projectUserPool(userPoolId, answer.UserPool);
        }),
      ),
    mfa: (userPoolId) =>
      memo.once(`mfa ${userPoolId}`, () =>
        readFact('cognito-idp:GetUserPoolMfaConfig', arn(userPoolId), async () =>
          projectMfa(await client.send(new GetUserPoolMfaConfigCommand({ UserPoolId: userPoolId }))),
        ),
      ),
    client: (userPoolId, clientId) =>
      memo.once(`client ${userPoolId} ${clientId}`, () =>
        readFact('cognito-idp:DescribeUserPoolClient', arn(userPoolId), async () => {
          const found = await describeClient(client, userPoolId, clientId);
          return found && projectClient(clientId, found);
        }),
      ),
    clientWithSecret: (userPoolId, clientId) =>
      memo.once(`clientWithSecret ${userPoolId} ${clientId}`, () =>
        readFact('cognito-idp:DescribeUserPoolClient', arn(userPoolId), async () => {
          const found = await describeClient(client, userPoolId, clientId);
          if (found?.ClientSecret) mask(found.ClientSecret);
          return (
            found && {
              client: projectClient(clientId, found),
              secret: found.ClientSecret ? new Secret(found.ClientSecret) : undefined,
            }
          );
        }),
      ),
    group: (userPoolId, name) =>
      memo.once(`group ${userPoolId} ${name}`, () =>
        readFact('cognito-idp:GetGroup', arn(userPoolId), async () => {
          const answer = await client.send(new GetGroupCommand({ UserPoolId: userPoolId, GroupName: name }));
          return (
            answer.Group && {
              name,
              roleArn: answer.Group.RoleArn || undefined,
              precedence: answer.Group.Precedence,
            }
          );
        }),
      ),
    identityProviders: (userPoolId) =>
      memo.once(`identityProviders ${userPoolId}`, () =>
        readFact('cognito-idp:ListIdentityProviders', arn(userPoolId), async () => {
          const names: string[] = [];
          const pages = paginateListIdentityProviders({ client, pageSize: PAGE }, { UserPoolId: userPoolId });
          for await (const page of pages) {
            for (const { ProviderName } of page.Providers ?? [])
              if (ProviderName !== undefined) names.push(ProviderName);
          }
          return names;
        }),
      ),
    clientIds: (userPoolId) =>
      memo.once(`clientIds ${userPoolId}`, () =>
        readFact('cognito-idp:ListUserPoolClients', arn(userPoolId), async () => {
          const ids: string[] = [];
          // An app that registered itself is not the project's own, and there may be thousands of them.
          const query = { UserPoolId: userPoolId, ClientType: 'REGULAR' } as const;
          const pages = paginateListUserPoolClients({ client, pageSize: PAGE }, query);
          for await (const page of pages) {
            for (const { ClientId } of page.UserPoolClients ?? []) if (ClientId !== undefined) ids.push(ClientId);
          }
          return ids;
        }),
      ),
    userPoolIds: () =>
      memo.once('userPoolIds', () =>
        readFact('cognito-idp:ListUserPools', '*', async () => {
          const ids: string[] = [];
          for await (const page of paginateListUserPools({ client, pageSize: PAGE }, { MaxResults: PAGE })) {
            for (const { Id } of page.UserPools ?? []) if (Id !== undefined) ids.push(Id);
            if (ids.length >= MOST_POOLS) break;
          }
          return ids;
        }),
      ),
    allUserPools: () =>
      memo.once('allUserPools', () =>
        readFact('cognito-idp:ListUserPools', '*', async () => {
          const pools: NamedId[] = [];
          for await (const page of paginateListUserPools({ client, pageSize: PAGE }, { MaxResults: PAGE })) {
            for (const { Id, Name = '' } of page.UserPools ?? [])
              if (Id !== undefined) pools.push({ id: Id, name: Name });
          }
          return pools;
        }),
      ),
    allGroups: (userPoolId) =>
      memo.once(`allGroups ${userPoolId}`, () =>
        readFact('cognito-idp:ListGroups', arn(userPoolId), async () => {
          const groups: UserPoolGroup[] = [];
          for await (const page of paginateListGroups({ client, pageSize: PAGE }, { UserPoolId: userPoolId })) {
            for (const { GroupName: name, RoleArn, Precedence: precedence } of page.Groups ?? []) {
              if (name !== undefined) groups.push({ name, roleArn: RoleArn || undefined, precedence });
            }
          }
          return groups;
        }),
      ),
  };
}

/**
 * What Cognito does where a client names no flow. Source: Cognito API reference, `ExplicitAuthFlows` of CreateUserPoolClient: "your
 * user client supports ALLOW_REFRESH_TOKEN_AUTH, ALLOW_USER_SRP_AUTH, and ALLOW_CUSTOM_AUTH".
 */
const DEFAULT_FLOWS = ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH'];

/** AWS leaves a default out in one answer and spells it out in the next: both have to give the same facts. */
function orDefault(list: readonly string[] | undefined, byDefault: readonly string[]): readonly string[] {
  return list === undefined || list.length === 0 ? byDefault : list;
}

export function projectUserPool(id: string, pool: UserPoolType): UserPool {
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
    firstFactors: orDefault(pool.Policies?.SignInPolicy?.AllowedFirstAuthFactors, ['PASSWORD']),
    customAuth: isCustomAuth(pool),
    requiredAttributes: (pool.SchemaAttributes ?? [])
      .filter((attribute) => attribute.Required === true)
      .map((attribute) => attribute.Name ?? '')
      .filter((name) => name !== '' && name !== 'sub'),
  };
}

export function projectMfa(answer: GetUserPoolMfaConfigResponse): MfaSettings {
  const isOff = answer.MfaConfiguration === 'OFF';
  return {
    sms: answer.SmsMfaConfiguration?.SmsConfiguration !== undefined,
    totp: answer.SoftwareTokenMfaConfiguration?.Enabled === true,
    email: answer.EmailMfaConfiguration !== undefined,
    // With second factors off nothing relies on settings that are there and not turned on, and AWS gives them or not as it likes.
    configured: {
      sms: !isOff && answer.SmsMfaConfiguration !== undefined,
      totp: !isOff && answer.SoftwareTokenMfaConfiguration !== undefined,
    },
    webAuthn: answer.WebAuthnConfiguration && {
      relyingPartyId: answer.WebAuthnConfiguration.RelyingPartyId || undefined,
      userVerification: answer.WebAuthnConfiguration.UserVerification ?? 'preferred',
    },
  };
}

function isCustomAuth({ LambdaConfig: triggers }: UserPoolType): boolean {
  const { DefineAuthChallenge, CreateAuthChallenge, VerifyAuthChallengeResponse } = triggers ?? {};
  return [DefineAuthChallenge, CreateAuthChallenge, VerifyAuthChallengeResponse].every(Boolean);
}

/** `ClientSecret` is only looked at for being there. */
export function projectClient(id: string, client: DescribedClient): AppClient {
  return {
    id,
    name: client.ClientName ?? '',
    hasSecret: Boolean(client.ClientSecret) || client.ClientSecretArn !== undefined,
    secretArn: client.ClientSecretArn,
    explicitAuthFlows: orDefault(client.ExplicitAuthFlows, DEFAULT_FLOWS),
    supportedIdentityProviders: client.SupportedIdentityProviders ?? [],
    callbackUrls: client.CallbackURLs ?? [],
    logoutUrls: client.LogoutURLs ?? [],
    allowedOAuthFlows: client.AllowedOAuthFlows ?? [],
    allowedOAuthScopes: client.AllowedOAuthScopes ?? [],
    allowedOAuthFlowsUserPoolClient: client.AllowedOAuthFlowsUserPoolClient ?? false,
    refreshTokenRotation: client.RefreshTokenRotation?.Feature === 'ENABLED',
  };
}
