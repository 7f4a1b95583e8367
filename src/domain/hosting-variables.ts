/** Ids of an env, as far as builds of Amplify Hosting want them. */
export interface HostingIds {
  readonly userPoolId: string;
  readonly webClientId: string;
  readonly nativeClientId: string;
  readonly identityPoolId: string | null;
}

/**
 * The variables by which builds of Amplify Hosting find imported auth. Source: Amplify Docs (Gen 1), "Use an existing Cognito User Pool
 * and Identity Pool", environment variables of the build.
 */
export function hostingVariables(ids: HostingIds): Readonly<Record<string, string>> {
  return {
    AMPLIFY_USERPOOL_ID: ids.userPoolId,
    AMPLIFY_WEBCLIENT_ID: ids.webClientId,
    AMPLIFY_NATIVECLIENT_ID: ids.nativeClientId,
    ...(ids.identityPoolId === null ? {} : { AMPLIFY_IDENTITYPOOL_ID: ids.identityPoolId }),
  };
}

/** All names that there are: nothing else of a branch's environment is ever kept, since it may hold secrets. */
export const HOSTING_VARIABLES = [
  'AMPLIFY_USERPOOL_ID',
  'AMPLIFY_WEBCLIENT_ID',
  'AMPLIFY_NATIVECLIENT_ID',
  'AMPLIFY_IDENTITYPOOL_ID',
] as const;
