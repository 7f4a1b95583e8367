import type { Fact } from '../domain/fact.ts';
import type { OutputSpec } from '../domain/output.ts';

/** An output for the Amplify CLI, with the folder that it leads to. */
export interface AmplifyProject {
  readonly output: OutputSpec;
  readonly folder: Fact<AmplifyFolder>;
}

/**
 * The `amplify/` folder of a Gen 1 app, as far as an imported auth resource has to do with it. Only files that are committed are
 * looked at: `amplify-meta.json` is the Amplify CLI's own copy of what is deployed.
 */
export interface AmplifyFolder {
  /** POSIX path relative to the workspace. */
  readonly path: string;
  /** `javascript`, `ios`, `android`, `flutter`; undefined where the folder does not say. */
  readonly frontend: string | undefined;
  /** The envs of `team-provider-info.json`, by name. */
  readonly envs: ReadonlyMap<string, AmplifyEnv>;
  /** Resources of the category auth in `backend-config.json`, by name. */
  readonly auth: ReadonlyMap<string, AuthResource>;
  /** Where other resources name one of the category auth. */
  readonly mentions: readonly AuthMention[];
}

export interface AmplifyEnv {
  /** The region of the env's stack. */
  readonly region: string | undefined;
  /** What was imported, by resource. */
  readonly imports: ReadonlyMap<string, { readonly withIdentityPool: boolean }>;
}

export interface AuthResource {
  /** `Cognito`, `Cognito-UserPool-Groups` */
  readonly service: string | undefined;
  /** `imported`; else it is of the Amplify CLI's own making. */
  readonly serviceType: string | undefined;
}

export interface AuthMention {
  /** The resource that names it: `function/orders`. */
  readonly by: string;
  /** The name of the auth resource. */
  readonly auth: string;
  /** The file that says so. */
  readonly file: string;
}
