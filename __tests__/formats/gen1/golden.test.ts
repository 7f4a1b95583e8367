import { describe, expect, test } from '@jest/globals';
import type { Platform } from '../../../src/domain/output.ts';
import { amplifyconfiguration } from '../../../src/formats/gen1/amplifyconfiguration.ts';
import { awsExports } from '../../../src/formats/gen1/aws-exports.ts';
import { awsconfiguration } from '../../../src/formats/gen1/awsconfiguration.ts';
import type { EnvFormat } from '../../../src/formats/format.ts';
import { OWNS_ALL } from '../../../src/formats/ownership.ts';
import {
  factsOfAnswers,
  goldenAnswers,
  goldenText,
  renamed,
  secretOf,
  type AwsAnswers,
} from '../../helpers/aws-answers.ts';

// Recorded from the published Amplify CLI: what AWS answered, and the files that `amplify push` left. golden/gen1 holds both.

const FILES: readonly [file: string, EnvFormat, Platform][] = [
  ['javascript/aws-exports.js', awsExports, 'javascript'],
  ['javascript/amplifyconfiguration.json', amplifyconfiguration, 'javascript'],
  ['ios/amplifyconfiguration.json', amplifyconfiguration, 'ios'],
  ['android/amplifyconfiguration.json', amplifyconfiguration, 'android'],
  ['flutter/amplifyconfiguration.dart', amplifyconfiguration, 'flutter'],
  ['ios/awsconfiguration.json', awsconfiguration, 'ios'],
  ['android/awsconfiguration.json', awsconfiguration, 'android'],
];

function rendered(answers: AwsAnswers, format: EnvFormat, platform: Platform, lines: readonly string[] = []): string {
  const facts = factsOfAnswers(answers, lines);
  const clientSecret = secretOf(answers);
  return format.render({ ...facts, platform, compat: 'cli', existing: null, clientSecret });
}

const BUCKET = ['categories: { storage: [{ bucket: imported-bucket-g-v6lq }] }'];

describe.each<[name: string, lines?: string[]]>([['a'], ['b'], ['c'], ['d1'], ['e'], ['g', BUCKET]])(
  'case %s',
  (name, lines = []) => {
    test.each(FILES)('%s is what the CLI wrote, to the byte', (file, format, platform) => {
      expect(rendered(goldenAnswers(name), format, platform, lines)).toBe(goldenText(`${name}/${file}`));
    });
  },
);

describe.each([
  ['dev', 'c', 'my-social-app-7oyj'],
  ['prod', 'd1', undefined],
])('two envs: %s', (env, like, domain) => {
  const { payload } = JSON.parse(goldenText(`multi-env/${env}/seed.json`)) as { payload: Record<string, string> };
  const answers = renamed(goldenAnswers(like), payload, domain);

  test.each(FILES.slice(0, 2))('%s is what the CLI wrote, to the byte', (file, format, platform) => {
    expect(rendered(answers, format, platform)).toBe(goldenText(`multi-env/${env}/${file}`));
  });
});

describe('a file that the CLI wrote', () => {
  test.each(FILES)('%s is understood, and all of it is ours', (file, format, platform) => {
    for (const name of ['a', 'b', 'c', 'd1', 'g']) {
      const text = goldenText(`${name}/${file}`);
      expect(format.own!(text, platform, 'cli', OWNS_ALL)).toBe(text);
    }
  });

  test.each(FILES.slice(2))('%s has the secret of the client outside of our part', (file, format, platform) => {
    const text = goldenText(`e/${file}`);
    const secret = goldenAnswers('e').native!.ClientSecret!;
    expect(text).toContain(secret);
    const own = format.own!(text, platform, 'cli', OWNS_ALL);
    expect(own).not.toContain(secret);
    expect(own).toBe(format.render({ ...factsOfAnswers(goldenAnswers('e')), platform, compat: 'cli', existing: null }));
  });
});
