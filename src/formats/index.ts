import { OUTPUT_KINDS, type OutputFormat, type OutputSpec } from '../domain/output.ts';
import { amplifyCli } from './amplify-cli/format.ts';
import { amplifyOutputs } from './amplify-outputs/format.ts';
import { amplifyconfiguration } from './gen1/amplifyconfiguration.ts';
import { awsconfiguration } from './gen1/awsconfiguration.ts';
import { awsExports } from './gen1/aws-exports.ts';
import { dotenv } from './dotenv/format.ts';
import type { EnvFormat, FolderFormat, SharedFormat } from './format.ts';
import { OWNS_ALL } from './ownership.ts';
import { referenceAuth } from './reference-auth/format.ts';
import { rolePolicies } from './role-policies/format.ts';

/** All kinds of generated files. */
export const FORMATS: readonly (EnvFormat | FolderFormat | SharedFormat)[] = [
  awsExports,
  amplifyconfiguration,
  awsconfiguration,
  amplifyOutputs,
  amplifyCli,
  referenceAuth,
  dotenv,
  rolePolicies,
];

export function envFormat(name: OutputFormat): EnvFormat {
  const format = FORMATS.find((one) => one.name === name);
  if (format?.scope !== 'env') throw new Error(`there is no format ${name} of single envs`);
  return format;
}

/** Whether a text of some format, of another release even, holds the secret of a client. */
export function holdsSecret(format: string, text: string): boolean {
  const known = FORMATS.find((one) => one.name === format);
  return known?.scope === 'env' && known.holdsSecret?.(text) === true;
}

/**
 * Whether the text at a path is a file of a format as this action writes it, and holds nothing else. A lock only says so; what says it
 * here is the text. Never true for files that envs share, which hold other people's work as well, and for names of other releases.
 */
export function isFormat(format: string, text: string, path: string): boolean {
  const known = FORMATS.find((one) => one.name === format);
  return known !== undefined && known.scope !== 'manifest' && known.isOurs(text, path);
}

/** Whether a text can be what an output writes at a path: data of its format, and no code or other people's settings. */
export function canBeWritten({ format, platform, compat }: OutputSpec, text: string, path: string): boolean {
  const known = FORMATS.find((one) => one.name === format);
  if (known === undefined || known.scope === 'manifest') return false;
  if (known.scope === 'env' && known.own !== undefined)
    return known.own(text, platform, compat, OWNS_ALL) !== undefined;
  return known.isOurs(text, path);
}

export function folderFormat(name: OutputFormat): FolderFormat {
  const format = FORMATS.find((one) => one.name === name);
  if (format?.scope !== 'folder') throw new Error(`there is no format ${name} of folders`);
  return format;
}

export function sharedFormat(name: OutputFormat): SharedFormat {
  const format = FORMATS.find((one) => one.name === name);
  if (format?.scope !== 'manifest') throw new Error(`there is no format ${name} of whole manifests`);
  return format;
}

/** Whether files of this format are shared by all envs; also for names that a lock of another release may hold. */
export function isShared(format: string): boolean {
  return Object.hasOwn(OUTPUT_KINDS, format) && OUTPUT_KINDS[format as OutputFormat].scope === 'manifest';
}
