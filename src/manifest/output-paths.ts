import { posix } from 'node:path';
import type { Finding } from '../domain/finding.ts';
import { outputKind, type OutputSpec, type OutputTarget } from '../domain/output.ts';
import type { Place } from '../domain/place.ts';
import { RULES } from '../domain/rule.ts';
import { nearest } from './nearest.ts';
import type { ManifestHead } from './schema.ts';
import type { SourceMap } from '../domain/source.ts';
import { placeAt } from './source-node.ts';

type Output = NonNullable<ManifestHead['outputs']>[number];

/**
 * The files that the outputs lead to; `partsOf` names those of an env for formats that write a folder. A path that could touch anything outside of the workspace, git's or GitHub's own files,
 * or that means another file on another platform, is reported and gives no target.
 */
export function outputTargets(
  outputs: readonly Output[],
  envs: readonly string[],
  partsOf: (env: string) => readonly string[],
  manifest: { readonly file: string; readonly source: SourceMap },
): { readonly outputs: readonly OutputSpec[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const taken = new Map<string, string>([
    [identityOf(manifest.file), 'the manifest itself'],
    [identityOf(lockPathOf(manifest.file)), 'the lock of this manifest'],
  ]);
  const specs = outputs.map((output, index): OutputSpec => {
    const at = (key: string) => placeAt(manifest.source, ['outputs', index, key], manifest.source.place);
    const fault = (message: string, hint: string, place: Place) => {
      findings.push(finding(message, hint, place));
    };
    const wrong = (message: string, hint: string, place: Place) => {
      findings.push({ ...finding(message, hint, place), rule: 'manifest/schema' });
    };
    const kind = outputKind(output.format);
    checkOptions(output, at, wrong);
    /** The path where it is written, if it may be written there at all. */
    const take = (written: string, owner: string): string | undefined => {
      const path = posix.normalize(posix.join(posix.dirname(manifest.file), written));
      const problem = pathProblem(written, path);
      if (problem !== undefined) {
        fault(`the output path "${written}" ${problem.what}`, problem.hint, at('path'));
        return undefined;
      }
      const identity = identityOf(path);
      const other = taken.get(identity);
      if (other !== undefined) {
        fault(`the file ${path} would be written twice`, `It is also ${other}.`, at('path'));
        return undefined;
      }
      taken.set(identity, owner);
      return path;
    };
    const spec = {
      format: output.format,
      platform: output.platform ?? kind.platforms[0] ?? 'javascript',
      compat: output.compat ?? 'correct',
      includeClientSecret: output.includeClientSecret ?? false,
      secretPlace: at('includeClientSecret'),
      mainEnv: envs.includes(output.env ?? '') ? output.env : undefined,
      place: at('path'),
    } as const;
    if (kind.scope === 'manifest') {
      if (output.path.includes('{env}')) {
        const hint = `All envs share what ${output.format} writes: leave {env} out.`;
        fault(`the output path "${output.path}" holds {env}`, hint, at('path'));
        return { ...spec, path: undefined, targets: [] };
      }
      if (output.env !== undefined) envOf(output.env, envs, at, fault);
      return { ...spec, path: take(output.path, `written by ${output.format} (outputs[${index}])`), targets: [] };
    }
    const targets: OutputTarget[] = [];
    // One fault is enough: the others would be the same.
    targets: for (const env of envsOf(output, envs, at, fault)) {
      const written = output.path.replaceAll('{env}', env);
      const owner = `written by ${output.format} (outputs[${index}]) for ${env}`;
      for (const part of kind.scope === 'folder' ? partsOf(env) : [undefined]) {
        const path = take(part === undefined ? written : `${written}/${part}.json`, owner);
        if (path === undefined) break targets;
        targets.push({ path, env, part, place: at('path') });
      }
    }
    return { ...spec, path: undefined, targets };
  });
  return { outputs: specs, findings };
}

/** Options that the format has no use for are mistakes: whoever writes them expects something. */
function checkOptions(
  output: Output,
  at: (key: string) => Place,
  fault: (message: string, hint: string, place: Place) => void,
): void {
  const { format, platform } = output;
  const { platforms, compat } = outputKind(format);
  if (platform !== undefined && !platforms.includes(platform)) {
    const hint = platforms.length === 0 ? 'Leave `platform` out.' : `Allowed: ${platforms.join(', ')}.`;
    fault(`the format ${format} is not for the platform ${platform}`, hint, at('platform'));
  }
  if (output.compat !== undefined && !compat) {
    fault(`the format ${format} has no \`compat\``, 'Leave it out: it is for the formats of Gen 1.', at('compat'));
  }
  const effective = platform ?? platforms[0];
  if (output.includeClientSecret === true && (!compat || effective === 'javascript')) {
    const hint = 'Only mobile formats of Gen 1 have a place for it; a web app cannot keep a secret.';
    fault(`the format ${format} cannot hold a client secret`, hint, at('includeClientSecret'));
  }
}

/** The lock lies beside its manifest: `amplify-auth.yml` → `amplify-auth.lock.json`. */
export function lockPathOf(manifestFile: string): string {
  return manifestFile.replace(/\.[^./]*$/, '') + '.lock.json';
}

/** Case-insensitive file systems, and those that normalise accents, see one file where this is equal. */
export function identityOf(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

function envsOf(
  output: Output,
  envs: readonly string[],
  at: (key: string) => Place,
  fault: (message: string, hint: string, place: Place) => void,
): readonly string[] {
  if (output.path.includes('{env}')) return envs;
  if (output.env !== undefined) return envOf(output.env, envs, at, fault);
  if (envs.length > 1) {
    const hint = 'Put {env} into the path for one file per env, or name the env of this file with `env`.';
    fault(`the output path "${output.path}" would be written by ${envs.length} envs`, hint, at('path'));
    return [];
  }
  return envs;
}

function envOf(
  env: string,
  envs: readonly string[],
  at: (key: string) => Place,
  fault: (message: string, hint: string, place: Place) => void,
): readonly string[] {
  if (envs.includes(env)) return [env];
  const near = nearest(env, envs);
  const hint = near === undefined ? `Known envs: ${envs.join(', ')}.` : `Did you mean "${near}"?`;
  fault(`the output names the env "${env}", which does not exist`, hint, at('env'));
  return [];
}

function finding(message: string, hint: string, place: Place): Finding {
  const rule = 'manifest/output-path';
  return { rule, severity: RULES[rule].severity, message, hint, env: null, place };
}

/** Whether a generated file may lie there at all; `path` is relative to the workspace. */
export function isSafeOutputPath(path: string): boolean {
  return pathProblem(path, path) === undefined;
}

interface PathProblem {
  readonly what: string;
  readonly hint: string;
}

const RELATIVE = 'Write a path from the folder of the manifest, with forward slashes.';

/** Windows reserves these names with any extension. Source: Microsoft, "Naming Files, Paths, and Namespaces". */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;

// Characters that file systems or terminals drop or turn around: what is shown is not what is written.
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

function pathProblem(written: string, path: string): PathProblem | undefined {
  if (INVISIBLE.test(written)) return { what: 'holds a control or invisible character', hint: RELATIVE };
  if (written.includes('\\')) return { what: 'holds a backslash', hint: RELATIVE };
  if (written.includes(':')) return { what: 'holds a colon', hint: 'A colon is a drive or a stream on Windows.' };
  if (/[<>"|?*]/.test(written))
    return { what: 'holds a character that Windows forbids', hint: 'Leave out < > " | ? *.' };
  if (posix.isAbsolute(written)) return { what: 'is absolute', hint: RELATIVE };
  if (path === '..' || path.startsWith('../')) return { what: 'leaves the workspace', hint: RELATIVE };
  if (path === '.' || written.endsWith('/')) return { what: 'names a folder', hint: 'Add a file name.' };
  for (const segment of path.split('/')) {
    // Windows drops trailing dots and spaces, and knows `.git` as `git~1` too.
    const plain = segment.replace(/[. ]+$/, '').toLowerCase();
    if (plain === '.git' || /^git~\d+$/.test(plain))
      return { what: "lies in git's own folder", hint: 'Choose another folder.' };
    if (plain === '.github' || /^github~\d+$/.test(plain)) {
      return { what: "lies in GitHub's own folder", hint: 'Workflows are never generated; choose another folder.' };
    }
    if (segment !== segment.replace(/[. ]+$/, ''))
      return { what: 'has a part that ends in a dot or space', hint: RELATIVE };
    if (DEVICE.test(segment))
      return { what: `holds the device name "${segment}" of Windows`, hint: 'Choose another name.' };
  }
  return undefined;
}
