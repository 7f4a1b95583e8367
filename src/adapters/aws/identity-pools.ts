import {
  type CognitoIdentityClient,
  DescribeIdentityPoolCommand,
  GetIdentityPoolRolesCommand,
} from '@aws-sdk/client-cognito-identity';
import type { IdentityPools } from '../../ports/aws.ts';
import { readFact } from './errors.ts';
import type { Memo } from './memo.ts';

export function identityPools(client: CognitoIdentityClient, memo: Memo): IdentityPools {
  return {
    identityPool: (identityPoolId) =>
      memo.once(`identityPool ${identityPoolId}`, () =>
        readFact('cognito-identity:DescribeIdentityPool', async () => {
          const pool = await client.send(new DescribeIdentityPoolCommand({ IdentityPoolId: identityPoolId }));
          return {
            id: identityPoolId,
            name: pool.IdentityPoolName ?? '',
            allowUnauthenticatedIdentities: pool.AllowUnauthenticatedIdentities ?? false,
            allowClassicFlow: pool.AllowClassicFlow ?? false,
            providers: (pool.CognitoIdentityProviders ?? []).map((provider) => ({
              providerName: provider.ProviderName ?? '',
              clientId: provider.ClientId ?? '',
            })),
            supportedLoginProviders: Object.keys(pool.SupportedLoginProviders ?? {}),
          };
        }),
      ),
    roles: (identityPoolId) =>
      memo.once(`roles ${identityPoolId}`, () =>
        readFact('cognito-identity:GetIdentityPoolRoles', async () => {
          const answer = await client.send(new GetIdentityPoolRolesCommand({ IdentityPoolId: identityPoolId }));
          return {
            authenticated: answer.Roles?.['authenticated'],
            unauthenticated: answer.Roles?.['unauthenticated'],
          };
        }),
      ),
  };
}
