/** What the Amplify backend folder (Gen 1) says of policies that `amplify push` puts on imported roles. */
export interface AmplifyBackend {
  /** POSIX path relative to the workspace. */
  readonly folder: string;
  /** Amplify's own envs; undefined where the folder does not say. */
  readonly envs: readonly string[] | undefined;
  readonly storage: readonly BackendStorage[];
}

/** An S3 bucket that the backend makes, with the policies for it: all envs have them by the same names. */
export interface BackendStorage {
  readonly name: string;
  readonly policies: readonly BackendPolicy[];
  /** Whether an override gives the policies other names already. */
  readonly renamed: boolean;
}

export interface BackendPolicy {
  /** `auth`, `guest`, or the name of a group. */
  readonly role: { readonly kind: 'auth' | 'guest' } | { readonly kind: 'group'; readonly name: string };
  readonly policyName: string;
  /** How the resource is called in an override; policies of groups are in a list. */
  readonly member: string;
}
