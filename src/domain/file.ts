/** A file and its text. Paths are POSIX, relative to the workspace. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** A file as it was when the run began and as it is to be. Null: not there. */
export interface ChangedFile {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}
