// @ts-check
// amplify_outputs: our files against the published types, the published generator and the published client.
import { deploy } from './initializer.mjs';
import { POOLS } from './cases.mjs';
import { factsOf, propsIn, resourceOf } from './resource.mjs';
import { typeErrors } from './type-check.mjs';
import { isDeepStrictEqual } from 'node:util';

const near = (/** @type {string} */ path) => import(new URL(path, import.meta.url).href);
const { amplifyOutputs } = await near('../../lib/formats/amplify-outputs/format.js');
const { AuthClientConfigContributor } = await near(
  'node_modules/@aws-amplify/client-config/lib/client-config-contributor/client_config_contributor_v1.js',
);
const { parseAmplifyConfig } = await near('node_modules/aws-amplify/dist/esm/utils/index.mjs');

const PLATFORMS = ['javascript', 'ios', 'android', 'flutter'];

/** @typedef {Record<string, any>} Values */

/** The object in a file, whatever its language. */
function read(/** @type {string} */ text, /** @type {string} */ platform) {
  const json = platform === 'flutter' ? /^const amplifyConfig = r'''([^]*)''';\n$/.exec(text)?.[1] : text;
  return JSON.parse(json ?? '');
}

/** What AWS's own generator makes of a deployment, with its known faults fixed as our documentation says. */
function fixed(/** @type {Values} */ theirs, /** @type {import('./cases.mjs').Case} */ { values }) {
  const { pool, web } = values;
  const methods = { SMS_MFA: 'SMS', TOTP: 'TOTP', EMAIL_MFA: 'EMAIL' };
  /** @type {Values} */
  const auth = {
    ...theirs,
    mfa_methods: theirs['mfa_methods'].map((/** @type {keyof typeof methods} */ one) => methods[one]),
    // `sub` is asked of nobody, and the schema has no word for custom attributes.
    standard_required_attributes: theirs['standard_required_attributes'].filter(
      (/** @type {string} */ name) => name !== 'sub' && !name.startsWith('custom:'),
    ),
    // The schema wants at least one.
    username_attributes: theirs['username_attributes'].length === 0 ? ['username'] : theirs['username_attributes'],
  };
  const flow = ['code', 'implicit'].find((one) => web.allowedOAuthFlows.includes(one));
  const works = (pool.domain ?? pool.customDomain) && flow && web.allowedOAuthFlowsUserPoolClient;
  if (!works) delete auth['oauth'];
  else {
    auth['oauth'] = {
      ...auth['oauth'],
      response_type: flow === 'code' ? 'code' : 'token',
      // It lists the providers of the pool.
      identity_providers: auth['oauth'].identity_providers.filter((/** @type {string} */ one) =>
        web.supportedIdentityProviders.some(
          (/** @type {string} */ name) => name.toUpperCase() === one.replaceAll('_', ''),
        ),
      ),
    };
  }
  return auth;
}

/** Lists are sets. Web URLs alone stay where apps have a client of their own. */
function comparable(/** @type {Values} */ auth, /** @type {boolean} */ webAlone) {
  // The generator knows of neither for a pool that it refers to.
  const rest = { ...auth, passwordless: undefined, groups: undefined };
  return JSON.parse(JSON.stringify(rest), (key, value) => {
    if (!Array.isArray(value)) return value;
    const list = key.startsWith('redirect') && webAlone ? value.filter((url) => /^https?:/.test(url)) : value;
    return list.toSorted();
  });
}

/** @returns {Promise<{ checked: number, faults: string[] }>} */
export async function compareOutputs() {
  /** @type {string[]} */
  const faults = [];
  /** @type {Map<string, string>} */
  const sources = new Map();
  let checked = 0;
  for (const [index, one] of POOLS.entries()) {
    const facts = factsOf(one);
    const source = (await resourceOf([one])) ?? '';
    for (const platform of PLATFORMS) {
      const outputs = read(amplifyOutputs.render({ ...facts, platform, compat: 'correct', existing: null }), platform);
      const type =
        "import type { AWSAmplifyBackendOutputs } from './node_modules/@aws-amplify/client-config/lib/client-config-schema/client_config_v1.5.js';";
      sources.set(
        `${index}-${platform}.ts`,
        `${type}\nexport const x: AWSAmplifyBackendOutputs = ${JSON.stringify(outputs)};\n`,
      );
      checked += 1;
      if (platform !== 'javascript') continue;
      const payload = { authRegion: 'eu-west-1', ...(await deploy(one.values, propsIn(source, 'dev'))) };
      const theirs = new AuthClientConfigContributor().contribute({ 'AWS::Amplify::Auth': { version: '1', payload } });
      const webAlone = one.values['native'] !== undefined;
      const [a, b] = [comparable(outputs.auth, webAlone), comparable(fixed(theirs.auth, one), webAlone)];
      if (!isDeepStrictEqual(a, b))
        faults.push(`${one.name}: ours ${JSON.stringify(a)}\n  theirs ${JSON.stringify(b)}`);
      faults.push(...clientFaults(one, facts.config, parseAmplifyConfig(outputs).Auth?.Cognito));
    }
  }
  for (const error of typeErrors(sources)) faults.push(`${POOLS[Number.parseInt(error, 10)]?.name ?? ''}: ${error}`);
  return { checked, faults };
}

/** What the client understands is what is meant. */
function clientFaults(
  /** @type {{ name: string }} */ { name },
  /** @type {Values} */ config,
  /** @type {Values} */ client,
) {
  const { loginWith = {} } = client;
  const names = config['usernameAttributes'];
  /** @type {[string, unknown, unknown][]} */
  const pairs = [
    ['userPoolId', client['userPoolId'], config['userPoolId']],
    ['client', client['userPoolClientId'], config['webClientId']],
    ['identity pool', client['identityPoolId'], config['identityPoolId']],
    ['guests', client['allowGuestAccess'] ?? false, config['guests']],
    [
      'MFA',
      client['mfa']?.status,
      { OFF: 'off', ON: 'on', OPTIONAL: 'optional' }[/** @type {'ON'} */ (config['mfaConfiguration'])],
    ],
    ['SMS', client['mfa']?.smsEnabled, config['mfaMethods'].includes('SMS')],
    ['TOTP', client['mfa']?.totpEnabled, config['mfaMethods'].includes('TOTP')],
    ['length', client['passwordFormat']?.minLength, config['passwordPolicy'].minimumLength],
    ['symbols', client['passwordFormat']?.requireSpecialCharacters, config['passwordPolicy'].requireSymbols],
    ['email', loginWith.email ?? false, names.includes('email')],
    ['phone', loginWith.phone ?? false, names.includes('phone_number')],
    ['username', loginWith.username ?? false, names.length === 0],
    ['domain', loginWith.oauth?.domain, config['oauth']?.domain],
    ['response type', loginWith.oauth?.responseType, config['oauth']?.responseType],
    ['providers', loginWith.oauth?.providers?.length ?? 0, config['oauth'] ? config['socialProviders'].length : 0],
  ];
  return pairs
    .filter(([, is, should]) => is !== should)
    .map(([what, is, should]) => `${name}: aws-amplify understands ${what} as ${String(is)}, not ${String(should)}`);
}
