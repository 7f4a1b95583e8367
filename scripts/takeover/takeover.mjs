// @ts-check
/**
 * Does the published Amplify CLI take the import that `apply` writes for one of its own? It makes a project with two envs, this action
 * imports pools into both, and the CLI goes on from there: push, checkout, a fresh clone as Amplify Hosting makes it, and at last a
 * folder from which everything was unlinked again. `npm run takeover`; the CLI is installed into `.cache/`, some 1.4 GB.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsClients, seedEnvironment, startEmulator } from '@amplify-import-auth/testbed/aws';
import { installAmplifyCli } from './amplify-cli.mjs';
import { startFront } from './aws-front.mjs';
import { WorkingCopy } from './working-copy.mjs';

/** @typedef {import('@amplify-import-auth/testbed/aws').Environment} Environment */

const RESOURCE = 'shopauth';
const TEAM = 'amplify/team-provider-info.json';
const BACKEND = 'amplify/backend/backend-config.json';
const PARAMETERS = `amplify/backend/auth/${RESOURCE}/parameters.json`;
const EXPORTS = 'src/aws-exports.js';
const FRONTEND = {
  frontend: 'javascript',
  framework: 'none',
  config: { SourceDir: 'src', DistributionDir: 'dist', BuildCommand: 'npm run build', StartCommand: 'npm start' },
};

/** @type {string[]} */
const wrong = [];
const say = (/** @type {string} */ text) => console.log(text);
const title = (/** @type {string} */ text) => say(`\n━━ ${text}`);
const expect = (/** @type {boolean} */ holds, /** @type {string} */ what, /** @type {unknown} */ seen = '') => {
  say(`   ${holds ? '✔' : '✘'} ${what}`);
  if (holds) return;
  wrong.push(what);
  if (seen !== '') say(`     ${typeof seen === 'string' ? seen : JSON.stringify(seen)}`);
};

const executable = await installAmplifyCli(say);
const emulator = await startEmulator({ log: say });
const front = await startFront(emulator);
const scratch = mkdtempSync(join(tmpdir(), 'amplify-takeover-'));
try {
  await takeover();
} catch (error) {
  wrong.push(String(error));
} finally {
  await front.close();
  await emulator.stop();
  rmSync(scratch, { recursive: true, force: true });
}
say(wrong.length === 0 ? '\nThe Amplify CLI takes it over.' : `\nNot as it should be:\n - ${wrong.join('\n - ')}`);
process.exitCode = wrong.length === 0 ? 0 : 1;

async function takeover() {
  const { dev, prod } = await pools();
  const copy = workingCopy(join(scratch, 'shop'));

  title('amplify init, amplify env add: a project with the envs dev and prod');
  await copy.git('init', '--quiet', '--initial-branch', 'main');
  copy.write('package.json', '{ "name": "shop", "version": "1.0.0" }\n');
  await copy.amplify(['configure', '--usage-data-off']);
  await copy.amplify(['init', '--yes'], { amplify: project('dev'), frontend: FRONTEND });
  await copy.amplify(['env', 'add', '--yes'], { amplify: project('prod') });
  await copy.amplify(['env', 'checkout', 'dev', '--yes']);
  await copy.commit('amplify init');
  const appId = copy.json(TEAM).dev.awscloudformation.AmplifyAppId;
  const before = stateOf(copy);
  expect(
    typeof appId === 'string' && before.get(PARAMETERS) === undefined,
    'the project is there, and nothing is imported',
  );

  title('apply');
  copy.write('amplify-auth.yml', manifest({ dev, prod }));
  await copy.action('apply');
  const applied = stateOf(copy);
  const imported = JSON.parse(applied.get(TEAM) ?? '{}');
  expect(
    [dev, prod].every(({ userPoolId }, at) => userPoolId === authOf(imported, ['dev', 'prod'][at] ?? '').userPoolId),
    'both envs are imported',
    imported,
  );
  await copy.commit('apply');

  title('amplify env checkout dev, amplify push --yes');
  await copy.amplify(['env', 'checkout', 'dev', '--yes']);
  expectState(copy, applied, 'checkout leaves the state as it is, to the byte');
  await copy.amplify(['push', '--yes']);
  expectState(copy, applied, 'push leaves the state as it is, to the byte');
  expectExports(copy, dev, prod);
  const meta = copy.json('amplify/backend/amplify-meta.json').auth;
  expect(
    Object.keys(meta).join() === RESOURCE &&
      meta[RESOURCE].serviceType === 'imported' &&
      meta[RESOURCE].lastPushTimeStamp,
    'it is pushed as an import',
    meta,
  );
  expect(
    front.calls.some((call) => call.startsWith('ssm ') && call.includes('PutParameter')),
    'the ids went to where the functions of the backend look for them',
  );

  title('amplify env checkout prod, amplify push --yes');
  await copy.amplify(['env', 'checkout', 'prod', '--yes']);
  await copy.amplify(['push', '--yes']);
  expectExports(copy, prod, dev);
  expect(copy.readIfThere(TEAM) === applied.get(TEAM), 'the ids of both envs are as they were, to the byte');
  const described = differences(copy, applied);
  expect(
    described.join() === PARAMETERS,
    'the CLI describes the pool of prod in the file that both share, and nothing else',
    described,
  );
  const { output: told } = await copy.action('plan');
  expect(told.includes(`${PARAMETERS}#dev`) && !told.includes('#prod'), 'plan tells of that, only for dev', told);

  title('amplify env checkout dev: back again');
  await copy.amplify(['env', 'checkout', 'dev', '--yes']);
  expectState(copy, applied, 'all is as apply wrote it, to the byte');
  await copy.action('apply');
  expectState(copy, applied, 'apply has nothing to do');

  title('A fresh clone, as Amplify Hosting makes it: amplify init, amplify push --yes for prod');
  const hosting = await copy.clone(join(scratch, 'hosting'));
  await hosting.amplify(['init', '--yes'], { amplify: { ...project('prod'), appId }, frontend: FRONTEND });
  await hosting.amplify(['push', '--yes']);
  expect(hosting.readIfThere(TEAM) === applied.get(TEAM), 'the ids are as they were, to the byte');
  expectExports(hosting, prod, dev);

  title('unlink dev: prod keeps its import');
  await copy.action('unlink', '--envs', 'dev');
  const left = copy.json(TEAM);
  expect(
    authOf(left, 'dev') === undefined && authOf(left, 'prod').userPoolId === prod.userPoolId,
    'only the ids of dev are gone',
    left,
  );
  await copy.amplify(['env', 'checkout', 'prod', '--yes']);
  await copy.amplify(['push', '--yes']);
  expectExports(copy, prod, dev);

  title('unlink prod, too');
  await copy.action('unlink', '--envs', 'prod');
  expectState(copy, before, 'the folder is as it was before the first apply, to the byte');
  await copy.git('rm', '--quiet', 'amplify-auth.yml');
  await copy.commit('unlink');
  for (const [name, at] of /** @type {const} */ ([
    ['dev', copy],
    ['prod', copy],
  ])) {
    await at.amplify(['env', 'checkout', name, '--yes']);
    await at.amplify(['push', '--yes']);
    expectState(at, before, `${name}: checkout and push succeed, and leave it so`);
    expect(!at.read(EXPORTS).includes('aws_user_pools_id'), `${name}: the app has no user pool any more`);
  }
  const fresh = await copy.clone(join(scratch, 'fresh'));
  await fresh.amplify(['init', '--yes'], { amplify: { ...project('dev'), appId }, frontend: FRONTEND });
  await fresh.amplify(['push', '--yes']);
  expectState(fresh, before, 'so do they in a fresh clone');
}

/** Pools so different that the CLI describes them in different words in what both envs share. */
async function pools() {
  const clients = awsClients({ endpoint: emulator.url, account: emulator.account, region: emulator.region });
  const dev = await seedEnvironment(clients, {
    name: 'shop-dev',
    nativeClient: { GenerateSecret: true },
    domain: true,
  });
  const prod = await seedEnvironment(clients, {
    name: 'shop-prod',
    mfa: 'OPTIONAL',
    pool: { AliasAttributes: ['email', 'preferred_username'], Policies: { PasswordPolicy: { MinimumLength: 14 } } },
  });
  clients.destroy();
  return { dev, prod };
}

/** @param {string} folder */
function workingCopy(folder) {
  const home = join(scratch, 'home');
  for (const made of [home, folder]) mkdirSync(made);
  const env = { PATH: process.env['PATH'], HOME: home, USERPROFILE: home, CI: 'true', ...emulator.env };
  return new WorkingCopy(folder, {
    executable,
    env: { ...env, AWS_ENDPOINT_URL: front.url },
    region: emulator.region,
    log: (line) => say(line.replace(/^/gm, '     | ')),
  });
}

/** @param {string} envName */
function project(envName) {
  return { projectName: 'shop', envName, defaultEditor: 'none' };
}

/** @param {Record<string, Environment>} envs */
function manifest(envs) {
  const lines = Object.entries(envs).flatMap(([name, { userPoolId, webClientId, nativeClientId, identityPoolId }]) => [
    `  ${name}:`,
    `    userPoolId: ${userPoolId}`,
    `    webClientId: ${webClientId}`,
    ...(nativeClientId === '' ? [] : [`    nativeClientId: ${nativeClientId}`]),
    `    identityPoolId: "${identityPoolId}"`,
  ]);
  return ['version: 1', 'project: shop', 'outputs: [{format: amplify-cli, path: amplify}]', 'envs:', ...lines, ''].join(
    '\n',
  );
}

/**
 * What an env of team-provider-info.json imports.
 *
 * @param {any} info
 * @param {string} env
 */
function authOf(info, env) {
  return info[env]?.categories?.auth?.[RESOURCE];
}

/** @param {WorkingCopy} copy */
function stateOf(copy) {
  return new Map([TEAM, BACKEND, PARAMETERS].map((path) => [path, copy.readIfThere(path)]));
}

/**
 * @param {WorkingCopy} copy
 * @param {ReadonlyMap<string, string | undefined>} wanted
 */
function differences(copy, wanted) {
  return [...wanted].filter(([path, text]) => copy.readIfThere(path) !== text).map(([path]) => path);
}

/**
 * @param {WorkingCopy} copy
 * @param {ReadonlyMap<string, string | undefined>} wanted
 * @param {string} what
 */
function expectState(copy, wanted, what) {
  const wrongOnes = differences(copy, wanted);
  expect(wrongOnes.length === 0, what, wrongOnes.map((path) => `${path}:\n${copy.readIfThere(path)}\n`).join(''));
}

/**
 * What an app would sign in with is what one env has, and nothing of the other's.
 *
 * @param {WorkingCopy} copy
 * @param {Environment} one
 * @param {Environment} other
 */
function expectExports(copy, one, other) {
  const text = copy.read(EXPORTS);
  const ids = (/** @type {Environment} */ { userPoolId, webClientId, identityPoolId }) => [
    userPoolId,
    webClientId,
    identityPoolId,
  ];
  expect(
    ids(one).every((id) => text.includes(id)) && !ids(other).some((id) => text.includes(id)),
    `the CLI writes ${EXPORTS} with the pools of ${one.name} alone`,
    text,
  );
}
