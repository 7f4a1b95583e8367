import { SetIdentityPoolRolesCommand } from '@aws-sdk/client-cognito-identity';
import { trustDocument, type AwsClients, type Environment, type SeedOptions } from '@amplify-import-auth/testbed/aws';

/** An env that is right but for one thing. */
export interface Mistake {
  readonly seed?: SeedOptions;
  /** What the manifest says in place of the id that was made. */
  readonly says?: Readonly<Record<string, string>>;
  /** What is changed when all is made. */
  readonly change?: (clients: AwsClients, env: Environment) => Promise<unknown>;
}

const PRINCIPAL = 'cognito-identity.amazonaws.com';
const AUD = `${PRINCIPAL}:aud`;
const OTHER_POOL = 'eu-west-1:99999999-1111-4222-8333-444444444444';
const FLOWS = ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] as const;

const roles =
  (of: (env: Environment) => Record<string, string>): NonNullable<Mistake['change']> =>
  ({ identityPools }, env) =>
    identityPools.send(new SetIdentityPoolRolesCommand({ IdentityPoolId: env.identityPoolId, Roles: of(env) }));

interface TrustStatement {
  Condition: Record<string, Record<string, unknown>>;
}

/** The auth role's trust, with its statements changed. */
const trust = (change: (first: TrustStatement, all: unknown[]) => void): Mistake => ({
  seed: {
    trust(kind, identityPoolId) {
      const document = trustDocument(identityPoolId, kind === 'guest' ? 'unauthenticated' : 'authenticated');
      const { Statement: statements } = document as { Statement: [TrustStatement] };
      if (kind === 'auth') change(statements[0], statements);
      return document;
    },
  },
});

const allow = (Action: string | readonly string[], Resource: string | readonly string[] = '*') => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource }],
});

const long = (part: number) =>
  Array.from({ length: 52 }, (_, index) => `arn:aws:s3:::${'x'.repeat(40)}${part}${index}/*`);

/** By env: one mistake each. */
export const MISTAKES: Readonly<Record<string, Mistake>> = {
  ok: {},
  nopool: { says: { userPoolId: 'eu-west-1_Nonexist1' } },
  noclient: { says: { webClientId: '0123456789abcdefghijklmnop' } },
  secret: { seed: { webClient: { GenerateSecret: true } } },
  flows: { seed: { webClient: { ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'] } } },
  refresh: { seed: { webClient: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] } } },
  noflows: { seed: { webClient: { ExplicitAuthFlows: [] }, nativeClient: { ExplicitAuthFlows: [] } } },
  oauth: {
    seed: {
      webClient: {
        ExplicitAuthFlows: [...FLOWS],
        AllowedOAuthFlows: ['code'],
        AllowedOAuthScopes: ['openid'],
        AllowedOAuthFlowsUserPoolClient: true,
        CallbackURLs: ['http://example.com/cb'],
        LogoutURLs: ['https://example.com/'],
      },
    },
  },
  noidp: { says: { identityPoolId: 'eu-west-1:00000000-1111-4222-8333-444444444444' } },
  notlisted: { seed: { listInIdentityPool: ['native'] } },
  guestoff: { seed: { guest: false } },
  classic: { seed: { classicFlow: true } },
  mapping: {
    seed: {
      roleMappings: ({ providerName, webClientId, guestRoleArn }) => ({
        [`${providerName}:${webClientId}`]: {
          Type: 'Rules',
          AmbiguousRoleResolution: 'Deny',
          RulesConfiguration: { Rules: [{ Claim: 'x', MatchType: 'Equals', Value: 'y', RoleARN: guestRoleArn }] },
        },
      }),
    },
  },
  noauthrole: { seed: { skip: ['authRole'] } },
  noguestrole: { seed: { skip: ['guestRole'] } },
  gone: { change: roles((env) => ({ authenticated: `${env.authRoleArn}-gone`, unauthenticated: env.guestRoleArn })) },
  shared: { change: roles((env) => ({ authenticated: env.authRoleArn, unauthenticated: env.authRoleArn })) },
  foreign: {
    change: roles((env) => ({ authenticated: env.authRoleArn, unauthenticated: 'arn:aws:iam::999999999999:role/x' })),
  },
  noaud: trust(({ Condition: condition }) => delete condition['StringEquals']),
  noamr: trust(({ Condition: condition }) => delete condition['ForAnyValue:StringLike']),
  wrongaud: trust(({ Condition: condition }) => (condition['StringEquals'] = { [AUD]: OTHER_POOL })),
  wild: trust(({ Condition: condition }) => {
    delete condition['StringEquals'];
    condition['StringLike'] = { [AUD]: 'eu-west-1:*' };
  }),
  forall: trust(({ Condition: condition }) => {
    condition['ForAllValues:StringLike'] = condition['ForAnyValue:StringLike'] ?? {};
    delete condition['ForAnyValue:StringLike'];
  }),
  other: trust((_first, all) =>
    all.push({ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::999999999999:root' }, Action: 'sts:AssumeRole' }),
  ),
  deny: trust((_first, all) =>
    all.push({ Effect: 'Deny', Principal: { Federated: PRINCIPAL }, Action: 'sts:AssumeRoleWithWebIdentity' }),
  ),
  admin: {
    seed: {
      inlinePolicies: {
        auth: { bad: allow('*') },
        guest: { bad: allow(['iam:PassRole', 'cognito-idp:Admin*']) },
      },
    },
  },
  full: {
    seed: {
      inlinePolicies: {
        auth: Object.fromEntries([0, 1, 2].map((part) => [`big${part}`, allow('s3:GetObject', long(part))])),
      },
    },
  },
};
