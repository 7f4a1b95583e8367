// @ts-check
/**
 * The manifest of a user with one env.
 */

/** @typedef {import('../../aws/index.mjs').Environment} Environment */

export const MANIFEST = 'amplify-auth.yml';
export const LOCK = 'amplify-auth.lock.json';

/** What the manifest below generates. */
export const GENERATED = 'config/dev/amplify_outputs.json';

/**
 * @param {Environment} dev
 * @param {readonly string[]} [more] lines of the env
 * @returns {string}
 */
export function manifestOf(dev, more = []) {
  return [
    'version: 1',
    'project: shop',
    'outputs:',
    '  - { format: amplify-outputs, path: "config/{env}/amplify_outputs.json" }',
    'envs:',
    '  dev:',
    `    userPoolId: ${dev.userPoolId}`,
    `    webClientId: ${dev.webClientId}`,
    `    identityPoolId: ${dev.identityPoolId}`,
    ...more.map((line) => `    ${line}`),
    '    categories:',
    `      storage: [{ bucket: ${dev.bucket}, auth: [create, read, update, delete] }]`,
    '',
  ].join('\n');
}

/**
 * @param {string} text
 * @param {string} part
 * @returns {string} the number of the first line with it, as annotations have it
 */
export function lineOf(text, part) {
  return String(text.split('\n').findIndex((line) => line.includes(part)) + 1);
}
