import type { Environment } from '@amplify-import-auth/testbed/aws';

const OUTPUTS = [
  ['aws-exports', 'config/{env}/aws-exports.js'],
  ['amplifyconfiguration', 'config/{env}/amplifyconfiguration.json'],
  ['amplify-outputs', 'config/{env}/amplify_outputs.json'],
  ['amplify-outputs, platform: ios', 'config/{env}/ios_outputs.json'],
  ['awsconfiguration, platform: ios', 'config/{env}/awsconfiguration.json'],
  ['dotenv', 'config/{env}/.env'],
  ['reference-auth', 'amplify2/auth/resource.ts'],
  ['role-policies', 'policies/{env}'],
];

/** Every category. */
const CATEGORIES = [
  'rest: [{apiId: a1b2c3d4e5, stage: dev, paths: {/items: {auth: [create, read, update, delete], guest: [read]}, "/items/{id}": {auth: [read, update]}}}]',
  'graphql: [{apiId: abcdefghijklmnopqrstuvwxyz, auth: ["Query.*", "Mutation.createItem"], guest: ["Query.listItems"]}]',
  'dynamodb: [{table: notes, auth: [create, read, update, delete]}]',
  'pinpoint: [{appId: 0123456789abcdef0123456789abcdef, region: us-east-1, auth: [record], guest: [record]}]',
  'kinesis: [{stream: clicks, auth: [record]}]',
  'firehose: [{stream: clicks, auth: [record]}]',
  'personalize: [{tracker: 8f5d1e2a, auth: [record]}]',
  'geo: [{map: m, auth: [read], guest: [read]}, {placeIndex: p, auth: [read]}, {geofences: g, auth: [read, list, create, delete]}]',
  'lex: [{bot: ABCDEFGHIJ, alias: TSTALIASID, version: 2, auth: [send]}]',
  'predictions: [{use: [translate, speechGenerator, interpretText, identifyText, identifyLabels, identifyEntities], auth: [invoke]}]',
  'pubsub: [{topics: [news, "orders/#"], auth: [publish, subscribe]}]',
  'functions: [{function: quote, auth: [invoke]}]',
  'logging: [{logGroup: /shop/app, auth: [write]}]',
];

/** The manifest of the main job: all formats, all categories, a function of each env. */
export function jobManifest(account: string, envs: readonly Environment[]): string {
  const lines = envs.flatMap((env) => [
    ...idsOf(env, { accountId: account }),
    `    groups: {editors: "${env.groups['editors']?.roleArn ?? ''}"}`,
    '    categories:',
    `      storage: [{bucket: ${env.bucket}, auth: [create, read, update, delete], guest: [read], groups: {editors: [create, read]}}]`,
    ...CATEGORIES.map((line) => `      ${line}`),
    `    lambdas: [{function: ${env.name}-admin, access: [read], environment: true}]`,
  ]);
  const outputs = OUTPUTS.map(([format, path]) => `  - {format: ${format ?? ''}, path: "${path ?? ''}"}`);
  return ['version: 1', 'project: shop', 'outputs:', ...outputs, 'envs:', ...lines, ''].join('\n');
}

/** A manifest of envs with mistakes: ids and one right. */
export function mistakesManifest(
  envs: readonly Environment[],
  says: (name: string) => Readonly<Record<string, string>>,
): string {
  const lines = envs.flatMap((env) => [
    ...idsOf(env, { guest: 'true', ...says(env.name) }),
    `    categories: {storage: [{bucket: ${env.bucket}, auth: [read], guest: [read]}]}`,
  ]);
  return ['version: 1', 'project: shop', 'envs:', ...lines, ''].join('\n');
}

function idsOf(env: Environment, more: Readonly<Record<string, string>>): readonly string[] {
  const { userPoolId, webClientId, nativeClientId, identityPoolId } = env;
  const ids = { userPoolId, webClientId, nativeClientId, identityPoolId, ...more };
  return [
    `  ${env.name}:`,
    ...Object.entries(ids).map(([key, value]) => `    ${key}: ${value === 'true' ? value : `"${value}"`}`),
  ];
}
