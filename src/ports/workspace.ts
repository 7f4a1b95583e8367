/** Files of the user's repository. All paths are POSIX and relative to the workspace; none can lead out of it. */
export interface Workspace {
  /** Paths of existing files that match a path or glob, sorted. */
  find(pattern: string): Promise<readonly string[]>;
  read(path: string): Promise<FileState>;
  /** Writes next to the target, for a later rename. Nothing at the target changes until `commit`. */
  stage(path: string, text: string): Promise<StagedFile>;
  /** Whether git has files at the paths in its index, and would commit what is written there. Has an entry for each path. */
  tracking(paths: readonly string[]): Promise<ReadonlyMap<string, Tracking>>;
  /** Removes a file. */
  remove(path: string): Promise<void>;
}

/** `unknown`: for the reason given, as a sentence without its full stop; git may have it. */
export type Tracking =
  | { readonly state: 'tracked' }
  | { readonly state: 'untracked' }
  | { readonly state: 'unknown'; readonly reason: string };

/**
 * What is at a path. `unsafe`: it must not be written, for the reason given (it leads out of the workspace by a symbolic link,
 * or is no plain file).
 */
export type FileState =
  | { readonly state: 'absent' }
  | { readonly state: 'file'; readonly text: string }
  | { readonly state: 'unsafe'; readonly reason: string };

export interface StagedFile {
  /** Puts the new content in place in one step. */
  commit(): Promise<void>;
  /** Removes the temporary file. Does nothing after `commit`. */
  discard(): Promise<void>;
}
