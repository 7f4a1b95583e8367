import type { AmplifyBackend } from '../amplify-folder/backend.ts';
import type { Finding, UncheckedItem } from '../domain/finding.ts';
import type { Lock } from '../lock/model.ts';
import type { EnvSpec, Manifest } from '../manifest/model.ts';
import type { ObservedEnv } from '../domain/observed.ts';
import type { AmplifyProject } from '../amplify-folder/model.ts';
import type { SharedOutput } from '../formats/format.ts';
import { settledPolicies } from '../policies/inline-quota.ts';
import type { WantedPolicy } from '../policies/wanted-policy.ts';
import type { FileState } from '../ports/workspace.ts';

/** One env with everything that planning looks at: what it should be, what it is, and what was done to it before. */
export interface EnvSubject {
  /** `orphaned`: it is only in the lock, and what we made for it is to go. */
  readonly kind: 'declared' | 'orphaned';
  readonly manifest: Manifest;
  readonly env: EnvSpec;
  readonly observed: ObservedEnv;
  readonly lock: Lock;
  readonly lockPath: string;
  /** Roles on which equal statements have to be merged, by ARN: see `policies/inline-quota.ts`. */
  readonly crowdedRoles: ReadonlySet<string>;
  /** The Amplify backend folder of the manifest; undefined where there is none. */
  readonly backend: AmplifyBackend | undefined;
  /** What lies at the paths that may be written or removed. */
  readonly files: ReadonlyMap<string, FileState>;
  /** Files of the other manifests of the run, their locks included: path, as {@link sameOnSomeDisk} has it → manifest. Left out: none. */
  readonly claimed?: ReadonlyMap<string, string>;
  /** Files that all envs of the manifest share. */
  readonly shared: readonly SharedOutput[];
  /** Paths at which a client's secret is to lie and git would not leave it unchanged, with the reason. */
  readonly exposed: ReadonlyMap<string, string>;
  /** The Amplify projects that the manifest's outputs lead to. */
  readonly amplify: readonly AmplifyProject[];
}

/** The policies that an env leads to, in the form in which they are to be written. */
export function wantedIn({ manifest, env, observed, crowdedRoles }: EnvSubject): readonly WantedPolicy[] {
  return settledPolicies({ project: manifest.project, env, observed }, crowdedRoles);
}

/** What was found out about an env before planning. */
export interface Judged {
  readonly findings: readonly Finding[];
  readonly unchecked: readonly UncheckedItem[];
}

/** Whether something that was found is about this env. Envs of two manifests may have the same name. */
export function isAbout(
  { manifest, env }: Pick<EnvSubject, 'manifest' | 'env'>,
  item: { readonly env: string | null; readonly place: { readonly file: string } },
): boolean {
  return item.env === env.name && item.place.file === manifest.file;
}
