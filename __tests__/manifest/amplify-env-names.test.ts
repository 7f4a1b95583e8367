import { describe, expect, test } from '@jest/globals';
import { resolveManifest } from '../../src/manifest/resolve.ts';
import { brief } from '../helpers/findings.ts';
import { marked } from '../helpers/marked.ts';

const LINES = '{userPoolId: eu-west-1_AbCdEfGhI, webClientId: 4tq8example}';

function namesFound(output: string, source: string) {
  const { text, places } = marked(`version: 1\nproject: shop\noutputs: [${output}]\nenvs:\n${source}`);
  const found = brief(resolveManifest(text, 'amplify-auth.yml', '2026-11-25').findings);
  return { found, expected: places.map(({ line, column }) => `manifest/schema ${line}:${column}`) };
}

describe('names of envs', () => {
  const names = `  dev: ${LINES}\n  ▸Prod: ${LINES}\n  ▸qa-2: ${LINES}\n  ▸d: ${LINES}\n  ▸elevenchars: ${LINES}\n  tencharsok: ${LINES}\n`;

  test('with an amplify-cli output they are those that the Amplify CLI takes', () => {
    const { found, expected } = namesFound('{format: amplify-cli, path: amplify}', names);
    expect(found.map((line) => line.replace(/ [^ ]+$/, ''))).toEqual(expected);
    expect(expected).toHaveLength(4);
  });

  test('without one they are freer', () => {
    expect(namesFound('{format: dotenv, path: "{env}.env"}', names).found).toEqual([]);
  });
});
