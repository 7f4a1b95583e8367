// @ts-check
/**
 * Identity tokens of jobs, signed, with the keys to verify them.
 */
import { createHash, createSign, generateKeyPair, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';

/** @typedef {import('../http/answers.mjs').Answer} Answer */
/** @typedef {import('../model/world.mjs').World} World */
/** @typedef {import('./runs.mjs').Runs} Runs */

/**
 * @typedef {object} Oidc
 * @property {Record<string, unknown>} claims put over those of the job, in every token; may be changed
 * @property {string} issuer `https://token.actions.githubusercontent.com`; may be changed, to the stand-in's own
 *   address (`${url}/_oidc`) for a relying party that fetches the keys
 * @property {(request: { path: string, query: URLSearchParams, authorization: string | undefined }) => Promise<Answer>}
 *   answer
 */

const LIFETIME_SECONDS = 300;

/** One key pair in a process: making it takes a tenth of a second. */
let keys = /** @type {ReturnType<typeof makeKeys> | undefined} */ (undefined);

async function makeKeys() {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const jwk = publicKey.export({ format: 'jwk' });
  const kid = createHash('sha1').update(String(jwk.n)).digest('hex').toUpperCase();
  return { privateKey, jwk: { ...jwk, kid, alg: 'RS256', use: 'sig' } };
}

/**
 * @param {World} world
 * @param {Runs} runs
 * @returns {Oidc}
 */
export function createOidc(world, runs) {
  /** @type {Oidc} */
  const oidc = {
    claims: {},
    issuer: 'https://token.actions.githubusercontent.com',
    async answer({ path, query, authorization }) {
      keys ??= makeKeys();
      const { jwk } = await keys;
      switch (path) {
        case '/_oidc/.well-known/jwks':
          return { status: 200, body: { keys: [jwk] } };
        case '/_oidc/.well-known/openid-configuration':
          return { status: 200, body: configuration(world, oidc.issuer) };
        case '/_oidc/token': {
          const run = runs.ofRequestToken(authorization);
          if (!run) {
            return { status: 401, body: { message: 'Unauthorized' } };
          }
          const audience = query.get('audience') ?? `https://github.com/${run.claims['repository_owner'] ?? ''}`;
          const value = await sign({ ...lifetime(oidc.issuer), aud: audience, ...run.claims, ...oidc.claims });
          return { status: 200, body: { count: value.length, value } };
        }
        default:
          return { status: 404, body: { message: 'Not Found' } };
      }
    },
  };
  return oidc;
}

/** @param {string} issuer */
function lifetime(issuer) {
  const now = Math.floor(Date.now() / 1000);
  return { jti: randomUUID(), iss: issuer, nbf: now - 300, iat: now, exp: now + LIFETIME_SECONDS };
}

/** @param {object} claims */
async function sign(claims) {
  keys ??= makeKeys();
  const { privateKey, jwk } = await keys;
  const encode = (/** @type {object} */ part) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const text = `${encode({ typ: 'JWT', alg: 'RS256', x5t: jwk.kid, kid: jwk.kid })}.${encode(claims)}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey).toString('base64url')}`;
}

/**
 * @param {World} world
 * @param {string} issuer
 */
function configuration({ url }, issuer) {
  return {
    issuer,
    jwks_uri: `${url}/_oidc/.well-known/jwks`,
    subject_types_supported: ['public', 'pairwise'],
    response_types_supported: ['id_token'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid'],
  };
}
