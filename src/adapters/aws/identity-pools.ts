import {
  type CognitoIdentityClient,
  DescribeIdentityPoolCommand,
  GetIdentityPoolRolesCommand,
  type GetIdentityPoolRolesResponse,
  type IdentityPool as SdkIdentityPool,
  paginateListIdentityPools,
  type RoleMapping as SdkRoleMapping,
} from '@aws-sdk/client-cognito-identity';
import type { IdentityPool, IdentityPoolRoles, RoleMapping } from '../../domain/observed.ts';
import type { IdentityPools, NamedId } from '../../ports/aws.ts';
import { readFact } from './errors.ts';
import type { Memo } from './memo.ts';

const PAGE = 60;
const MOST_POOLS = 300;

/** `prefix` begins ARNs of identity pools in this partition and region, any account. */
export function identityPools(client: CognitoIdentityClient, memo: Memo, prefix: string): IdentityPools {
  const arn = (identityPoolId: string) => `${prefix}identitypool/${identityPoolId}`;
  return {
    identityPool: (identityPoolId) =>
      memo.once(`identityPool ${identityPoolId}`, () =>
        readFact('cognito-identity:DescribeIdentityPool', arn(identityPoolId), async () => {
          const command = new DescribeIdentityPoolCommand({ IdentityPoolId: identityPoolId });
          return projectIdentityPool(identityPoolId, await client.send(command));
        }),
      ),
    roles: (identityPoolId) =>
      memo.once(`roles ${identityPoolId}`, () =>
        readFact('cognito-identity:GetIdentityPoolRoles', arn(identityPoolId), async () => {
          return projectRoles(await client.send(new GetIdentityPoolRolesCommand({ IdentityPoolId: identityPoolId })));
        }),
      ),
    identityPoolIds: () =>
      memo.once('identityPoolIds', () =>
        readFact('cognito-identity:ListIdentityPools', '*', async () => {
          const ids: string[] = [];
          for await (const page of paginateListIdentityPools({ client, pageSize: PAGE }, { MaxResults: PAGE })) {
            for (const { IdentityPoolId } of page.IdentityPools ?? []) {
              if (IdentityPoolId !== undefined) ids.push(IdentityPoolId);
            }
            if (ids.length >= MOST_POOLS) break;
          }
          return ids;
        }),
      ),
    allIdentityPools: () =>
      memo.once('allIdentityPools', () =>
        readFact('cognito-identity:ListIdentityPools', '*', async () => {
          const pools: NamedId[] = [];
          for await (const page of paginateListIdentityPools({ client, pageSize: PAGE }, { MaxResults: PAGE })) {
            for (const { IdentityPoolId: id, IdentityPoolName: name = '' } of page.IdentityPools ?? []) {
              if (id !== undefined) pools.push({ id, name });
            }
          }
          return pools;
        }),
      ),
  };
}

export function projectIdentityPool(id: string, pool: Omit<SdkIdentityPool, 'IdentityPoolId'>): IdentityPool {
  return {
    id,
    name: pool.IdentityPoolName ?? '',
    allowUnauthenticatedIdentities: pool.AllowUnauthenticatedIdentities ?? false,
    allowClassicFlow: pool.AllowClassicFlow ?? false,
    providers: (pool.CognitoIdentityProviders ?? []).map((provider) => ({
      providerName: provider.ProviderName ?? '',
      clientId: provider.ClientId ?? '',
    })),
    loginProviders: Object.entries(pool.SupportedLoginProviders ?? {}).map(([name, appId]) => ({ name, appId })),
  };
}

export function projectRoles({ Roles, RoleMappings }: GetIdentityPoolRolesResponse): IdentityPoolRoles {
  return {
    authenticated: Roles?.['authenticated'],
    unauthenticated: Roles?.['unauthenticated'],
    mappings: Object.entries(RoleMappings ?? {}).map(projectMapping),
  };
}

function projectMapping([provider, mapping]: readonly [string, SdkRoleMapping]): RoleMapping {
  return {
    provider,
    type: mapping.Type === 'Rules' ? 'Rules' : 'Token',
    ambiguous: mapping.AmbiguousRoleResolution,
    ruleRoles: (mapping.RulesConfiguration?.Rules ?? []).flatMap(({ RoleARN }) =>
      RoleARN === undefined ? [] : [RoleARN],
    ),
  };
}
