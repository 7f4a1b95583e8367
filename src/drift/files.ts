import type { Finding } from '../domain/finding.ts';
import type { LockedFile, LockEntry } from '../lock/model.ts';
import { outputKind } from '../domain/output.ts';
import { envFormat } from '../formats/index.ts';
import { ownedBy } from '../formats/ownership.ts';
import { unsafePathReason } from '../manifest/output-paths.ts';
import { driftFinding } from './finding.ts';
import { renderedFiles } from '../plan/files.ts';
import { textHash } from '../domain/file.ts';
import { ownedIn } from '../plan/owned-keys.ts';
import { fromFolderOf } from '../plan/paths.ts';
import type { EnvSubject, Judged } from '../plan/subject.ts';
import { rowsOf, texts } from './differences.ts';

/** Generated files that were edited or are missing, as far as they have reached the repository at all. */
export function fileDrift(subject: EnvSubject, entry: LockEntry): Judged {
  const findings = entry.files.flatMap((file): readonly Finding[] => {
    const path = fromFolderOf(subject.manifest.file, file.path);
    if (!file.published || unsafePathReason(path) !== undefined) return [];
    const now = ourPart(subject, path, file);
    if (typeof now === 'string' && textHash(now) === file.hash) return [];
    const what =
      typeof now === 'string' ? 'was edited' : now === undefined ? 'is missing' : `cannot be read: ${now.reason}`;
    const written = writtenText(subject, path, file.hash);
    const shown = typeof now === 'string' && written !== undefined ? firstDifference(written, now) : '';
    const isShown = written !== undefined && (now === undefined || typeof now === 'string');
    const differences = isShown ? texts([{ field: path, before: written, after: now }]) : undefined;
    const hint = `Run apply to write it again; what should differ belongs in the manifest.${shown}`;
    const message = `the generated file ${path} ${what}`;
    return [driftFinding(subject, 'drift/file', [], message, hint, [path], differences)];
  });
  return { findings, unchecked: [] };
}

/** What was written, where it is known: that is, where the same would be written again. */
function writtenText(subject: EnvSubject, path: string, hash: string): string | undefined {
  const written = renderedFiles(subject).find((file) => file.path === path)?.own;
  return written !== undefined && textHash(written) === hash ? written : undefined;
}

/** The first line that differs. */
function firstDifference(written: string, now: string): string {
  const [before, after] = [written.split('\n'), now.split('\n')];
  const line = before.findIndex((text, index) => text !== after[index]);
  const at = line < 0 ? before.length : line;
  return `\n${rowsOf([{ field: `line ${at + 1}`, before: before[at], after: after[at] }])}`;
}

/** What a file says for this env; undefined where it is missing, or the env's part of it is. */
function ourPart(
  { manifest, env, files, shared }: EnvSubject,
  path: string,
  { format, hash }: LockedFile,
): string | { readonly reason: string } | undefined {
  const state = files.get(path) ?? { state: 'absent' };
  if (state.state === 'unsafe') return state;
  const text = state.state === 'file' ? state.text : null;
  const file = shared.flatMap((output) => output.files).find((one) => one.path === path);
  if (file !== undefined) {
    const parts = file.parts(text);
    return parts === undefined ? { reason: file.fault?.(text) ?? 'it cannot be understood' } : parts.get(env.name);
  }
  if (text === null) return undefined;
  const output = manifest.outputs.find(({ targets }) => targets.some((target) => target.path === path));
  if (output?.format !== format || outputKind(output.format).scope === 'folder') return text;
  const written = envFormat(output.format);
  const owned = ownedIn(text, written, hash, ownedBy(env.categories), output);
  return written.own?.(text, output.platform, output.compat, owned) ?? text;
}
