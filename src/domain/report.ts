import { z } from 'zod';
import { findingSchema, uncheckedSchema } from './finding.ts';
import { outcomeSchema } from './outcome.ts';
import { changeSchema } from './plan.ts';
import { capabilitySchema } from './proof.ts';
import { list, maybe, nullable, record, text, named, schema, type Typed } from './schema.ts';

/** How a run ended. `failure` also where it could not be completed. */
export type Result = 'success' | 'failure' | 'drift';

/** Everything that a run has to say; each reporter takes its part of it. */
export interface RunReport extends PartialReport {
  readonly command: string;
  /** For `collect`: what the shards did. */
  readonly collected?: string | undefined;
  readonly result: Result;
  readonly publication: PublicationReport;
  /** Number of the open drift issue. */
  readonly issue: number | undefined;
  /** For `matrix`: the jobs. */
  readonly matrix: readonly MatrixRow[] | undefined;
  /** For commands whose result is a text. */
  readonly document: ReportDocument | undefined;
}

/** What a command is run for, in the forms in which it is wanted. */
export interface ReportDocument {
  /** For the summary of a job. */
  readonly markdown: string;
  /** For a terminal, and for a file that it is sent to: YAML or JSON. */
  readonly text: string;
  readonly data: unknown;
}

/** What several shards say together as one run would. */
export type PartialReport = Omit<Typed<typeof shardReportSchema>, 'command'>;

/** What a shard has to say. */
export const shardReportSchema = schema(() =>
  record({
    command: z.enum(['validate', 'plan', 'apply', 'drift', 'unlink']),
    /** Why the run could not be completed, if so. */
    incomplete: maybe(text()),
    /** Errors first, then in the order of the manifest. */
    findings: list(findingSchema()),
    unchecked: list(uncheckedSchema()),
    plan: record({ digest: text(), digests: named(text()), changes: list(changeSchema()) }),
    outcomes: list(outcomeSchema()),
    /** Whether the wanted rights hold, by simulation; empty where it was not asked for. */
    capabilities: list(capabilitySchema()),
    calls: record({
      total: z.number(),
      byOperation: named(z.number()),
      throttled: z.number(),
    }),
    envs: list(envReportSchema()),
    /** Paths of the generated files, written or to be written. */
    files: list(text()),
    /** Where the facts came from. */
    mode: z.enum(['live', 'offline', 'mixed']),
    /** What people should also know: takeovers, refusals that fail nothing, next steps. */
    notes: list(text()),
  }),
);

/** What reached GitHub. */
export interface PublicationReport {
  /** Empty where nothing was committed. */
  readonly commitSha: string;
  readonly pullRequest: { readonly number: number; readonly url: string } | undefined;
  readonly artifact: { readonly id: string; readonly url: string } | undefined;
}

export type EnvReport = Typed<typeof envReportSchema>;
export type EnvState = EnvReport['state'];

const envReportSchema = schema(() =>
  record({
    /** `dev`, or `shop/dev` where a run has several manifests. */
    name: text(),
    env: text(),
    project: text(),
    manifest: text(),
    /**
     * `blocked`: it has errors, or something that must be known for a write is unchecked. `unchecked`: nothing is known to be wrong, and
     * not everything could be checked. `drifted`: something differs from the lock. `healthy` only where everything was checked.
     */
    state: z.enum(['healthy', 'unchecked', 'drifted', 'blocked', 'applied', 'unchanged', 'failed']),
    /** Ids that apps and later steps of a workflow may know; undefined where they are not known. */
    config: maybe(configSchema()),
    /** What the manifest gives to whom, by category: `auth`, `guest`, `group editors`. */
    grants: list(record({ category: text(), grantees: list(text()) })).optional(),
  }),
);

/** Public values of an env: no secret can be among them. */
export type PublicConfig = Typed<typeof configSchema>;

const configSchema = schema(() =>
  record({
    region: text(),
    userPoolId: text(),
    webClientId: text(),
    nativeClientId: text(),
    identityPoolId: nullable(),
    authRoleArn: nullable(),
    guestRoleArn: nullable(),
    /** The variable by which Lambda functions find the user pool, with its value. */
    lambdaEnvironment: named(text()),
    /** Variables by which builds of Amplify Hosting find imported auth; one that the env has no value for is left out. */
    hostingVariables: named(text()),
  }),
);

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
