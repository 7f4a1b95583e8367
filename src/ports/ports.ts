import type { Aws } from './aws.ts';
import type { BaseBranch } from './base-branch.ts';
import type { Console, Results } from './console.ts';
import type { Artifacts, GitHub } from './github.ts';
import type { Person } from './person.ts';
import type { Runtime } from './runtime.ts';
import type { Workspace } from './workspace.ts';

/** What publishing needs. GitHub's client and the artifact client are loaded only once they are used. */
export interface PublishPorts {
  readonly github: () => Promise<GitHub>;
  readonly artifacts: () => Promise<Artifacts>;
  readonly results: Results;
  readonly runtime: Runtime;
}

/** The whole edge of a run. */
export interface Ports extends PublishPorts {
  readonly aws: Aws;
  readonly workspace: Workspace;
  readonly console: Console;
  /** Whom a command asks before it writes; `nobody`: it would have to ask, and cannot. Left out: it need not ask. */
  readonly person?: Person | 'nobody' | undefined;
  /** Only where a change is examined that is not merged yet. */
  readonly base?: BaseBranch | undefined;
}
