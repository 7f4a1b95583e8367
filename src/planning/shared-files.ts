import type { Finding } from '../domain/finding.ts';
import type { FileChange } from '../domain/plan.ts';
import { RULES } from '../domain/rule.ts';
import { authConfigOf } from '../formats/auth-config.ts';
import type { EnvFacts, SharedOutput, SharedOutputFile } from '../formats/format.ts';
import type { FilePlan } from './files.ts';
import type { EnvSubject } from './subject.ts';

/** The part of an env in a file that all envs share, as it should be. */
export interface WantedPart {
  readonly path: string;
  readonly format: string;
  readonly text: string;
}

/** The parts of an env; none as long as something that they need is not known. */
export function wantedParts(subject: EnvSubject): readonly WantedPart[] {
  const facts = factsOf(subject);
  if (facts === undefined) return [];
  return eachFile(subject).flatMap(([{ format }, file]): readonly WantedPart[] => {
    const text = file.wanted(facts);
    return text === undefined ? [] : [{ path: file.path, format, text }];
  });
}

/** Compares the env's parts with those on disk. Only what the file says of this env is looked at, and changed. */
export function sharedChanges(subject: EnvSubject): FilePlan {
  const { kind, manifest, env } = subject;
  const facts = factsOf(subject);
  if (facts === undefined && kind !== 'orphaned') return { changes: [], findings: [] };
  const changes: FileChange[] = [];
  const findings: Finding[] = [];
  for (const [{ format, output }, file] of eachFile(subject)) {
    const state = subject.files.get(file.path) ?? { state: 'absent' };
    const fault = (message: string, hint: string) => {
      const rule = 'manifest/output-path';
      findings.push({ rule, severity: RULES[rule].severity, message, hint, env: env.name, place: output.place });
    };
    if (state.state === 'unsafe') {
      fault(`the file ${file.path} cannot be written: ${state.reason}`, 'Remove what is in the way.');
      continue;
    }
    const parts = file.parts(state.state === 'file' ? state.text : null);
    if (parts === undefined) {
      if (file.adoptable === true) {
        const hint =
          'Set the input `adopt: true` to replace it as a whole, or restore it from git; nothing in it is lost.';
        fault(`the file ${file.path} exists, and is none that this action wrote`, hint);
      } else {
        const hint = 'Mend it by hand, or restore it from git; nothing in it is lost.';
        fault(`the file ${file.path} cannot be understood`, hint);
      }
      continue;
    }
    const before = parts.get(env.name) ?? null;
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
      edit: (now) => file.withParts(now, new Map([[env.name, after ?? undefined]])),
    });
  }
  return { changes, findings };
}

function factsOf({ kind, env, observed }: EnvSubject): EnvFacts | undefined {
  const config = kind === 'orphaned' ? undefined : authConfigOf(env, observed);
  return config && { env, observed, config };
}

function eachFile({ shared }: EnvSubject): readonly (readonly [SharedOutput, SharedOutputFile])[] {
  return shared.flatMap((output) => output.files.map((file) => [output, file] as const));
}
