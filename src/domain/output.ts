import type { Place } from './place.ts';

export type Platform = 'javascript' | 'ios' | 'android' | 'flutter';

/** What is fixed in a Gen 1 file: `correct`: whatever the Amplify CLI gets wrong; `cli`: nothing, to the byte. */
export type Compat = 'correct' | 'cli';

interface OutputKind {
  /** Who reads it; none where that means nothing. The first is the default. */
  readonly platforms: readonly Platform[];
  /** Whether it exists in the Amplify CLI's own words, too. */
  readonly compat: boolean;
  /**
   * `env`: each env has a file of its own; `folder`: it has several, and the output's path is their folder; `manifest`: all envs share
   * the files, each with its part.
   */
  readonly scope: 'env' | 'folder' | 'manifest';
}

const JAVASCRIPT: readonly Platform[] = ['javascript'];
const MOBILE: readonly Platform[] = ['ios', 'android'];
const ALL: readonly Platform[] = ['javascript', 'ios', 'android', 'flutter'];

/** All kinds of generated files, in the order of the documentation. */
export const OUTPUT_KINDS = {
  'aws-exports': { platforms: JAVASCRIPT, compat: true, scope: 'env' },
  amplifyconfiguration: { platforms: ALL, compat: true, scope: 'env' },
  awsconfiguration: { platforms: MOBILE, compat: true, scope: 'env' },
  'amplify-outputs': { platforms: ALL, compat: false, scope: 'env' },
  'amplify-cli': { platforms: [], compat: false, scope: 'manifest' },
  'reference-auth': { platforms: [], compat: false, scope: 'manifest' },
  'role-policies': { platforms: [], compat: false, scope: 'folder' },
  dotenv: { platforms: [], compat: false, scope: 'env' },
} as const satisfies Readonly<Record<string, OutputKind>>;

export type OutputFormat = keyof typeof OUTPUT_KINDS;
export const OUTPUT_FORMATS = Object.keys(OUTPUT_KINDS) as OutputFormat[];
export const PLATFORMS = ALL;

export function outputKind(format: OutputFormat): OutputKind {
  return OUTPUT_KINDS[format];
}

/** With what flow the apps that read a mobile file of Gen 1 begin a sign-in. */
export const AUTH_FLOWS = ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'CUSTOM_AUTH'] as const;
export type AuthFlow = (typeof AUTH_FLOWS)[number];

/** One entry of `outputs`. */
export interface OutputSpec {
  readonly format: OutputFormat;
  readonly platform: Platform;
  readonly compat: Compat;
  /** Undefined: follows the client. */
  readonly authFlow: AuthFlow | undefined;
  /** Whether a mobile file may hold the secret of the native client. */
  readonly includeClientSecret: boolean;
  /** Where that is written, else where the output is. */
  readonly secretPlace: Place;
  /** The env whose values stand where all envs share one; undefined: the first one. */
  readonly mainEnv: string | undefined;
  /** Where `path` is written. */
  readonly place: Place;
  /** For files that all envs share: their folder, or the file; POSIX, relative to the workspace. Undefined where it was refused. */
  readonly path: string | undefined;
  /** For files of single envs: one file, or one per env when the path holds `{env}`. */
  readonly targets: readonly OutputTarget[];
}

export interface OutputTarget {
  /** POSIX path relative to the workspace. */
  readonly path: string;
  readonly env: string;
  /** Which of an env's files it is, for formats that write several. */
  readonly part?: string | undefined;
  /** Where the output's `path` is written. */
  readonly place: Place;
}
