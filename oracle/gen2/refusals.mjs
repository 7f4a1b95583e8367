// @ts-check
// Whatever the published referenceAuth refuses, a rule finds; and what the rules find, it refuses.
import { deploy } from './initializer.mjs';
import { combinations, POOLS } from './cases.mjs';
import { OUTPUT, propsIn, resourceOf } from './resource.mjs';

const { ENV_RULES } = await import(new URL('../../lib/rules/index.js', import.meta.url).href);

/** The beginning of each refusal, and the rule for it. */
const RULE_FOR = [
  ['The specified identity pool does not have any cognito', 'identity-pool/provider-missing'],
  ['The specified user pool is configured with alias', 'gen2/alias-attributes'],
  ['You must configure a domain', 'gen2/domain'],
  ['Your UserPool client must have "Allowed sign-out', 'gen2/urls'],
  ['Your UserPool client must have "Allowed callback', 'gen2/urls'],
  ["The group 'editors' with role", 'role/pin-mismatch'],
  ['The user pool and user pool client pair', 'identity-pool/provider-missing'],
  ['The provided authRoleArn does not match', 'role/auth-missing'],
  ['The provided unauthRoleArn does not match', 'gen2/guest-role-required'],
  ['The specified user pool client is not configured as a web client', 'client/web-has-secret'],
];
const IDS = new Set(RULE_FOR.map(([, id]) => id));
const RULES = ENV_RULES.filter((/** @type {{ id: string }} */ { id }) => IDS.has(id));

/** @param {import('./cases.mjs').Case} one */
function found({ env, observed }) {
  const view = {
    manifest: { outputs: [OUTPUT], envs: [env] },
    env,
    observed,
    allowedAccounts: [],
    wantedByRole: new Map(),
  };
  return RULES.filter((/** @type {any} */ rule) =>
    rule.judge(view).some((/** @type {{ kind: string }} */ { kind }) => kind === 'problem'),
  ).map((/** @type {{ id: string }} */ { id }) => id);
}

/** @returns {Promise<{ checked: number, faults: string[] }>} */
export async function compareRefusals() {
  const faults = [];
  const seen = new Set();
  let checked = 0;
  for (const one of [...POOLS, ...combinations()]) {
    checked += 1;
    const { roles, identityPool, web, pool } = one.values;
    const source = await resourceOf([one]);
    const props = source
      ? propsIn(source, 'dev')
      : {
          userPoolId: pool.id,
          identityPoolId: identityPool.id,
          userPoolClientId: web.id,
          authRoleArn: roles.authenticated ?? 'none',
          unauthRoleArn: roles.unauthenticated ?? 'none',
          groups: Object.fromEntries(one.env['groups']),
        };
    const refusal = await deploy(one.values, props).then(
      () => undefined,
      (/** @type {Error} */ error) => error.message,
    );
    const rules = found(one);
    if (refusal === undefined) {
      if (rules.length > 0) faults.push(`${one.name}: taken, and we say ${rules.join(', ')}`);
      continue;
    }
    const expected = RULE_FOR.find(([start]) => refusal.startsWith(start ?? ''))?.[1];
    seen.add(expected);
    if (expected === undefined || !rules.includes(expected))
      faults.push(`${one.name}: "${refusal}", and we say ${rules.join(', ') || 'nothing'}`);
  }
  for (const id of IDS) if (!seen.has(id)) faults.push(`no case in which ${id} is the first refusal`);
  return { checked, faults };
}
