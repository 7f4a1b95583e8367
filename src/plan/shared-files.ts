import type { Parts, TextFile } from '../domain/file.ts';
import { findingOf, type Finding } from '../domain/finding.ts';
import type { Place } from '../domain/place.ts';
import type { FileChange } from '../domain/plan.ts';
import { authConfigOf } from '../formats/auth-config.ts';
import {
  FIX_FILE,
  type EnvFacts,
  type SharedFault,
  type SharedOutput,
  type SharedOutputFile,
} from '../formats/format.ts';
import type { FilePlan } from './files.ts';
import type { EnvSubject } from './subject.ts';

/** The part of an env in a file that all envs share, as it should be. */
export interface WantedPart extends TextFile {
  readonly format: string;
}

/** The parts of an env; none as long as something that they need is not known. */
export function wantedParts(subject: EnvSubject): readonly WantedPart[] {
  const facts = factsOf(subject);
  if (facts === undefined) return [];
  return eachFile(subject, facts).flatMap(([{ format }, file]): readonly WantedPart[] => {
    const text = file.wanted(facts);
    return text === undefined ? [] : [{ path: file.path, format, text }];
  });
}

/** How to get at the env's part of a file; undefined for a file that is its own. */
export function partsFor({ shared }: EnvSubject, { path, format }: FileChange): Parts | undefined {
  const outputs = shared.filter((output) => output.format === format);
  return outputs.flatMap(({ files }) => files).find((file) => file.path === path);
}

/** Compares the env's parts with those on disk. Only what the file says of this env is looked at, and changed. */
export function sharedChanges(subject: EnvSubject): FilePlan {
  const { kind, manifest, env } = subject;
  const facts = factsOf(subject);
  if (facts === undefined && kind !== 'orphaned') return { changes: [], findings: [], notes: [] };
  const changes: FileChange[] = [];
  const findings: Finding[] = [];
  const add = ({ rule, message, hint }: SharedFault, place: Place) => {
    findings.push(findingOf(rule, place, { message, hint, env: env.name }));
  };
  for (const { output, faults = [] } of subject.shared) for (const fault of faults) add(fault, output.place);
  for (const [{ format, output }, file] of eachFile(subject, facts)) {
    const state = subject.files.get(file.path) ?? { state: 'absent' };
    const fault = (message: string, hint: string) => {
      add({ rule: 'manifest/output-path', message, hint }, output.place);
    };
    if (state.state === 'unsafe') {
      fault(`the file ${file.path} cannot be written: ${state.reason}`, 'Remove what is in the way.');
      continue;
    }
    const text = state.state === 'file' ? state.text : null;
    const parts = file.parts(text);
    if (parts === undefined) {
      const why = file.fault?.(text);
      const because = why === undefined ? '' : `: ${why}`;
      if (file.adopt !== undefined) {
        const hint =
          file.adopt(text ?? '') === undefined
            ? 'The input `adopt: true` replaces it as a whole: what it holds now would be lost, and is shown in the plan.'
            : 'Set the input `adopt: true` to take it over: only the ids in its `referenceAuth` are replaced, all else stays.';
        fault(`the file ${file.path} exists, and was not written by this action${because}`, hint);
      } else {
        fault(`the file ${file.path} cannot be understood${because}`, FIX_FILE);
      }
      continue;
    }
    const replaced = parts.get(env.name) === undefined ? file.replaced?.(text) : undefined;
    const before = parts.get(env.name) ?? replaced ?? null;
    const after = (facts && file.wanted(facts)) ?? null;
    if (before === after) continue;
    const { path } = file;
    changes.push({
      kind: 'file',
      env: env.name,
      manifest: manifest.file,
      target: `${path}#${env.name}`,
      action: after === null ? 'delete' : before === null ? 'create' : 'update',
      path,
      format,
      before,
      after,
      ...(replaced === undefined ? {} : { adopted: true }),
    });
  }
  return { changes, findings, notes: [] };
}

function factsOf({ kind, env, observed }: EnvSubject): EnvFacts | undefined {
  const config = kind === 'orphaned' ? undefined : authConfigOf(env, observed);
  return config && { env, observed, config };
}

/** The files of which an env may have parts; none of an output for which something is not known. */
function eachFile(
  { shared }: EnvSubject,
  facts: EnvFacts | undefined,
): readonly (readonly [SharedOutput, SharedOutputFile])[] {
  return shared
    .filter(
      (output) => (output.faults ?? []).length === 0 && (facts === undefined || output.isKnown?.(facts) !== false),
    )
    .flatMap((output) => output.files.map((file) => [output, file] as const));
}
