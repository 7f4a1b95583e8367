import type { Compat, Platform } from '../../src/domain/output.ts';
import { amplifyconfiguration } from '../../src/formats/gen1/amplifyconfiguration.ts';
import { awsExports } from '../../src/formats/gen1/aws-exports.ts';
import { awsconfiguration } from '../../src/formats/gen1/awsconfiguration.ts';
import type { EnvFormat } from '../../src/formats/format.ts';
import { factsOfAnswers, secretOf, type AwsAnswers } from './aws-answers.ts';
import { dartConstant, exported } from './evaluate.ts';

/** A kind of Gen 1 file, with the way in which its app gets at the object in it. */
export interface Gen1File {
  readonly name: string;
  readonly format: EnvFormat;
  readonly platform: Platform;
  readonly notation: 'js' | 'json' | 'dart';
}

export const GEN1_FILES: readonly Gen1File[] = [
  { name: 'aws-exports.js', format: awsExports, platform: 'javascript', notation: 'js' },
  { name: 'amplifyconfiguration.json', format: amplifyconfiguration, platform: 'javascript', notation: 'json' },
  { name: 'amplifyconfiguration.json of iOS', format: amplifyconfiguration, platform: 'ios', notation: 'json' },
  { name: 'amplifyconfiguration.json of Android', format: amplifyconfiguration, platform: 'android', notation: 'json' },
  { name: 'amplifyconfiguration.dart', format: amplifyconfiguration, platform: 'flutter', notation: 'dart' },
  { name: 'awsconfiguration.json of iOS', format: awsconfiguration, platform: 'ios', notation: 'json' },
  { name: 'awsconfiguration.json of Android', format: awsconfiguration, platform: 'android', notation: 'json' },
];

export type Entries = Record<string, unknown>;

export async function evaluated({ notation }: Gen1File, text: string): Promise<Entries> {
  if (notation === 'js') return exported(text);
  return JSON.parse(notation === 'dart' ? dartConstant(text, 'amplifyconfig') : text) as Entries;
}

/** A text that holds an object, as another tool would write it. */
export function written({ notation }: Gen1File, entries: Entries): string {
  const json = JSON.stringify(entries);
  if (notation === 'js') return `const awsmobile = ${json};\nexport default awsmobile;\n`;
  return notation === 'dart' ? `const amplifyconfig = '''${json}''';\n` : json;
}

export function renderFile(
  { format, platform }: Gen1File,
  answers: AwsAnswers,
  compat: Compat,
  existing: string | null = null,
): string {
  return format.render({ ...factsOfAnswers(answers), platform, compat, existing, clientSecret: secretOf(answers) });
}

/** The config of the auth plugin in a mobile file; of `awsconfiguration.json`, all of it. */
export function authOf(entries: Entries): Entries {
  const plugins = (entries['auth'] as { plugins?: Entries } | undefined)?.plugins;
  return (plugins?.['awsCognitoAuthPlugin'] ?? entries) as Entries;
}
