import type { OutputFormat } from '../domain/manifest.ts';
import { amplifyOutputs } from './amplify-outputs.ts';
import { amplifyconfiguration } from './amplifyconfiguration.ts';
import { awsExports } from './aws-exports.ts';
import type { Format } from './format.ts';

/** All kinds of generated files. */
export const FORMATS: readonly Format[] = [awsExports, amplifyconfiguration, amplifyOutputs];

export function formatNamed(name: OutputFormat): Format {
  const format = FORMATS.find((one) => one.name === name);
  if (format === undefined) throw new Error(`there is no format ${name}`);
  return format;
}
