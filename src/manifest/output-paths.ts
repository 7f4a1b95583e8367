import { posix } from 'node:path';
import { findingOf, type Finding } from '../domain/finding.ts';
import { outputKind, type OutputSpec, type OutputTarget } from '../domain/output.ts';
import type { Place } from '../domain/place.ts';
import { clipped, listed } from '../domain/shown.ts';
import { counted, MANIFEST_LIMITS } from './limits.ts';
import { nearest } from './nearest.ts';
import type { ManifestHead } from './schema.ts';
import type { SourceMap } from '../domain/source.ts';
import { placeAt } from './source-node.ts';
import { sharedFiles, takenPaths } from './taken-paths.ts';
import { oddPath, unsafePath } from './unsafe-path.ts';

export { unsafePathReason } from './unsafe-path.ts';

type Output = NonNullable<ManifestHead['outputs']>[number];

/**
 * The files that the outputs lead to; `partsOf` names those of an env for formats that write a folder. A path that is not safe (see
 * `unsafe-path.ts`) is reported and gives no target.
 */
export function outputTargets(
  outputs: readonly Output[],
  envs: readonly string[],
  partsOf: (env: string) => readonly string[],
  manifest: { readonly file: string; readonly source: SourceMap; readonly resourceName: string },
): { readonly outputs: readonly OutputSpec[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const known = new Set(envs);
  let files = 0;
  const takePath = takenPaths();
  takePath(manifest.file, 'the manifest itself');
  takePath(lockPathOf(manifest.file), 'the lock of this manifest');
  const specs = outputs.map((output, index): OutputSpec => {
    const at = (key: string) => placeAt(manifest.source, ['outputs', index, key], manifest.source.place);
    const fault = (message: string, hint: string, place: Place) => {
      findings.push(findingOf('manifest/output-path', place, { message, hint }));
    };
    const wrong = (message: string, hint: string, place: Place) => {
      findings.push(findingOf('manifest/schema', place, { message, hint }));
    };
    const kind = outputKind(output.format);
    checkOptions(output, at, wrong);
    const [, unknown] = /\{((?!env\})[A-Za-z_]\w*)\}/.exec(output.path) ?? [];
    if (unknown !== undefined) {
      const hint = 'Only {env} is replaced in output paths.';
      fault(`the output path "${clipped(output.path)}" holds {${unknown}}`, hint, at('path'));
    }
    /** The path where it is written, if it may be written there at all. */
    const take = (
      written: string,
      owner: string,
      filesOf: (path: string) => readonly string[] = (path) => [path],
    ): string | undefined => {
      const path = posix.normalize(posix.join(posix.dirname(manifest.file), written));
      const problem = oddPath(written) ?? unsafePath(path);
      if (problem !== undefined) {
        fault(`the output path "${clipped(written)}" ${problem.what}`, problem.hint, at('path'));
        return undefined;
      }
      const clash = filesOf(path)
        .map((file) => takePath(file, owner))
        .find((one) => one !== undefined);
      if (clash !== undefined) fault(clash.message, clash.hint, at('path'));
      return clash === undefined ? path : undefined;
    };
    const spec = {
      format: output.format,
      platform: output.platform ?? kind.platforms[0] ?? 'javascript',
      compat: output.compat ?? 'correct',
      authFlow: output.authFlow,
      includeClientSecret: output.includeClientSecret ?? false,
      secretPlace: at('includeClientSecret'),
      mainEnv: known.has(output.env ?? '') ? output.env : undefined,
      place: at('path'),
    } as const;
    if (kind.scope === 'manifest') {
      if (output.path.includes('{env}')) {
        const hint = `All envs share what ${output.format} writes: leave {env} out.`;
        fault(`the output path "${clipped(output.path)}" holds {env}`, hint, at('path'));
        return { ...spec, path: undefined, targets: [] };
      }
      if (output.env !== undefined) envOf(output.env, envs, known, at, fault);
      const filesOf = (path: string) => sharedFiles(output.format, path, manifest.resourceName);
      const path = take(output.path, `written by ${output.format} (outputs[${index}])`, filesOf);
      return { ...spec, path, targets: [] };
    }
    const targets: OutputTarget[] = [];
    // One fault is enough: the others would be the same.
    targets: for (const env of envsOf(output, envs, known, at, fault)) {
      const written = output.path.replaceAll('{env}', env);
      const owner = `written by ${output.format} (outputs[${index}]) for ${env}`;
      for (const part of kind.scope === 'folder' ? partsOf(env) : [undefined]) {
        files += 1;
        if (files === MANIFEST_LIMITS.maxFiles + 1) findings.push(tooMany(at('path')));
        if (files > MANIFEST_LIMITS.maxFiles) break targets;
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
  if (output.authFlow !== undefined && (!compat || effective === 'javascript')) {
    const hint = 'Leave `authFlow` out: only mobile formats of Gen 1 hold one.';
    fault(`the format ${format} holds no sign-in flow`, hint, at('authFlow'));
  }
  if (output.includeClientSecret === true && (!compat || effective === 'javascript')) {
    const hint = 'Only mobile formats of Gen 1 have a place for it; a web app cannot keep a secret.';
    fault(`the format ${format} cannot hold a client secret`, hint, at('includeClientSecret'));
  }
}

/** The lock lies beside its manifest: `amplify-auth.yml` → `amplify-auth.lock.json`. */
export function lockPathOf(manifestFile: string): string {
  return manifestFile.replace(/\.[^./]*$/, '') + '.lock.json';
}

function envsOf(
  output: Output,
  envs: readonly string[],
  known: ReadonlySet<string>,
  at: (key: string) => Place,
  fault: (message: string, hint: string, place: Place) => void,
): readonly string[] {
  if (output.path.includes('{env}')) return envs;
  if (output.env !== undefined) return envOf(output.env, envs, known, at, fault);
  if (envs.length > 1) {
    const hint = 'Put {env} into the path for one file per env, or name the env of this file with `env`.';
    fault(`the output path "${clipped(output.path)}" would be written by ${envs.length} envs`, hint, at('path'));
    return [];
  }
  return envs;
}

function envOf(
  env: string,
  envs: readonly string[],
  known: ReadonlySet<string>,
  at: (key: string) => Place,
  fault: (message: string, hint: string, place: Place) => void,
): readonly string[] {
  if (known.has(env)) return [env];
  const near = nearest(env, envs);
  const hint = near === undefined ? `Known envs: ${listed(envs)}.` : `Did you mean "${near}"?`;
  fault(`the output names the env "${env}", which does not exist`, hint, at('env'));
  return [];
}

function tooMany(place: Place): Finding {
  const limit = counted(MANIFEST_LIMITS.maxFiles);
  const message = `the outputs lead to more than ${limit} files`;
  return findingOf('manifest/limits', place, { message, hint: 'Write fewer outputs, or several manifests.' });
}
