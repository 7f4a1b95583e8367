/** One env as it was found, with the reasons for each choice. */
export interface DiscoveredEnv {
  readonly name: string;
  /** Where the name and the ids come from, as the end of "from …". */
  readonly source: string;
  readonly accountId: string | undefined;
  readonly userPoolId: string | undefined;
  readonly webClientId: string | undefined;
  readonly nativeClientId: string | undefined;
  readonly identityPoolId: string | undefined;
  /** Whether the identity pool serves guests, and has a role for them. */
  readonly guest: boolean;
  readonly groups: Readonly<Record<string, string>>;
  readonly buckets: readonly string[];
  /** The env's auth is Amplify's own. */
  readonly managedByAmplify: boolean;
  readonly hostingAppId: string | undefined;
  /** What people should know of a key: becomes the comment behind it. */
  readonly reasons: Readonly<Partial<Record<string, string>>>;
}

/** Something that was found and cannot be taken over without a decision of people. */
export interface OpenQuestion {
  /** What was found: a name of AWS's, or of the folder's. */
  readonly what: string;
  /** Why it was not taken, as a sentence without a full stop. */
  readonly why: string;
  /** The possible values, each with its name. */
  readonly candidates: readonly string[];
  /** Where it is which app client is the web client: the ids of the candidates, in their order. */
  readonly webClients?: readonly string[];
}

export interface Discovered {
  readonly project: string;
  readonly resourceName: string | undefined;
  readonly envs: readonly DiscoveredEnv[];
  /** Envs that could be taken over, and that nothing ties to the app. */
  readonly suggested: readonly DiscoveredEnv[];
  /** The Amplify folder that the envs are from, from the folder of the manifest. */
  readonly folder: string | undefined;
  readonly questions: readonly OpenQuestion[];
}
