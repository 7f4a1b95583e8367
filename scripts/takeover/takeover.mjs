// @ts-check
/**
 * Does the published Amplify CLI take the import that `apply` writes for one of its own? It makes a project with two envs, this action
 * imports pools into both, and the CLI goes on from there: push, checkout, a fresh clone as Amplify Hosting makes it, and at last a
 * folder from which everything was unlinked again. `npm run takeover`; the CLI is installed into `.cache/`, some 1.4 GB.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsClients } from '../testbed/aws-clients.mjs';
import { startEmulator } from '../testbed/emulator.mjs';
import { seedEnvironment } from '../testbed/seed.mjs';
import { installAmplifyCli } from './amplify-cli.mjs';
import { startFront } from './aws-front.mjs';
import { WorkingCopy } from './working-copy.mjs';

/** @typedef {import('../testbed/seed/options.mjs').Environment} Environment */

const STATE = [
  'amplify/team-provider-info.json',
  'amplify/backend/backend-config.json',
  'amplify/backend/auth/shopauth/parameters.json',
];
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
  const { region } = emulator;
  const clients = awsClients({ endpoint: emulator.url, account: emulator.account, region });
  // So different that the CLI describes them in different words in the files which both share.
  const dev = await seedEnvironment(clients, { name: 'shop-dev', nativeClient: { GenerateSecret: true }, domain: true });
  const prod = await seedEnvironment(clients, {
    name: 'shop-prod',
    mfa: 'OPTIONAL',
    pool: { AliasAttributes: ['email', 'preferred_username'], Policies: { PasswordPolicy: { MinimumLength: 14 } } },
  });
  clients.destroy();
  const home = join(scratch, 'home');
  const folder = join(scratch, 'shop');
  for (const made of [home, folder]) mkdirSync(made);
  const env = { PATH: process.env['PATH'], HOME: home, USERPROFILE: home, CI: 'true', ...emulator.env };
  const copy = new WorkingCopy(folder, {
    executable,
    // The Amplify CLI's own service is not among those of the emulator.
    env: { ...env, AWS_ENDPOINT_URL: front.url },
    region,
    log: (line) => say(line.replace(/^/gm, '     | ')),
  });
  const ids = (/** @type {Environment} */ one) => ({
    userPoolId: one.userPoolId,
    webClientId: one.webClientId,
    nativeClientId: one.nativeClientId || one.webClientId,
    identityPoolId: one.identityPoolId,
  });
  /** What the env of the last push or checkout has, as an app would read it. */
  const exported = (/** @type {WorkingCopy} */ { read }, at = copy) => {
    void read;
    return at.read('src/aws-exports.js');
  };
  const holds = (/** @type {string} */ text, /** @type {Environment} */ one, /** @type {Environment} */ other) =>
    [one.userPoolId, one.webClientId, one.identityPoolId].every((id) => text.includes(id)) &&
    ![other.userPoolId, other.webClientId, other.identityPoolId].some((id) => text.includes(id));

  title('amplify init, amplify env add: a project with the envs dev and prod');
  await copy.git('init', '--quiet', '--initial-branch', 'main');
  copy.write('package.json', '{ "name": "shop", "version": "1.0.0" }\n');
  await copy.amplify(['configure', '--usage-data-off']);
  await copy.amplify(['init', '--yes'], {
    amplify: { projectName: 'shop', envName: 'dev', defaultEditor: 'none' },
    frontend: FRONTEND,
  });
  await copy.amplify(['env', 'add', '--yes'], { amplify: { projectName: 'shop', envName: 'prod', defaultEditor: 'none' } });
  await copy.amplify(['env', 'checkout', 'dev', '--yes']);
  await copy.commit('amplify init');
  const before = STATE.slice(0, 2).map((path) => copy.read(path));

  title('apply');
  const lines = (/** @type {string} */ name, /** @type {Environment} */ one) => [
    `  ${name}:`,
    ...Object.entries(ids(one)).map(([key, value]) => `    ${key}: "${value}"`),
  ];
  copy.write(
    'amplify-auth.yml',
    ['version: 1', 'project: shop', 'outputs:', '  - {format: amplify-cli, path: amplify}', 'envs:', ...lines('dev', dev), ...lines('prod', prod), ''].join('\n'),
  );
  await copy.action('apply');
  const applied = STATE.map((path) => copy.read(path));
  const state = (at = copy) => STATE.filter((path, index) => at.read(path) !== applied[index]);
  expect(JSON.parse(applied[0] ?? '').prod.categories.auth.shopauth.userPoolId === prod.userPoolId, 'both envs are imported');
  await copy.commit('apply');

  title('amplify env checkout dev, amplify push --yes');
  await copy.amplify(['env', 'checkout', 'dev', '--yes']);
  expect(state().length === 0, 'checkout leaves the state as it is, to the byte', state());
  await copy.amplify(['push', '--yes']);
  expect(state().length === 0, 'push leaves the state as it is, to the byte', state());
  expect(holds(exported(copy), dev, prod), 'src/aws-exports.js has the pools of dev', exported(copy));
  const meta = copy.json('amplify/backend/amplify-meta.json').auth;
  expect(Object.keys(meta).join() === 'shopauth' && meta.shopauth.lastPushTimeStamp !== undefined, 'the import is pushed', meta);
}
