/** The branch that a pull request or a merge queue wants to change. What stands there has been reviewed. */
export interface BaseBranch {
  /** The text of a file, by its path relative to the workspace. */
  read(path: string): Promise<BaseFile>;
}

export type BaseFile =
  | { readonly state: 'file'; readonly text: string }
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable'; readonly reason: string };
