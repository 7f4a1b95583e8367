import { posix } from 'node:path';
import { sameOnSomeDisk } from '../domain/file.ts';
import { findingOf, type Finding } from '../domain/finding.ts';
import type { OutputFormat, OutputSpec } from '../domain/output.ts';
import { clipped } from '../domain/shown.ts';
import type { Manifest } from './model.ts';

/** What stands in the way of a file. */
export interface Clash {
  readonly message: string;
  readonly hint: string;
}

/** Notes a file with what it is, unless another one is there, below it or in the place of one of its folders. */
export type TakePath = (path: string, owner: string) => Clash | undefined;

/** Keeps account of the files that a run may write: no two at one place on any disk, and none in the place of a folder. */
export function takenPaths(): TakePath {
  const files = new Map<string, string>();
  const folders = new Map<string, string>();
  return (path, owner) => {
    const identity = sameOnSomeDisk(path);
    const above = foldersOf(identity);
    const same = files.get(identity);
    if (same !== undefined) {
      return { message: `the file ${clipped(path)} would be written twice`, hint: `It is also ${same}.` };
    }
    const below = folders.get(identity);
    if (below !== undefined) {
      const message = `the file ${clipped(path)} would stand where a folder has to be`;
      return { message, hint: `A file below it is ${below}.` };
    }
    const file = above.find((folder) => files.has(folder));
    if (file !== undefined) {
      const message = `the file ${clipped(path)} would lie below another file`;
      return { message, hint: `${clipped(file)} is ${files.get(file) ?? ''}.` };
    }
    files.set(identity, owner);
    for (const folder of above) if (!folders.has(folder)) folders.set(folder, owner);
    return undefined;
  };
}

function foldersOf(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** The files of an output that all envs share; that of the Amplify CLI is a folder, of which only some files are written. */
export function sharedFiles(format: OutputFormat, path: string, resourceName: string): readonly string[] {
  if (format !== 'amplify-cli') return [path];
  const own = [
    'team-provider-info.json',
    'backend/backend-config.json',
    `backend/auth/${resourceName}/parameters.json`,
  ];
  return own.map((file) => posix.join(path, file));
}

/** Outputs of several manifests of a run that lead to one file: each apply would undo the other. The later one is at fault. */
export function contestedOutputs(manifests: readonly Manifest[]): readonly Finding[] {
  const take = takenPaths();
  return manifests.flatMap((manifest) =>
    manifest.outputs.flatMap((output): readonly Finding[] => {
      const clash = pathsOf(output, manifest)
        .map((path) => take(path, `written for ${manifest.file}`))
        .find((one) => one !== undefined);
      return clash === undefined ? [] : [findingOf('manifest/output-path', output.place, clash)];
    }),
  );
}

function pathsOf({ format, path, targets }: OutputSpec, { resourceName }: Manifest): readonly string[] {
  return [
    ...(path === undefined ? [] : sharedFiles(format, path, resourceName)),
    ...targets.map((target) => target.path),
  ];
}
