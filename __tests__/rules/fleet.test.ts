import { expect, test } from '@jest/globals';
import { SetIdentityPoolRolesCommand, UpdateIdentityPoolCommand } from '@aws-sdk/client-cognito-identity';
import { CreateRoleCommand, DeleteRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  type AwsClients,
  type Environment,
  seedEnvironment,
  type SeedOptions,
  trustDocument,
} from '@amplify-import-auth/testbed/aws';
import { stopsWrites } from '../../src/domain/rule.ts';
import { anotherId } from '../helpers/another-id.ts';
import {
  expectFindings,
  fill,
  IDENTITY_POOL,
  namesOf,
  NATIVE,
  runEmulated,
  USER_POOL,
  WEB,
  type RuleCase,
} from '../helpers/emulated.ts';
import { clientsFor, freshAccount } from '../helpers/emulator.ts';
import { marked } from '../helpers/marked.ts';

/** What is one env's part of the fleet, with the marks in its lines. */
interface Kind extends Pick<RuleCase, 'seed' | 'change' | 'also' | 'finds'> {
  readonly lines: readonly string[];
}

const SERVICE = 'cognito-identity.amazonaws.com';
const HERE = 'identityPoolId: ▸<identityPoolId>';
const IDS = [USER_POOL, WEB, IDENTITY_POOL];
const ELSEWHERE = 'arn:aws:iam::999988887777:role/theirs';
const storage = (rights: string) => `categories: {storage: [{bucket: <bucket>, ${rights}}]}`;

const setRoles = async ({ identityPools }: AwsClients, env: Environment, Roles: Record<string, string>) => {
  await identityPools.send(new SetIdentityPoolRolesCommand({ IdentityPoolId: env.identityPoolId, Roles }));
};

const inline = (text: string): SeedOptions => ({
  inlinePolicies: { auth: { theirs: `{"Version":"2012-10-17","Statement":[${text}]}` } },
});

/** The authenticated role trusts in this way. */
const trusting = (change: (trust: string, pool: string) => string): SeedOptions => ({
  trust: (kind, pool) => {
    const trust = trustDocument(pool, kind === 'guest' ? 'unauthenticated' : 'authenticated');
    return kind === 'auth' ? change(JSON.stringify(trust), pool) : trust;
  },
});

const HEALTHY: readonly Kind[] = [
  { lines: IDS, finds: [] },
  { lines: [...IDS, storage('auth: [create, read, update, delete], guest: [read]')], finds: [] },
  { seed: { nativeClient: { GenerateSecret: true } }, lines: [...IDS, NATIVE, 'guest: true'], finds: [] },
  { seed: { skip: ['identityPool'] }, lines: [USER_POOL, WEB], finds: [] },
  {
    seed: { groups: ['editors'], path: '/service-role/' },
    lines: [...IDS, 'authRoleArn: <authRoleArn>', 'groups: {editors: <group.editors>}'],
    finds: [],
  },
  { seed: { guest: false }, lines: [USER_POOL, IDENTITY_POOL], finds: [] },
];

const BROKEN: readonly Kind[] = [
  {
    lines: ['accountId: ▸"999988887777"', 'roleToAssume: arn:aws:iam::<account>:role/ci', ...IDS],
    finds: ['account/mismatch'],
  },
  {
    lines: ['account: ▸"<account>"', 'roleToAssume: arn:aws:iam::<account>:role/nobody', ...IDS],
    finds: ['account/credentials'],
  },
  {
    also: ({ userPoolId }) => Promise.resolve({ mistyped: `${userPoolId}x` }),
    lines: ['userPoolId: ▸<mistyped>', WEB],
    finds: ['user-pool/not-found'],
  },
  { lines: [USER_POOL, 'webClientId: ▸nope', IDENTITY_POOL], finds: ['client/not-found'] },
  {
    seed: { webClient: { GenerateSecret: true } },
    lines: [USER_POOL, 'webClientId: ▸<webClientId>', IDENTITY_POOL],
    finds: ['client/web-has-secret'],
  },
  { seed: { nativeClient: true }, lines: ['userPoolId: ▸<userPoolId>', IDENTITY_POOL], finds: ['client/ambiguous'] },
  { seed: { webClient: false }, lines: ['userPoolId: ▸<userPoolId>'], finds: ['client/none-fits'] },
  {
    seed: { webClient: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] } },
    lines: [USER_POOL, 'webClientId: ▸<webClientId>', IDENTITY_POOL],
    finds: ['client/auth-flow'],
  },
  {
    seed: { nativeClient: { LogoutURLs: ['shop://out/'] } },
    lines: [USER_POOL, WEB, 'nativeClientId: ▸<nativeClientId>', IDENTITY_POOL],
    finds: ['client/oauth-mismatch notice'],
  },
  {
    seed: { webClient: { CallbackURLs: ['http://app.example.com/'] } },
    lines: [USER_POOL, 'webClientId: ▸<webClientId>', IDENTITY_POOL],
    finds: ['client/callback-urls'],
  },
  {
    also: ({ identityPoolId }) => Promise.resolve({ mistyped: `${identityPoolId}0` }),
    lines: [USER_POOL, WEB, 'identityPoolId: ▸<mistyped>'],
    finds: ['identity-pool/not-found'],
  },
  { seed: { listInIdentityPool: [] }, lines: [USER_POOL, WEB, HERE], finds: ['identity-pool/provider-missing'] },
  {
    change: async ({ name, identityPoolId, providerName, webClientId }, { identityPools }) => {
      await identityPools.send(
        new UpdateIdentityPoolCommand({
          IdentityPoolId: identityPoolId,
          IdentityPoolName: name,
          AllowUnauthenticatedIdentities: false,
          CognitoIdentityProviders: [{ ProviderName: providerName, ClientId: webClientId }],
        }),
      );
    },
    lines: [...IDS, 'guest: ▸true'],
    finds: ['identity-pool/guest-off'],
  },
  { seed: { classicFlow: true }, lines: [USER_POOL, WEB, HERE], finds: ['identity-pool/classic-flow'] },
  { seed: { skip: ['authRole'] }, lines: [USER_POOL, WEB, HERE], finds: ['role/auth-missing'] },
  { seed: { skip: ['guestRole'] }, lines: [...IDS, 'guest: ▸true'], finds: ['role/guest-missing'] },
  {
    change: async ({ authRoleName }, { iam }) => {
      await iam.send(new DeleteRoleCommand({ RoleName: authRoleName }));
    },
    lines: [USER_POOL, WEB, HERE],
    finds: ['role/not-found'],
  },
  {
    change: (env, clients) =>
      setRoles(clients, env, { authenticated: env.authRoleArn, unauthenticated: env.authRoleArn }),
    lines: [USER_POOL, WEB, HERE, 'guest: true'],
    finds: ['role/shared'],
  },
  {
    change: (env, clients) => setRoles(clients, env, { authenticated: ELSEWHERE }),
    lines: [USER_POOL, WEB, HERE],
    finds: ['role/other-account'],
  },
  { lines: [...IDS, 'authRoleArn: ▸<guestRoleArn>'], finds: ['role/pin-mismatch'] },
  {
    seed: trusting((trust) => trust.replace('"Allow"', '"Deny"')),
    lines: [USER_POOL, WEB, HERE],
    finds: ['trust/missing'],
  },
  {
    seed: trusting((trust, pool) => trust.replace(pool, anotherId(pool))),
    lines: [USER_POOL, WEB, HERE],
    finds: ['trust/audience'],
  },
  {
    seed: trusting((trust) => trust.replace('StringEquals', 'StringEqualsIfExists')),
    lines: [USER_POOL, WEB, HERE],
    finds: ['trust/audience-wide'],
  },
  {
    seed: trusting((trust) => trust.replace('"authenticated"', '"*"')),
    lines: [USER_POOL, WEB, HERE],
    finds: ['trust/amr'],
  },
  {
    seed: trusting((trust) => trust.replace(`"${SERVICE}"`, `["${SERVICE}","accounts.google.com"]`)),
    lines: [USER_POOL, WEB, HERE],
    finds: ['trust/other-principal'],
  },
  {
    seed: inline('{"Effect":"Allow","Action":["iam:*","cognito-sync:*"],"Resource":"*"}'),
    lines: [USER_POOL, WEB, 'identityPoolId: ▸▸<identityPoolId>'],
    finds: ['policy/privileged', 'policy/privileged warning'],
  },
  {
    seed: inline(`{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::${'x'.repeat(9_900)}"}`),
    lines: [...IDS, storage('auth: [read]').replace('{bucket', '▸{bucket')],
    finds: ['policy/quota'],
  },
  {
    lines: [...IDS, 'policies: check', storage('auth: [read]').replace('{bucket', '▸{bucket')],
    finds: ['policy/missing'],
  },
  {
    lines: [...IDS, storage('auth: [delete], guest: [delete]').replace('{bucket', '▸{bucket')],
    finds: ['policy/guest-write'],
  },
  {
    lines: [USER_POOL, WEB, storage('auth: [read]').replace('{bucket', '▸{bucket')],
    finds: ['policy/no-identity-pool'],
  },
  { lines: [...IDS, 'nativeClientId: ▸"not an id"'], finds: ['manifest/id-format'] },
];

const SEEDED = 112;
const ACCOUNTS = 6;
const REGIONS = ['eu-west-1', 'us-east-1'];

/** A role that the ambient account may assume. */
async function makeCiRole({ iam }: AwsClients, ambient: string): Promise<void> {
  const trust = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ambient}:root` }, Action: 'sts:AssumeRole' },
  };
  await iam.send(new CreateRoleCommand({ RoleName: 'ci', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const reads = ['cognito-idp:*', 'cognito-identity:*', 'iam:Get*', 'iam:List*'];
  const document = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: reads, Resource: '*' } };
  await iam.send(
    new PutRolePolicyCommand({ RoleName: 'ci', PolicyName: 'reads', PolicyDocument: JSON.stringify(document) }),
  );
}

interface Part {
  readonly name: string;
  readonly yaml: string;
  readonly finds: readonly string[];
}

/** An env, every third with a twin that extends it and so has all its findings too. */
async function makePart(index: number, kind: Kind, account: string, region: string): Promise<Part> {
  const clients = clientsFor(account, region);
  const env = await seedEnvironment(clients, kind.seed);
  await kind.change?.(env, clients);
  const values = { ...namesOf(env), ...(await kind.also?.(env, clients)) };
  clients.destroy();
  const name = `e${index}`;
  const names = index % 3 === 0 ? [name, `${name}-twin`] : [name];
  const own = kind.lines.some((line) => line.startsWith('account'));
  const lines = [...(own ? [] : ['account: "<account>"']), ...kind.lines].map(
    (line) => `    ${fill(line, values).replaceAll('▸', '▸'.repeat(names.length))}\n`,
  );
  const twin = names.slice(1).map((one) => `  ${one}: {extends: ${name}}\n`);
  return {
    name,
    yaml: [`  ${name}:\n`, ...lines, ...twin].join(''),
    finds: kind.finds.flatMap((find) => names.map((one) => `${find} ${one}`)),
  };
}

test('150 envs of six accounts and two regions in one run', async () => {
  const accounts = Array.from({ length: ACCOUNTS }, freshAccount);
  const [ambient = ''] = accounts;
  await Promise.all(accounts.map((account) => makeCiRole(clientsFor(account), ambient)));
  const kinds = Array.from({ length: SEEDED }, (_, index) => {
    const kind = index % 2 === 0 ? HEALTHY[(index / 2) % HEALTHY.length] : BROKEN[((index - 1) / 2) % BROKEN.length];
    return kind!;
  });
  const parts: Part[] = [];
  for (let from = 0; from < SEEDED; from += 8) {
    const some = kinds.slice(from, from + 8).map((kind, offset) => {
      const index = from + offset;
      // A healthy and a broken one in each place, then the next place.
      const place = Math.floor(index / 2);
      const region = REGIONS[Math.floor(place / ACCOUNTS) % REGIONS.length]!;
      return makePart(index, kind, accounts[place % ACCOUNTS]!, region);
    });
    parts.push(...(await Promise.all(some)));
  }
  const named = accounts.map((account) => {
    const role = account === ambient ? '' : `, roleToAssume: arn:aws:iam::${account}:role/ci`;
    return `  "${account}": {id: "${account}"${role}}\n`;
  });
  const yaml = `version: 1\nproject: shop\naccounts:\n${named.join('')}envs:\n${parts.map((part) => part.yaml).join('')}`;
  const finds = parts.flatMap((part) => part.finds);
  expect(new Set(finds.map((find) => find.split(' ')[0])).size).toBeGreaterThanOrEqual(25);

  const { text, places } = marked(yaml);
  const report = await runEmulated(ambient, text);
  expect(report.envs).toHaveLength(150);
  expectFindings(report, finds, places);
  const silent = report.envs.filter(({ env }) => !finds.some((find) => find.endsWith(` ${env}`)));
  expect(silent.length).toBeGreaterThanOrEqual(70);
  const open = new Set(report.unchecked.map(({ env }) => env));
  expect(silent.filter(({ env }) => open.has(env))).toEqual([]);
  const blocked = report.findings.filter(({ rule, severity }) => severity === 'error' && stopsWrites(rule));
  const names = new Set(blocked.map(({ env }) => env));
  expect(report.envs.filter(({ state }) => state === 'blocked').map(({ env }) => env)).toEqual(
    report.envs.filter(({ env }) => names.has(env)).map(({ env }) => env),
  );
  expect(report.calls.throttled).toBe(0);
  expect(report.incomplete).toBeUndefined();
});
