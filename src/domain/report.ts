import type { Finding, UncheckedItem } from './finding.ts';
import type { Outcome } from './outcome.ts';
import type { Change } from './plan.ts';
import type { Capability } from './proof.ts';

/** How a run ended. `failure` also where it could not be completed. */
export type Result = 'success' | 'failure' | 'drift';

/** Everything that a run has to say; each reporter takes its part of it. */
export interface RunReport {
  readonly command: string;
  /** For `collect`: what the shards did. */
  readonly collected?: string | undefined;
  readonly result: Result;
  /** Why the run could not be completed, if so. */
  readonly incomplete: string | undefined;
  /** Errors first, then in the order of the manifest. */
  readonly findings: readonly Finding[];
  readonly unchecked: readonly UncheckedItem[];
  readonly plan: PlanReport;
  /** Whether the wanted rights hold, by simulation; empty where it was not asked for. */
  readonly capabilities: readonly Capability[];
  readonly outcomes: readonly Outcome[];
  readonly calls: {
    readonly total: number;
    readonly byOperation: Readonly<Record<string, number>>;
    readonly throttled: number;
  };
  readonly envs: readonly EnvReport[];
  /** Paths of the generated files, written or to be written. */
  readonly files: readonly string[];
  readonly publication: PublicationReport;
  /** Number of the open drift issue. */
  readonly issue: number | undefined;
  /** Where the facts came from. */
  readonly mode: 'live' | 'offline' | 'mixed';
  /** What people should know besides: takeovers, refusals that fail nothing, next steps. */
  readonly notes: readonly string[];
  /** For `matrix`: the jobs. */
  readonly matrix: readonly MatrixRow[] | undefined;
  /** For commands whose result is a text: what people read, and the same as data. */
  readonly document: { readonly markdown: string; readonly data: unknown } | undefined;
}

/** What reached GitHub. */
export interface PublicationReport {
  /** Empty where nothing was committed. */
  readonly commitSha: string;
  readonly pullRequest: { readonly number: number; readonly url: string } | undefined;
  readonly artifact: { readonly id: string; readonly url: string } | undefined;
}

export interface PlanReport {
  readonly digest: string;
  readonly digests: Readonly<Record<string, string>>;
  readonly changes: readonly Change[];
}

export interface EnvReport {
  /** `dev`, or `shop/dev` where a run has several manifests. */
  readonly name: string;
  readonly env: string;
  readonly project: string;
  readonly manifest: string;
  readonly state: EnvState;
  /** Ids that apps and later steps of a workflow may know; undefined where they are not known. */
  readonly config: PublicConfig | undefined;
}

/**
 * `blocked`: it has errors, or something that must be known for a write is unchecked. `unchecked`: nothing is known to be wrong, and not
 * everything could be checked. `drifted`: something differs from the lock. `healthy` is said only where everything was checked.
 */
export type EnvState = 'healthy' | 'unchecked' | 'drifted' | 'blocked' | 'applied' | 'unchanged' | 'failed';

/** Public values of an env: no secret can be among them. */
export interface PublicConfig {
  readonly region: string;
  readonly userPoolId: string;
  readonly webClientId: string;
  readonly nativeClientId: string;
  readonly identityPoolId: string | null;
  readonly authRoleArn: string | null;
  readonly guestRoleArn: string | null;
  /** The variable by which Lambda functions find the user pool, with its value. */
  readonly lambdaEnvironment: Readonly<Record<string, string>>;
  /** Variables by which builds of Amplify Hosting find imported auth; one that the env has no value for is left out. */
  readonly hostingVariables: Readonly<Record<string, string>>;
}

/** One job of `strategy.matrix`. All values are texts: what does not apply, or differs among its envs, is empty. */
export interface MatrixRow {
  readonly name: string;
  readonly manifest: string;
  readonly envs: string;
  readonly shard: string;
  readonly accountId: string;
  readonly region: string;
  readonly environment: string;
}
