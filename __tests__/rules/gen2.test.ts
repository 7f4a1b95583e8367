import { describe, test } from '@jest/globals';
import { SetIdentityPoolRolesCommand } from '@aws-sdk/client-cognito-identity';
import type { SeedOptions } from '@amplify-import-auth/testbed/aws';
import { checkCase, IDENTITY_POOL, manifest, USER_POOL, WEB, type RuleCase } from '../helpers/emulated.ts';

const OUTPUT = 'outputs: [{format: reference-auth, path: amplify/auth/resource.ts}]';
const OTHER = 'outputs: [{format: amplify-outputs, path: "{env}/amplify_outputs.json"}]';
const AT_POOL = ['userPoolId: ▸<userPoolId>', WEB, IDENTITY_POOL];
const IDS = [USER_POOL, WEB, IDENTITY_POOL];

const GOOGLE = {
  ProviderName: 'Google',
  ProviderType: 'Google',
  ProviderDetails: { client_id: 'g', client_secret: 's' },
} as const;
const OKTA = {
  ProviderName: 'Okta',
  ProviderType: 'OIDC',
  ProviderDetails: {
    client_id: 'o',
    client_secret: 's',
    attributes_request_method: 'GET',
    oidc_issuer: 'https://okta.example.com',
    authorize_scopes: 'openid',
  },
} as const;
/** The client supports none of the providers: only `referenceAuth` minds them then. */
const CLIENT = { SupportedIdentityProviders: ['COGNITO'] };
const URLS = { CallbackURLs: ['https://app.example.com/'], LogoutURLs: ['https://app.example.com/bye/'] };

/** The same pool without the output is nobody's business. */
function onlyWhereAskedFor(cases: readonly RuleCase[]): readonly RuleCase[] {
  const [first] = cases;
  const { seed, change } = first!;
  const same: RuleCase = {
    what: 'not: another output',
    ...(seed && { seed }),
    yaml: manifest([OTHER], IDS),
    finds: [],
  };
  return [...cases, change === undefined ? same : { ...same, change }];
}

describe('gen2/alias-attributes', () => {
  const seed: SeedOptions = { pool: { AliasAttributes: ['email', 'preferred_username'] } };
  test.each(
    onlyWhereAskedFor([
      {
        what: 'aliases',
        seed,
        yaml: manifest([OUTPUT], AT_POOL),
        finds: ['gen2/alias-attributes'],
        says: ['the user pool <userPoolId>', 'aliases (email, preferred_username)'],
        hints: ['amplify-outputs'],
      },
      {
        what: 'each env for itself, when it is planned',
        command: 'plan',
        seed,
        yaml: `${manifest([OUTPUT], ['userPoolId: ▸▸<userPoolId>', WEB, IDENTITY_POOL])}  test: {extends: dev}\n`,
        finds: ['gen2/alias-attributes', 'gen2/alias-attributes test'],
      },
      { what: 'not: username attributes', yaml: manifest([OUTPUT], IDS), finds: [] },
    ]),
  )('$what', checkCase);
});

describe('gen2/guest-role-required', () => {
  const change: RuleCase['change'] = async ({ identityPoolId, authRoleArn }, { identityPools }) => {
    await identityPools.send(
      new SetIdentityPoolRolesCommand({ IdentityPoolId: identityPoolId, Roles: { authenticated: authRoleArn } }),
    );
  };
  test.each(
    onlyWhereAskedFor([
      {
        what: 'no guest role, though nobody wants guests',
        seed: { guest: false },
        change,
        yaml: manifest([OUTPUT], [...AT_POOL, 'guest: false']),
        finds: ['gen2/guest-role-required'],
        says: ['the identity pool <identityPoolId> has none'],
        hints: ['Guest access can stay off'],
      },
      {
        what: 'no identity pool',
        seed: { skip: ['identityPool'] },
        yaml: manifest([OUTPUT], ['userPoolId: ▸<userPoolId>', WEB]),
        finds: ['gen2/guest-role-required'],
        says: ['the env has none'],
        hints: ['amplify-outputs'],
      },
      { what: 'not: a guest role that nobody uses', yaml: manifest([OUTPUT], [...IDS, 'guest: false']), finds: [] },
    ]),
  )('$what', checkCase);
});

describe('gen2/domain', () => {
  test.each(
    onlyWhereAskedFor([
      {
        what: 'external providers, no domain',
        seed: { identityProviders: [GOOGLE, OKTA], webClient: { ...CLIENT, ...URLS } },
        yaml: manifest([OUTPUT], AT_POOL),
        finds: ['gen2/domain'],
        says: ['external providers (Google, Okta) and no domain'],
      },
      {
        what: 'not: a domain',
        seed: { identityProviders: [GOOGLE], domain: true, webClient: { ...CLIENT, ...URLS } },
        yaml: manifest([OUTPUT], IDS),
        finds: [],
      },
      { what: 'not: users of Cognito only', yaml: manifest([OUTPUT], IDS), finds: [] },
    ]),
  )('$what', checkCase);
});

describe('gen2/urls', () => {
  const seeded = (urls: Partial<typeof URLS>): SeedOptions => ({
    identityProviders: [OKTA],
    domain: true,
    webClient: { ...CLIENT, ...urls },
  });
  test.each(
    onlyWhereAskedFor([
      {
        what: 'neither kind of URLs',
        seed: seeded({}),
        yaml: manifest([OUTPUT], AT_POOL),
        finds: ['gen2/urls'],
        says: ['the web client <webClientId>', 'has no callback URL and no logout URL'],
      },
      {
        what: 'no logout URLs',
        seed: seeded({ CallbackURLs: URLS.CallbackURLs }),
        yaml: manifest([OUTPUT], AT_POOL),
        finds: ['gen2/urls'],
        says: ['has no logout URL'],
      },
      {
        what: 'no callback URLs',
        seed: seeded({ LogoutURLs: URLS.LogoutURLs }),
        yaml: manifest([OUTPUT], AT_POOL),
        finds: ['gen2/urls'],
        says: ['has no callback URL'],
      },
      { what: 'not: both', seed: seeded(URLS), yaml: manifest([OUTPUT], IDS), finds: [] },
    ]),
  )('$what', checkCase);
});

describe('gen2', () => {
  test('all that is refused is found at once', async () => {
    await checkCase({
      what: 'everything',
      seed: { pool: { AliasAttributes: ['email'] }, identityProviders: [OKTA], webClient: CLIENT, guest: false },
      change: async ({ identityPoolId, authRoleArn }, { identityPools }) => {
        await identityPools.send(
          new SetIdentityPoolRolesCommand({ IdentityPoolId: identityPoolId, Roles: { authenticated: authRoleArn } }),
        );
      },
      yaml: manifest([OUTPUT], ['userPoolId: ▸▸▸▸<userPoolId>', WEB, IDENTITY_POOL]),
      finds: ['gen2/alias-attributes', 'gen2/guest-role-required', 'gen2/domain', 'gen2/urls'],
    });
  });
});
