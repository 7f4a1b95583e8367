import { entryOf } from '../lock/lock-file.ts';
import { findingOf, type Finding } from '../domain/finding.ts';
import type { EnvSpec, Manifest } from '../manifest/model.ts';
import type { ObservedEnv } from '../domain/observed.ts';
import { outputKind, type OutputFormat, type OutputSpec, type OutputTarget } from '../domain/output.ts';
import type { FileChange } from '../domain/plan.ts';
import { isSameStored, sameOnSomeDisk, type TextFile } from '../domain/file.ts';
import { Secret } from '../domain/secret.ts';
import { authConfigOf } from '../formats/auth-config.ts';
import { envFormat, folderFormat, isShared } from '../formats/index.ts';
import { ownedBy } from '../formats/ownership.ts';
import { listed } from '../domain/shown.ts';
import { fileChange, hidden } from './file-change.ts';
import { fromFolderOf, relativeTo } from './paths.ts';
import { whyKept } from './removable.ts';
import { ownedIn } from './owned-keys.ts';
import type { EnvSubject } from './subject.ts';

/** A file as it should be. */
export interface RenderedFile {
  readonly path: string;
  readonly format: string;
  /** Undefined: it is to hold a client's secret, which this run does not read. */
  readonly text: string | Secret | undefined;
  /** The part of the text that is ours; never with a secret. */
  readonly own: string;
  readonly target: OutputTarget;
  /** What lies there now is not understood: whether the owner has put anything of theirs into it nobody can tell. */
  readonly opaque: boolean;
  /** What the file would lose that is not of this action, where it takes the file over. */
  readonly lost: readonly string[];
}

/** The files of an env; none as long as something that they need is not known. */
export function renderedFiles({ kind, manifest, env, observed, files, lock }: EnvSubject): readonly RenderedFile[] {
  const config = kind === 'orphaned' ? undefined : authConfigOf(env, observed);
  if (config === undefined) return [];
  return manifest.outputs.flatMap((output) =>
    output.targets
      .filter((target) => target.env === env.name)
      .flatMap((target): readonly RenderedFile[] => {
        if (outputKind(output.format).scope === 'folder')
          return folderFile(target, output.format, manifest, env, observed);
        const format = envFormat(output.format);
        const { platform, compat, authFlow } = output;
        const state = files.get(target.path);
        const existing = state?.state === 'file' ? state.text : null;
        const clientSecret = output.includeClientSecret ? observed.nativeClientSecret : null;
        const declared = ownedBy(env.categories);
        const lockedPath = relativeTo(manifest.file, target.path);
        const hash = entryOf(lock, env.name)?.files.find((file) => file.path === lockedPath)?.hash;
        const owned = existing === null ? declared : ownedIn(existing, format, hash, declared, output);
        const request = { env, observed, config, platform, compat, authFlow, existing, owned };
        const text = format.render({ ...request, clientSecret: clientSecret ?? undefined });
        const own = format.own?.(text, platform, compat, declared) ?? text;
        const file = {
          path: target.path,
          format: output.format,
          text: clientSecret === undefined ? undefined : textOf(output, text),
          own,
          target,
          opaque:
            existing !== null &&
            format.own !== undefined &&
            format.own(existing, platform, compat, owned) === undefined,
          lost: existing === null ? [] : (format.lost?.(existing, own, platform, compat, declared) ?? []),
        };
        return [file];
      }),
  );
}

/** What may hold a secret stays one, whether the client has one today or not. */
function textOf({ includeClientSecret, format }: OutputSpec, text: string): string | Secret {
  return includeClientSecret ? new Secret(text) : hidden(format, text);
}

/** One file of several; none as long as it is unknown what it holds. */
function folderFile(
  target: OutputTarget,
  format: OutputFormat,
  { project }: Manifest,
  env: EnvSpec,
  observed: ObservedEnv,
): readonly RenderedFile[] {
  const text = folderFormat(format).renderPart(target.part ?? '', project, { env, observed });
  return text === undefined ? [] : [{ path: target.path, format, text, own: text, target, opaque: false, lost: [] }];
}

export interface FilePlan {
  readonly changes: readonly FileChange[];
  readonly findings: readonly Finding[];
  /** What could not be planned, and why. */
  readonly notes: readonly string[];
}

/**
 * Compares the files with the disk. A file that is neither ours by the lock nor equal already is somebody's work, and is not
 * overwritten unless `adopt` says so.
 */
export function fileChanges(subject: EnvSubject, files: readonly RenderedFile[], adopt: boolean): FilePlan {
  const { manifest, env, lock } = subject;
  const locked = new Set(Object.values(lock.envs).flatMap((entry) => entry.files.map((file) => file.path)));
  const changes: FileChange[] = [];
  const findings: Finding[] = [];
  const notes: string[] = [];
  for (const file of files) {
    const state = subject.files.get(file.path) ?? { state: 'absent' };
    const fault = (message: string, hint: string) => {
      const rule = 'manifest/output-path';
      findings.push(findingOf(rule, file.target.place, { message, hint, env: env.name }));
    };
    if (state.state === 'unsafe') {
      fault(
        `the file ${file.path} cannot be written: ${state.reason}`,
        'Choose another path, or remove what is in the way.',
      );
      continue;
    }
    const exposed = subject.exposed.get(file.path);
    if (exposed !== undefined) {
      const hint = `Add /${file.path} to .gitignore; if it is committed already, \`git rm --cached\` it and renew the secret.`;
      fault(`the file ${file.path} is to hold the secret of a client, and git must not take it: ${exposed}`, hint);
      continue;
    }
    const before = state.state === 'file' ? state.text : null;
    if (file.text === undefined) {
      notes.push(
        `Whether ${file.path} changes is not known: it holds the secret of a client, which this run does not read.`,
      );
      continue;
    }
    if (isSameStored(before, typeof file.text === 'string' ? file.text : file.text.reveal())) continue;
    const adopts = before !== null && !locked.has(relativeTo(manifest.file, file.path));
    if (adopts && !adopt) {
      const hint = 'Set the input `adopt: true` to take it over, or choose another path.';
      fault(`the file ${file.path} exists, differs, and was not written by this action`, hint);
      continue;
    }
    if (file.opaque && !adopt) {
      const hint =
        'Fix it by hand, restore it from git, or delete it. With the input `adopt: true` it is overwritten as a whole.';
      fault(`the file ${file.path} cannot be understood, and what is yours in it would be lost`, hint);
      continue;
    }
    if (file.lost.length > 0 && adopts) {
      const hint = 'Declare them in the manifest as well, or take them out of the file.';
      fault(
        `the file ${file.path} holds what the manifest does not list, and would lose it: ${listed(file.lost)}`,
        hint,
      );
      continue;
    }
    const change = fileChange(subject, file.path, file.format, before, file.text);
    changes.push(adopts ? { ...change, adopted: true } : change);
  }
  return { changes: [...changes, ...obsoleteFiles(subject, files)], findings, notes };
}

/** Files that the lock lists for this env, that are still there and that are written no more. */
function obsoleteFiles(subject: EnvSubject, files: readonly RenderedFile[]): readonly FileChange[] {
  return former(subject, files).flatMap(({ path, format, text, kept }) =>
    kept === undefined ? [fileChange(subject, path, format, text, null)] : [],
  );
}

/** Those of them that are left where they are: somebody has edited them, or they are none that this action has written. */
export function keptFiles(subject: EnvSubject, files: readonly RenderedFile[]): readonly string[] {
  return former(subject, files).flatMap(({ path, kept }) =>
    kept === undefined ? [] : [`${path} is no longer written, and was left where it is: ${kept}.`],
  );
}

interface FormerFile extends TextFile {
  readonly format: string;
  /** Why it stays; undefined: it goes. */
  readonly kept: string | undefined;
}

function former(subject: EnvSubject, files: readonly RenderedFile[]): readonly FormerFile[] {
  const { kind, manifest, env, lock, claimed } = subject;
  const written = new Set(files.map((file) => file.path));
  // An output path of an env that is only not known well enough right now is no former one.
  const targets = manifest.outputs.flatMap((output) => output.targets);
  const others = new Set(
    targets.filter((target) => kind === 'declared' || target.env !== env.name).map((target) => target.path),
  );
  return (entryOf(lock, env.name)?.files ?? []).flatMap((file): readonly FormerFile[] => {
    const path = fromFolderOf(manifest.file, file.path);
    const state = subject.files.get(path);
    if (isShared(file.format) || written.has(path) || others.has(path) || state?.state !== 'file') return [];
    const owner = claimed?.get(sameOnSomeDisk(path));
    const kept = owner === undefined ? whyKept(manifest, path, file, state.text) : `it belongs to ${owner}`;
    return [{ path, format: file.format, text: state.text, kept }];
  });
}
