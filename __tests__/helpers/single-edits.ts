import type { UserPoolClientType } from '@aws-sdk/client-cognito-identity-provider';
import type { RuleId } from '../../src/domain/rule.ts';
import { GROUP, GROUP_ROLE, type AppliedShop, type World } from './drift-world.ts';
import type { Chance } from './same-meaning.ts';
import { makeRole } from './shop.ts';

/** One thing that somebody does to a healthy env. */
export interface Edit {
  readonly what: string;
  readonly rule: RuleId;
  readonly field: string;
  /** Changes the answers of AWS, or AWS and the files themselves; false where this env has nothing to be edited. */
  readonly make: (world: World, shop: AppliedShop, chance: Chance) => boolean;
}

type Change = (world: World, chance: Chance) => unknown;

/** One member added to a list that means a set, one taken away, or one exchanged. */
function edited<T>(values: readonly T[] | undefined, fresh: T, chance: Chance): T[] {
  const list = [...(values ?? [])];
  const at = chance.number(list.length || 1);
  if (list.length === 0 || chance.number(3) === 0) return [...list, fresh];
  return chance.coin() ? list.toSpliced(at, 1) : list.toSpliced(at, 1, fresh);
}

function pool(field: string, change: Change, what = field): Edit {
  return {
    what: `pool: ${what}`,
    rule: 'drift/user-pool',
    field,
    make: (world, _, chance) => change(world, chance) !== false,
  };
}

function clientEdits(kind: 'web' | 'native'): readonly Edit[] {
  const edit = (field: string, change: (client: UserPoolClientType, chance: Chance) => unknown): Edit => ({
    what: `${kind} client: ${field}`,
    rule: 'drift/client',
    field,
    make: (world, _, chance) => change(world[kind], chance) !== false,
  });
  return [
    edit('hasSecret', (client) => (client.ClientSecret = 'once')),
    edit('explicitAuthFlows', (client, chance) => {
      const flows = client.ExplicitAuthFlows ?? [];
      client.ExplicitAuthFlows = flows.length === 0 ? ['ALLOW_USER_AUTH'] : chance.coin() ? [] : flows.slice(1);
      // Nothing set and all defaults set are the same.
      return JSON.stringify(flows.toSorted()) !== JSON.stringify(DEFAULT_FLOWS) && flows.length !== 1;
    }),
    edit('supportedIdentityProviders', (client, chance) => {
      client.SupportedIdentityProviders = edited(client.SupportedIdentityProviders, 'NewSaml', chance);
    }),
    edit('callbackUrls', (client, chance) => {
      client.CallbackURLs = edited(client.CallbackURLs, 'https://new.example/', chance);
    }),
    edit('logoutUrls', (client, chance) => {
      client.LogoutURLs = edited(client.LogoutURLs, 'https://out.example/', chance);
    }),
    edit('allowedOAuthFlows', (client, chance) => {
      client.AllowedOAuthFlows = edited(client.AllowedOAuthFlows, 'client_credentials', chance);
    }),
    edit('allowedOAuthScopes', (client, chance) => {
      client.AllowedOAuthScopes = edited(client.AllowedOAuthScopes, 'phone', chance);
    }),
    edit('allowedOAuthFlowsUserPoolClient', (client) => {
      client.AllowedOAuthFlowsUserPoolClient = client.AllowedOAuthFlowsUserPoolClient !== true;
    }),
    edit('refreshTokenRotation', (client) => {
      const on = client.RefreshTokenRotation?.Feature === 'ENABLED';
      client.RefreshTokenRotation = { Feature: on ? 'DISABLED' : 'ENABLED' };
    }),
  ];
}

const DEFAULT_FLOWS = ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH'];

const poolEdits: readonly Edit[] = [
  pool('domain', ({ pool: one }) => (one.Domain = one.Domain === undefined ? 'shop' : undefined)),
  pool('domain', ({ pool: one }) => (one.Domain = 'another'), 'another domain'),
  pool(
    'customDomain',
    ({ pool: one }) => (one.CustomDomain = one.CustomDomain === undefined ? 'a.example' : undefined),
  ),
  pool('mfaConfiguration', ({ pool: one, mfa }) => {
    // Nothing else changes with it where second factors were on and stay so.
    if (one.MfaConfiguration === 'OFF') return Object.keys(mfa).length === 0 && (one.MfaConfiguration = 'ON');
    return (one.MfaConfiguration = one.MfaConfiguration === 'ON' ? 'OPTIONAL' : 'ON');
  }),
  ...(['MinimumLength', 'RequireLowercase', 'RequireUppercase', 'RequireNumbers', 'RequireSymbols'] as const).map(
    (key) =>
      pool(
        'passwordPolicy',
        ({ pool: { Policies } }) => {
          const policy = Policies?.PasswordPolicy as Record<string, unknown>;
          policy[key] = key === 'MinimumLength' ? Number(policy[key]) + 1 : policy[key] !== true;
        },
        `passwordPolicy.${key}`,
      ),
  ),
  pool('usernameAttributes', ({ pool: one }, chance) => {
    one.UsernameAttributes = edited(one.UsernameAttributes, 'preferred_username' as never, chance);
  }),
  pool('aliasAttributes', ({ pool: one }, chance) => {
    one.AliasAttributes = edited(one.AliasAttributes, 'phone_number', chance);
  }),
  pool('autoVerifiedAttributes', ({ pool: one }, chance) => {
    one.AutoVerifiedAttributes = edited(one.AutoVerifiedAttributes, 'address' as never, chance);
  }),
  pool('requiredAttributes', ({ pool: one }, chance) => {
    one.SchemaAttributes = edited(one.SchemaAttributes, { Name: 'website', Required: true }, chance);
  }),
  pool('firstFactors', ({ pool: one }) => {
    const policy = one.Policies!.SignInPolicy!;
    const has = policy.AllowedFirstAuthFactors!.includes('WEB_AUTHN');
    if (has && policy.AllowedFirstAuthFactors!.length === 1) return false;
    policy.AllowedFirstAuthFactors = has
      ? policy.AllowedFirstAuthFactors!.filter((factor) => factor !== 'WEB_AUTHN')
      : [...policy.AllowedFirstAuthFactors!, 'WEB_AUTHN'];
  }),
  pool('customAuth', ({ pool: one }) => {
    const all = { DefineAuthChallenge: 'a', CreateAuthChallenge: 'b', VerifyAuthChallengeResponse: 'c' };
    one.LambdaConfig = { ...one.LambdaConfig, ...all };
  }),
  pool('mfa.sms', ({ pool: one, mfa }) => {
    // With the settings there and nothing in them, only `sms` changes.
    if (one.MfaConfiguration !== 'OFF' && mfa.SmsMfaConfiguration === undefined) return false;
    mfa.SmsMfaConfiguration = mfa.SmsMfaConfiguration === undefined ? { SmsConfiguration: {} } : {};
  }),
  pool('mfa.totp', ({ pool: one, mfa }) => {
    if (one.MfaConfiguration !== 'OFF' && mfa.SoftwareTokenMfaConfiguration === undefined) return false;
    mfa.SoftwareTokenMfaConfiguration = { Enabled: mfa.SoftwareTokenMfaConfiguration?.Enabled !== true };
  }),
  pool('mfa.email', ({ mfa }) => {
    mfa.EmailMfaConfiguration = mfa.EmailMfaConfiguration === undefined ? {} : undefined;
  }),
  pool('mfa.configured', ({ pool: one, mfa }) => {
    if (one.MfaConfiguration === 'OFF' || mfa.SoftwareTokenMfaConfiguration?.Enabled === true) return false;
    mfa.SoftwareTokenMfaConfiguration =
      mfa.SoftwareTokenMfaConfiguration === undefined ? { Enabled: false } : undefined;
  }),
  pool('mfa.webAuthn', ({ mfa }, chance) => {
    const now = mfa.WebAuthnConfiguration;
    mfa.WebAuthnConfiguration =
      now !== undefined && chance.coin() ? undefined : { ...now, RelyingPartyId: 'passkeys.example' };
  }),
];

const identityEdits: readonly Edit[] = [
  identity('allowUnauthenticatedIdentities', ({ identityPool }) => {
    identityPool.AllowUnauthenticatedIdentities = identityPool.AllowUnauthenticatedIdentities !== true;
  }),
  identity('allowClassicFlow', ({ identityPool }) => {
    identityPool.AllowClassicFlow = identityPool.AllowClassicFlow !== true;
  }),
  identity('providers', ({ identityPool }, chance) => {
    const fresh = { ProviderName: 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_New', ClientId: 'new' };
    identityPool.CognitoIdentityProviders = edited(identityPool.CognitoIdentityProviders, fresh, chance);
  }),
  identity('loginProviders', ({ identityPool }) => {
    const { SupportedLoginProviders: now = {} } = identityPool;
    const [first] = Object.keys(now);
    identityPool.SupportedLoginProviders = { ...now, [first ?? 'appleid.apple.com']: 'another-app' };
  }),
  identity('roleMappings', ({ mappings }, chance) => {
    const [mapping] = Object.values(mappings);
    if (chance.coin()) mapping!.AmbiguousRoleResolution = 'Deny';
    else mappings['graph.facebook.com'] = { Type: 'Rules', AmbiguousRoleResolution: 'Deny' };
  }),
  identity('authRoleArn', ({ roles }, _, { shop, env }) => {
    roles['authenticated'] = makeRole(shop.aws, 'other-auth', env.identityPoolId, 'authenticated');
  }),
  identity('guestRoleArn', ({ roles }, chance, { shop, env }) => {
    if (chance.coin()) delete roles['unauthenticated'];
    else roles['unauthenticated'] = makeRole(shop.aws, 'other-guest', env.identityPoolId, 'unauthenticated');
  }),
];

function identity(field: string, change: (world: World, chance: Chance, shop: AppliedShop) => unknown): Edit {
  const make: Edit['make'] = (world, shop, chance) => change(world, chance, shop) !== false;
  return { what: `identity pool: ${field}`, rule: 'drift/identity-pool', field, make };
}

const groupEdits: readonly Edit[] = [
  {
    what: 'another role of the group',
    rule: 'drift/role',
    field: GROUP,
    make: ({ group }, { shop, env }) => {
      group.RoleArn = makeRole(shop.aws, 'other-editors', env.identityPoolId, 'authenticated');
      return true;
    },
  },
  {
    what: 'a group that lost its role',
    rule: 'drift/role',
    field: GROUP,
    make: ({ group }) => delete group.RoleArn,
  },
  {
    what: 'precedence',
    rule: 'drift/role',
    field: `precedence of ${GROUP}`,
    make: ({ group }, _, chance) => {
      group.Precedence = chance.coin() ? undefined! : (group.Precedence ?? 0) + 1;
      return true;
    },
  },
];

function trust(what: string, field: string, role: (shop: AppliedShop) => string): Edit {
  return {
    what: `trust of ${what}`,
    rule: 'drift/trust',
    field,
    make: (_, applied, chance) => {
      const one = applied.shop.aws.roles.get(role(applied))!;
      const changes = [
        (text: string) => text.replace(':aud"', ':aux"'),
        (text: string) => text.replace('StringEquals', 'StringLike'),
        (text: string) => text.replace('sts:AssumeRoleWithWebIdentity', 'sts:*'),
        (text: string) =>
          text.replace('"Statement":[', '"Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"},'),
      ];
      const before = one.trust;
      one.trust = changes[chance.number(changes.length)]!(before);
      return one.trust !== before;
    },
  };
}

function policy(what: string, role: (shop: AppliedShop) => string): Edit {
  return {
    what: `policy of ${what}`,
    rule: 'drift/policy',
    field: 'amplify-import-auth.shop.dev.storage',
    make: (_, applied, chance) => {
      const { inline } = applied.shop.aws.roles.get(role(applied))!;
      const name = 'amplify-import-auth.shop.dev.storage';
      const before = inline.get(name)!;
      if (chance.number(3) === 0) return inline.delete(name);
      const after = chance.coin()
        ? before.replace('arn:aws:s3:::files', 'arn:aws:s3:::*')
        : before.replace('"s3:', '"s3-outposts:');
      inline.set(name, after);
      return after !== before;
    },
  };
}

function file(path: string): Edit {
  return {
    what: path,
    rule: 'drift/file',
    field: path,
    make: (_, { shop }, chance) => {
      const before = shop.workspace.files.get(path)!;
      if (chance.number(3) === 0) return shop.workspace.files.delete(path);
      const at = before.indexOf('eu-west-1');
      shop.workspace.files.set(path, `${before.slice(0, at)}us-east-1${before.slice(at + 9)}`);
      return at >= 0;
    },
  };
}

/** Every field that an output or a rule depends on, at least once. */
export const EDITS: readonly Edit[] = [
  ...poolEdits,
  ...clientEdits('web'),
  ...clientEdits('native'),
  ...identityEdits,
  ...groupEdits,
  trust('the authenticated role', 'authTrust', ({ env }) => env.authRole),
  trust('the guest role', 'guestTrust', ({ env }) => env.guestRole),
  trust('the role of a group', `groupTrust.${GROUP}`, () => GROUP_ROLE),
  policy('the authenticated role', ({ env }) => env.authRole),
  policy('the guest role', ({ env }) => env.guestRole),
  policy('the role of a group', () => GROUP_ROLE),
  file('config/dev/amplify_outputs.json'),
  file('config/dev/aws-exports.js'),
  file('config/dev/amplifyconfiguration.json'),
];
