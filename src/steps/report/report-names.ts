import type { EnvSubject } from '../../plan/subject.ts';

/** How envs are called in outputs and reports: by name, and with the project before it where a run has several manifests. */
export function reportNames(several: boolean): (subject: EnvSubject) => string {
  return ({ manifest, env }) => (several ? `${manifest.project}/${env.name}` : env.name);
}
