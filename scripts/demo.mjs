// @ts-check
// The main job in a minute, against an AWS that lives in this process tree: validate three envs of which one is broken, apply the
// healthy ones, apply again, and sign a user in with what was generated. Ends with exit code 1 if anything is not as it should be.
import { GetRolePolicyCommand, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  addUser,
  awsClients,
  seedEnvironment,
  signIn,
  startEmulator,
  trustDocument,
} from '@amplify-import-auth/testbed/aws';
import { runAction } from '@amplify-import-auth/testbed/runner';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const USER = { username: 'ann@example.com', password: 'Passw0rd1234' };
/** @type {string[]} */
const wrong = [];

const say = (/** @type {string} */ text) => console.log(text);
const title = (/** @type {string} */ text) => say(`\n━━ ${text} ${'━'.repeat(Math.max(3, 90 - text.length))}`);
const indent = (/** @type {string} */ text) => text.replace(/^/gm, '   ');
const expect = (/** @type {boolean} */ holds, /** @type {string} */ what) => {
  say(`   ${holds ? '✔' : '✘'} ${what}`);
  if (!holds) wrong.push(what);
};

title('An AWS account to play with');
const emulator = await startEmulator({ log: (line) => say(`   ${line}`) });
const workspace = mkdtempSync(join(tmpdir(), 'amplify-import-auth-demo-'));
try {
  await demo();
} finally {
  await emulator.stop();
  rmSync(workspace, { recursive: true, force: true });
  say('\n   emulator stopped, temporary folder removed');
}
say(
  wrong.length === 0
    ? '\nThe demo went as it should.'
    : `\nNot as it should be:\n${wrong.map((one) => ` - ${one}`).join('\n')}`,
);
process.exitCode = wrong.length === 0 ? 0 : 1;

async function demo() {
  say(`   emulator at ${emulator.url} (process and data end with this demo)`);
  const aws = awsClients({ endpoint: emulator.url, account: emulator.account, region: emulator.region });
  const dev = await seedEnvironment(aws, { name: 'shop-dev', nativeClient: true });
  const prod = await seedEnvironment(aws, { name: 'shop-prod' });
  const staging = await seedEnvironment(aws, {
    name: 'shop-staging',
    webClient: { GenerateSecret: true },
    // As older releases of the Amplify CLI left it: any identity pool of anybody may use this role.
    trust: (kind, pool) => {
      const document = trustDocument(pool, kind === 'guest' ? 'unauthenticated' : 'authenticated');
      if (kind === 'auth') delete (/** @type {any} */ (document).Statement[0].Condition.StringEquals);
      return document;
    },
  });
  await addUser(aws, dev.userPoolId, USER);
  say(
    '   three envs made by hand, as an infrastructure team would have made them: dev, prod, and staging with two mistakes',
  );

  const manifest = [
    'version: 1',
    'project: shop',
    'outputs:',
    '  - {format: aws-exports, path: "config/{env}/aws-exports.js"}',
    '  - {format: amplifyconfiguration, path: "config/{env}/amplifyconfiguration.json"}',
    '  - {format: amplify-outputs, path: "config/{env}/amplify_outputs.json"}',
    'envs:',
    ...env('dev', dev),
    ...env('prod', prod),
    ...env('staging', staging),
    '',
  ].join('\n');
  writeFileSync(join(workspace, 'amplify-auth.yml'), manifest);
  title('The manifest: amplify-auth.yml');
  say(indent(manifest));

  title('uses: org/amplify-import-auth@v1 (command: validate)');
  const validated = await step({ command: 'validate' });
  const places = validated.annotations.map(({ properties }) => `${properties['title']} in line ${properties['line']}`);
  expect(
    validated.exitCode === 1 && validated.outputs['result'] === 'failure',
    'the step fails, since staging is broken',
  );
  const lineOf = (/** @type {string} */ text) => manifest.split('\n').findIndex((line) => line.includes(text)) + 1;
  expect(
    places.join('; ') ===
      `client/web-has-secret in line ${lineOf(staging.webClientId)}; trust/audience in line ${lineOf(staging.identityPoolId)}`,
    `annotations at the exact lines: ${places.join('; ')}`,
  );

  title('command: apply, envs: dev, prod');
  const applied = await step({ command: 'apply', envs: 'dev, prod', publish: 'none' });
  expect(applied.exitCode === 0 && applied.outputs['applied-envs'] === '["dev","prod"]', 'dev and prod are applied');

  title('The same again');
  const again = await step({ command: 'apply', envs: 'dev, prod', publish: 'none' });
  expect(
    again.outputs['unchanged-envs'] === '["dev","prod"]' && again.outputs['has-changes'] === 'false',
    'nothing to do',
  );

  title('Role policies that are in IAM now');
  for (const role of [dev.authRoleName, dev.guestRoleName]) {
    const { PolicyNames: names = [] } = await aws.iam.send(new ListRolePoliciesCommand({ RoleName: role }));
    for (const name of names) {
      const policy = await aws.iam.send(new GetRolePolicyCommand({ RoleName: role, PolicyName: name }));
      const document = JSON.parse(decodeURIComponent(policy.PolicyDocument ?? '{}'));
      say(indent(`${role} / ${name}`));
      for (const statement of document.Statement) say(indent(`  ${JSON.stringify(statement)}`));
    }
  }

  title('A generated file: config/dev/amplify_outputs.json');
  say(indent(readFileSync(join(workspace, 'config/dev/amplify_outputs.json'), 'utf8')));

  title('A real Amplify client (aws-amplify) with each generated file');
  for (const [kind, file] of /** @type {const} */ ([
    ['aws-exports', 'aws-exports.js'],
    ['amplifyconfiguration', 'amplifyconfiguration.json'],
    ['amplify-outputs', 'amplify_outputs.json'],
  ])) {
    const client = await signIn({
      kind,
      configFile: join(workspace, 'config/dev', file),
      endpoint: emulator.url,
      bucket: dev.bucket,
      region: dev.region,
      ...USER,
    });
    const { ownPrivatePut, otherPrivatePut } = client.results;
    expect(client.signedIn, `${file}: ${USER.username} signs in (SRP) and gets credentials of ${client.identityId}`);
    expect(ownPrivatePut === 'allowed', `${file}: may write an own private object (${ownPrivatePut})`);
    expect(String(otherPrivatePut).startsWith('denied'), `${file}: may not write another user's (${otherPrivatePut})`);
  }
}

/** @param {string} name @param {import('@amplify-import-auth/testbed/aws').Environment} made */
function env(name, made) {
  return [
    `  ${name}:`,
    `    userPoolId: ${made.userPoolId}`,
    `    webClientId: ${made.webClientId}`,
    ...(made.nativeClientId === '' ? [] : [`    nativeClientId: ${made.nativeClientId}`]),
    `    identityPoolId: ${made.identityPoolId}`,
    '    categories:',
    '      storage:',
    `        - bucket: ${made.bucket}`,
    '          auth: [create, read, update, delete]',
    '          guest: [read]',
  ];
}

/** @param {Record<string, string>} inputs */
async function step(inputs) {
  const run = await runAction(root, { inputs, workspace, env: emulator.env, eventName: 'push' });
  try {
    say(indent(run.output.trimEnd()));
    say('\n   job summary:\n');
    say(indent(run.summary.trimEnd()));
    say('');
    if (run.leaks.length > 0) wrong.push('a masked value was printed');
    return run;
  } finally {
    await run.dispose();
  }
}
