import type { UncheckedItem, Finding } from '../domain/finding.ts';
import type { Lock } from '../domain/lock.ts';
import type { EnvSpec, Manifest } from '../domain/manifest.ts';
import type { ObservedEnv } from '../domain/observed.ts';
import type { FileState } from '../ports/workspace.ts';

/** One env with everything that planning looks at: what it should be, what it is, and what was done to it before. */
export interface EnvSubject {
  readonly manifest: Manifest;
  readonly env: EnvSpec;
  readonly observed: ObservedEnv;
  readonly lock: Lock;
  readonly lockPath: string;
  /** What lies at the output paths and at the lock's path, by path. */
  readonly files: ReadonlyMap<string, FileState>;
}

/** What was found out about an env before planning. */
export interface Judged {
  readonly findings: readonly Finding[];
  readonly unchecked: readonly UncheckedItem[];
}
