// @ts-check
// Our auth/resource.ts: written, compiled and run with a stand-in for `referenceAuth`.
import ts from 'typescript';

const lib = (/** @type {string} */ path) => import(new URL(`../../lib/${path}`, import.meta.url).href);
const { referenceAuth } = await lib('formats/reference-auth/format.js');
const { authConfigOf } = await lib('formats/auth-config.js');

export const OUTPUT = { format: 'reference-auth', path: 'amplify/auth/resource.ts', mainEnv: 'dev' };

/** What formats look at; undefined where a file cannot be written. */
export function factsOf(/** @type {import('./cases.mjs').Case} */ { env, observed }) {
  const config = authConfigOf(env, observed);
  return config && { env, observed, config };
}

/**
 * The text with a part for each env; undefined where one of them has none.
 *
 * @param {readonly import('./cases.mjs').Case[]} cases
 * @returns {Promise<string | undefined>}
 */
export async function resourceOf(cases) {
  const manifest = { outputs: [OUTPUT], envs: cases.map(({ env }) => env) };
  const { files } = await referenceAuth.open(OUTPUT, manifest, () => Promise.resolve(null));
  const parts = cases.map((one) => [one.env['name'], files[0].wanted(factsOf(one))]);
  return parts.some(([, part]) => part === undefined)
    ? undefined
    : files[0].withParts(null, new Map(/** @type {any} */ (parts)));
}

/** The props that `referenceAuth` gets in this env. */
export function propsIn(/** @type {string} */ source, /** @type {string} */ env) {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const module = /** @type {{ auth?: Record<string, any> }} */ ({});
  const run = new Function('exports', 'require', 'globalThis', outputText);
  run(module, () => ({ referenceAuth: (/** @type {unknown} */ props) => props }), {
    process: { env: { AMPLIFY_AUTH_ENV: env } },
  });
  return module.auth ?? {};
}
