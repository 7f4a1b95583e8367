import { fromIni } from '@aws-sdk/credential-provider-ini';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import { parseKnownFiles } from '@smithy/core/config';
import { messageOf } from './errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the circumstances say that there are AWS credentials. */
export type CredentialSource =
  | { readonly kind: 'profile'; readonly name: string; readonly settings: Readonly<Record<string, string | undefined>> }
  /** Variables that the SDK's default chain reads. */
  | { readonly kind: 'variables'; readonly name: string }
  /** Something is configured that cannot work. */
  | { readonly kind: 'fault'; readonly reason: string };

/**
 * What a profile has that gives credentials. Source: AWS SDKs and Tools Reference Guide, "Settings reference"; a profile without any
 * of them, with a region only, is no login.
 */
const LOGIN_SETTINGS = [
  'aws_access_key_id',
  'aws_secret_access_key',
  'credential_process',
  'login_session',
  'role_arn',
  'source_profile',
  'credential_source',
  'sso_account_id',
  'sso_session',
  'sso_start_url',
  'web_identity_token_file',
];

const REMOTE_VARIABLES = [
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
];

/**
 * Finds what is configured, in the SDK's order; undefined where nothing is, and only an instance's own role could give credentials.
 * The SDK's chain goes on to its next link where one fails, and in the end says only that none worked; with a misspelt profile it may
 * even work as somebody else.
 */
export async function credentialSource(
  environment: Environment = process.env,
  ignoreCache = false,
): Promise<CredentialSource | undefined> {
  const profile = environment['AWS_PROFILE'];
  const [id, secret] = [environment['AWS_ACCESS_KEY_ID'], environment['AWS_SECRET_ACCESS_KEY']];
  if (!profile && (id || secret)) {
    if (id && secret) return { kind: 'variables', name: 'AWS_ACCESS_KEY_ID' };
    const [there, lacking] = id
      ? ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']
      : ['AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID'];
    return { kind: 'fault', reason: `${there} is set, and ${lacking} is not` };
  }
  const name = profile || 'default';
  const settings = (await parseKnownFiles({ profile: name, ignoreCache }))[name];
  if (settings === undefined && profile) {
    return {
      kind: 'fault',
      reason: `there is no profile "${profile}", which AWS_PROFILE names, in the AWS config files`,
    };
  }
  if (settings !== undefined && LOGIN_SETTINGS.some((setting) => settings[setting])) {
    return { kind: 'profile', name, settings };
  }
  const variable = REMOTE_VARIABLES.find((one) => environment[one]);
  return variable === undefined ? undefined : { kind: 'variables', name: variable };
}

/** The name of an error by which credentials are configured and cannot be had; nothing else is to stand in for them. */
export const UNUSABLE_CREDENTIALS = 'UnusableCredentials';

function unusable(reason: string, cause?: unknown): Error {
  const error = new Error(`the AWS credentials are not usable: ${reason}`, { cause });
  return Object.assign(error, { name: UNUSABLE_CREDENTIALS });
}

/**
 * Takes the credentials of the circumstances. What is configured and fails is the end: no other source is tried. The error is a
 * sentence that says what failed and why.
 */
export async function ambientIdentity({
  forceRefresh,
}: {
  readonly forceRefresh: boolean;
}): Promise<AwsCredentialIdentity> {
  const source = await credentialSource(process.env, forceRefresh);
  if (source?.kind === 'fault') throw unusable(source.reason);
  try {
    if (source?.kind === 'profile') return await fromIni({ profile: source.name, ignoreCache: forceRefresh })();
    return await defaultProvider()({ forceRefresh });
  } catch (error) {
    if (source === undefined) throw new Error(`there are no AWS credentials (${messageOf(error)})`, { cause: error });
    const what = source.kind === 'profile' ? `the profile "${source.name}"` : source.name;
    throw unusable(`${what} gives none (${reasonOf(error, source)})`, error);
  }
}

/** The provider's reason, in a line. A command is not repeated: its arguments and what it prints may be secret. */
function reasonOf(error: unknown, source: CredentialSource): string {
  const [line = ''] = messageOf(error).split('\n');
  const command = source.kind === 'profile' ? source.settings['credential_process'] : undefined;
  return command ? line.replaceAll(command, 'credential_process') : line;
}
