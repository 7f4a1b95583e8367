import { posix } from 'node:path';
import { findingOf, type Finding } from '../../domain/finding.ts';
import type { EnvSpec, Manifest } from '../../manifest/model.ts';
import { startOf } from '../../domain/place.ts';
import { clipped, listed } from '../../domain/shown.ts';
import type { ActionInputs } from '../../interface/inputs.ts';
import { GLOB_HINT, globOf, isGlob } from '../../manifest/globs.ts';
import { nearest } from '../../manifest/nearest.ts';
import { resolveManifest } from '../../manifest/resolve.ts';
import { contestedOutputs } from '../../manifest/taken-paths.ts';
import type { Workspace } from '../../ports/workspace.ts';

const DEFAULT_NAMES = ['amplify-auth.yml', 'amplify-auth.yaml'];

export interface ReadManifests {
  readonly manifests: readonly Manifest[];
  readonly findings: readonly Finding[];
}

/** Finds, reads and resolves all manifests of a run. */
export async function readManifests(
  workspace: Workspace,
  inputs: Pick<ActionInputs, 'manifest' | 'workingDirectory'>,
  today: string,
): Promise<ReadManifests> {
  const findings: Finding[] = [];
  const manifests: Manifest[] = [];
  for (const path of await manifestPaths(workspace, inputs, findings)) {
    const file = await workspace.read(path);
    if (file.state !== 'file') {
      const reason = file.state === 'unsafe' ? file.reason : 'it is gone';
      findings.push(
        findingOf('manifest/syntax', startOf(path), {
          message: `the manifest cannot be read: ${reason}`,
          hint: 'Save it as UTF-8 text.',
        }),
      );
      continue;
    }
    const resolved = resolveManifest(file.text, path, today);
    for (const finding of resolved.findings) findings.push(finding);
    const { manifest } = resolved;
    const twin = manifests.find((other) => other.project === manifest?.project);
    if (manifest !== undefined && twin !== undefined) {
      const message = `two manifests are for the project "${manifest.project}": ${twin.file} and ${path}`;
      findings.push(
        findingOf('manifest/schema', startOf(path), {
          message,
          hint: 'Give each manifest of a run a `project` of its own.',
        }),
      );
    } else if (manifest !== undefined) {
      manifests.push(manifest);
    }
  }
  for (const finding of contestedOutputs(manifests)) findings.push(finding);
  return { manifests, findings };
}

async function manifestPaths(
  workspace: Workspace,
  { manifest, workingDirectory }: Pick<ActionInputs, 'manifest' | 'workingDirectory'>,
  findings: Finding[],
): Promise<readonly string[]> {
  const below = (path: string) => posix.normalize(posix.join(workingDirectory, path));
  if (manifest.length === 0) {
    const found = (await Promise.all(DEFAULT_NAMES.map((name) => workspace.find(below(name))))).flat();
    const [first, second] = found;
    if (first === undefined) {
      const message = `there is no manifest: neither ${DEFAULT_NAMES.map(below).join(' nor ')}`;
      const hint = 'Write one, or name it in the input `manifest`.';
      findings.push(findingOf('manifest/not-found', startOf(below(DEFAULT_NAMES[0] ?? '')), { message, hint }));
      return [];
    }
    if (second !== undefined) {
      const hint = 'Remove one, or name the one that counts in the input `manifest`.';
      findings.push(
        findingOf('input/invalid', startOf(first), {
          message: `there are two manifests: ${first} and ${second}`,
          hint,
        }),
      );
      return [];
    }
    return [first];
  }
  const found = new Set<string>();
  for (const pattern of manifest) {
    const paths = await workspace.find(below(pattern));
    if (paths.length === 0) {
      const hint = 'Paths are relative to `working-directory`, inside the workspace.';
      findings.push(
        findingOf('manifest/not-found', startOf(below(pattern)), { message: `no manifest matches "${pattern}"`, hint }),
      );
    }
    for (const path of paths) found.add(path);
  }
  return [...found].toSorted();
}

export interface Selection {
  /** The envs of each manifest that the run is about. */
  readonly envs: ReadonlyMap<Manifest, readonly EnvSpec[]>;
  /** Whether the inputs let an env of this name in. */
  readonly includes: (name: string) => boolean;
  readonly findings: readonly Finding[];
  /** What people should know about patterns that match nothing. */
  readonly notes: readonly string[];
}

/**
 * The envs that `envs` and `exclude-envs` leave, by name or glob. A plain name that no env has is an error, and so is one where nothing
 * is left to work on; of a glob that matches nothing a note says so.
 */
export function selectEnvs(
  manifests: readonly Manifest[],
  { envs, excludeEnvs }: Pick<ActionInputs, 'envs' | 'excludeEnvs'>,
  lockedEnvs: readonly string[],
): Selection {
  const declared = manifests.flatMap((manifest) => manifest.envs.map((env) => env.name));
  const names = new Set([...declared, ...lockedEnvs]);
  const file = manifests[0]?.file ?? '';
  const findings = (['envs', 'exclude-envs'] as const).flatMap((input) =>
    (input === 'envs' ? envs : excludeEnvs).flatMap((pattern): readonly Finding[] => {
      if (globOf(pattern) === undefined) {
        const message = `input "${input}" has a glob that is too intricate: "${clipped(pattern)}"`;
        return [findingOf('input/invalid', startOf(file), { message, hint: GLOB_HINT })];
      }
      if (isGlob(pattern) || names.size === 0 || names.has(pattern)) return [];
      const near = nearest(pattern, names);
      const hint = near === undefined ? `Known envs: ${listed([...names])}.` : `Did you mean "${near}"?`;
      const message = `input "${input}" names the env "${clipped(pattern)}", which does not exist`;
      return [findingOf('input/invalid', startOf(file), { message, hint })];
    }),
  );
  const matches = (patterns: readonly string[]) => {
    const plain = new Set(patterns.filter((pattern) => !isGlob(pattern)));
    const globs = patterns.filter(isGlob).flatMap((pattern) => globOf(pattern) ?? []);
    return (name: string) => plain.has(name) || globs.some((glob) => glob.matches(name));
  };
  const wanted = envs.length === 0 ? () => true : matches(envs);
  const unwanted = matches(excludeEnvs);
  const includes = (name: string) => wanted(name) && !unwanted(name);
  const selected = manifests.map((manifest) => [manifest, manifest.envs.filter(({ name }) => includes(name))] as const);
  const sound = names.size > 0 && findings.length === 0;
  const idle = sound ? envs.filter((pattern) => isGlob(pattern) && ![...names].some(matches([pattern]))) : [];
  const notes = idle.map((pattern) => `No env matches the pattern "${clipped(pattern)}" of the input "envs".`);
  if (sound && ![...names].some(includes)) {
    const written = envs.filter((pattern) => !isGlob(pattern));
    if (written.length > 0) {
      const message = `input "exclude-envs" leaves none of the envs that input "envs" names: ${listed(written)}`;
      findings.push(findingOf('input/invalid', startOf(file), { message, hint: 'Take them out of one of the two.' }));
    } else if (idle.length === 0) notes.push('The input "exclude-envs" leaves no env.');
  }
  return { envs: new Map(selected), includes, findings, notes };
}
