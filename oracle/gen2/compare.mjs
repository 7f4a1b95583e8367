// @ts-check
// npm run oracle:gen2: compares what we write and find with the published packages of Amplify Gen 2.
import { existsSync } from 'node:fs';

for (const [folder, command] of [
  ['node_modules/@aws-amplify/backend', 'npm ci --prefix oracle/gen2 --ignore-scripts'],
  ['../../lib', 'npm run compile'],
]) {
  if (existsSync(new URL(folder ?? '', import.meta.url))) continue;
  console.error(`Missing: ${command}`);
  process.exit(2);
}

const { compareDotenv } = await import('./dotenv.mjs');
const { compareOutputs } = await import('./outputs.mjs');
const { compareRefusals } = await import('./refusals.mjs');
const { made, POOLS } = await import('./cases.mjs');
const { propsIn, resourceOf } = await import('./resource.mjs');
const { typeErrors } = await import('./type-check.mjs');

/** All pools as envs of one file, with what may stand in a name or an id. */
async function compareResource() {
  const odd = made('odd', {
    groups: { __proto__x: 'arn:aws:iam::111122223333:role/a', 'a\'b"c\\d\u2028`${e}': 'arn' },
  });
  const envs = [...POOLS, odd].map((one, index) => ({
    ...one,
    env: /** @type {Record<string, any>} */ ({ ...one.env, name: `env${index}` }),
  }));
  const text = (await resourceOf(envs)) ?? '';
  const faults = [...typeErrors(new Map([['resource.ts', text]]))];
  for (const { env, observed } of envs) {
    const groups = Object.fromEntries(env['groups']);
    const { authenticated, unauthenticated } = observed['identityPoolRoles'].value;
    const expected = {
      userPoolId: observed['userPool'].value.id,
      identityPoolId: observed['identityPool'].value.id,
      userPoolClientId: observed['webClient'].value.id,
      authRoleArn: authenticated,
      unauthRoleArn: unauthenticated,
      ...(env['groups'].size > 0 ? { groups } : {}),
    };
    const sorted = (/** @type {object} */ value) =>
      JSON.stringify(
        value,
        [...new Set(JSON.stringify(value).match(/"(?:[^"\\]|\\.)*"/g))].map((one) => JSON.parse(one)).toSorted(),
      );
    if (sorted(propsIn(text, env['name'])) !== sorted(expected)) faults.push(`${env['name']}: other props`);
  }
  return { checked: envs.length, faults };
}

let failed = 0;
for (const [what, run] of /** @type {const} */ ([
  ['auth/resource.ts under strict tsc, and its props', compareResource],
  ['what referenceAuth refuses, and the rules', compareRefusals],
  ['amplify_outputs: types, generator, client', compareOutputs],
  ['dotenv', compareDotenv],
])) {
  const { checked, faults } = await run();
  console.log(`${faults.length === 0 ? 'same   ' : 'DIFFERS'} ${what} (${checked} cases)`);
  for (const fault of faults.slice(0, 20)) console.log(`  ${fault}`);
  failed += faults.length;
}
process.exit(failed === 0 ? 0 : 1);
