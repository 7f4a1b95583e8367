import type { EnvSpec, Manifest } from '../manifest/model.ts';
import type { ObservedEnv } from '../domain/observed.ts';
import type { AuthFlow, Compat, OutputFormat, OutputSpec, Platform } from '../domain/output.ts';
import type { AuthConfig } from './auth-config.ts';
import type { Owned } from './ownership.ts';
import type { Parts } from '../domain/file.ts';
import type { Secret } from '../domain/secret.ts';

/** What is known of one env: all that a file may hold. */
export interface EnvFacts {
  readonly env: EnvSpec;
  readonly observed: ObservedEnv;
  /** The same in the words that all formats share. */
  readonly config: AuthConfig;
}

export interface RenderRequest extends EnvFacts {
  readonly platform: Platform;
  readonly compat: Compat;
  /** What a mobile app begins a sign-in with; undefined: follows the client. */
  readonly authFlow?: AuthFlow | undefined;
  /** What lies at the path: all that it holds of others stays. */
  readonly existing: string | null;
  /** Categories whose keys in it are ours and are written anew. Left out: those that the env declares. */
  readonly owned?: Owned | undefined;
  /** Only where the file may hold it, and the native client has one. */
  readonly clientSecret?: Secret | undefined;
}

/** A kind of generated file of which each env has one. */
export interface EnvFormat {
  readonly scope: 'env';
  readonly name: OutputFormat;
  /** Which apps read it and where it belongs: become lines of the README. */
  readonly readBy: readonly ReadBy[];
  render(request: RenderRequest): string;
  /**
   * The part of a file's text that is ours, in one form and without secrets: the auth keys, and those of the categories in `owned`.
   * Undefined where the text cannot be understood, and must not be overwritten. What `render` gives without `existing` and secret is its
   * own part. Left out: all of it.
   */
  own?(text: string, platform: Platform, compat: Compat, owned: Owned): string | undefined;
  /**
   * What an existing file holds of the categories in `owned` and would not any more: named things that the manifest does not list.
   * `own` is what should be ours in it.
   */
  lost?(existing: string, own: string, platform: Platform, compat: Compat, owned: Owned): readonly string[];
  /**
   * Whether a text is a file of this format as this action writes it, for some pool, and holds nothing else: only such a file may be
   * removed. Any other JSON, module or list of variables is none.
   */
  isOurs(text: string): boolean;
  /** Whether a text holds the secret of a client, whoever wrote it. Left out: there is no place for one. */
  holdsSecret?(text: string): boolean;
  /** Values that the readers of this format and platform do not take: they are left out of the file, and a finding says so. */
  leftOut(facts: EnvFacts, platform: Platform, compat: Compat, authFlow?: AuthFlow): readonly LeftOut[];
  /** Why the file cannot be written yet, where something that it holds in addition to the config is unchecked. */
  unknown?(facts: EnvFacts): string | undefined;
}

/** A kind of generated files of which each env has several, in a folder. All of each file is ours. */
export interface FolderFormat {
  readonly scope: 'folder';
  readonly name: OutputFormat;
  readonly readBy: readonly ReadBy[];
  /** As that of {@link EnvFormat}; what the file is called counts, too. */
  isOurs(text: string, path: string): boolean;
  /** One of the files; undefined where what it would hold is not known. */
  renderPart(part: string, project: string, facts: Omit<EnvFacts, 'config'>): string | undefined;
}

/** A kind of generated files that all envs share: each has a part of its own in them. */
export interface SharedFormat {
  readonly scope: 'manifest';
  readonly name: OutputFormat;
  readonly readBy: readonly ReadBy[];
  /**
   * Finds out which files an output leads to. `read` gives the text of a file in the workspace, null where there is none; what it
   * depends on has to be read here, since files are shared with others than us.
   */
  open(
    output: OutputSpec,
    manifest: Manifest,
    read: (path: string) => Promise<string | null>,
    owners: FileOwners,
  ): Promise<SharedOutput>;
}

/** The envs of a manifest that a run is about. */
export interface FileOwners {
  readonly envs: ReadonlySet<string>;
  /** Those of them for which nothing is wanted any more. */
  readonly leaving: ReadonlySet<string>;
}

export interface SharedOutput {
  readonly format: OutputFormat;
  readonly output: OutputSpec;
  readonly files: readonly SharedOutputFile[];
  /** Why nothing is done with what is there; empty or left out where something can be. */
  readonly faults?: readonly SharedFault[];
  /** Whether all that an env's parts hold is known: as long as it is not, nothing is said about them. Left out: it always is. */
  isKnown?(facts: EnvFacts): boolean;
}

/** What to do about a file of somebody else's that cannot be understood. */
export const FIX_FILE = 'Fix it by hand, or restore it from git; nothing in it is lost.';

export interface SharedFault {
  readonly rule: 'manifest/output-path' | 'gen1/auth-exists';
  readonly message: string;
  readonly hint: string;
}

/** One file of which each env has a part. */
export interface SharedOutputFile extends Parts {
  readonly path: string;
  /** The part of an env as it should be; undefined where it has none in this file. */
  wanted(facts: EnvFacts): string | undefined;
  /** Why `parts` cannot understand a text, where there is more to say than that. */
  fault?(text: string | null): string | undefined;
  /** Why the part cannot be told yet, where something that it holds in addition to the config is unchecked. */
  unknown?(facts: EnvFacts): string | undefined;
  /**
   * For the input `adopt`: an existing text that `parts` does not understand, with a place for the parts in it; undefined where it can
   * only be replaced as a whole. Left out: such a file cannot be taken over.
   */
  adopt?(text: string): string | undefined;
  /** The text that is replaced when the file is taken over. */
  replaced?(text: string | null): string | undefined;
}

export interface ReadBy {
  /** Undefined: whatever the platform. */
  readonly platform: Platform | undefined;
  readonly apps: string;
  readonly place: string;
}

export interface LeftOut {
  /** What is left out, in the words of the user pool: `the second factor EMAIL`. */
  readonly what: string;
  /** Why, as the end of a sentence. */
  readonly why: string;
  readonly hint: string;
}
