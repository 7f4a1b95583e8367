import { AssumeRoleCommand, AssumeRoleWithWebIdentityCommand, type Credentials } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@aws-sdk/types';
import { accountOf } from '../../domain/arn.ts';
import { unchecked, type Unchecked } from '../../domain/fact.ts';
import type { AssumedRole, AwsTarget } from '../../ports/aws.ts';
import { makeSts, type ClientOptions } from './clients.ts';
import { codeOf } from './errors.ts';

/** Where credentials come from. */
export interface CredentialSources {
  /** The SDK's default chain: environment, profile, container, instance. */
  readonly ambient: AwsCredentialIdentityProvider;
  /** The job's OIDC token for AWS; undefined where the job has none (`id-token: write` is not granted). */
  readonly idToken: (() => Promise<string>) | undefined;
  /** Shown in CloudTrail; 2 to 64 characters of `[\w+=,.@-]`. */
  readonly sessionName: string;
}

/** Credentials with the account whose quotas they use; `ambient` as long as nobody has asked. */
export interface Opened {
  readonly credentials: AwsCredentialIdentityProvider;
  readonly account: string;
}

/** The audience that AWS's OIDC provider for GitHub is set up with. Source: GitHub Docs, "Configuring OpenID Connect in AWS". */
export const ID_TOKEN_AUDIENCE = 'sts.amazonaws.com';

/**
 * Gets the credentials for a target: the ambient ones; a role assumed by them; or, where there are none, a role assumed by the job's
 * OIDC token. Where that fails, the answer says which step did.
 */
export async function openCredentials(
  target: AwsTarget,
  sources: CredentialSources,
  options: ClientOptions,
): Promise<Opened | Unchecked> {
  const ambientFailure = await failureOf(sources.ambient);
  const { role } = target;
  if (role === undefined) {
    return ambientFailure === undefined
      ? { credentials: sources.ambient, account: 'ambient' }
      : unchecked('credentials', `there are no AWS credentials (${ambientFailure})`);
  }
  const { idToken } = sources;
  if (ambientFailure !== undefined && idToken === undefined) {
    const why = `there are no AWS credentials to assume ${role.arn} with (${ambientFailure}), and the job has no OIDC token`;
    return unchecked('credentials', why);
  }
  const byToken = ambientFailure !== undefined && idToken !== undefined;
  let token = '';
  try {
    if (byToken) token = await idToken();
  } catch (error) {
    return unchecked('credentials', `GitHub gave no OIDC token to assume ${role.arn} with (${messageOf(error)})`);
  }
  try {
    const given = byToken
      ? await assumeByToken(role, token, target.region, sources, options)
      : await assume(role, target.region, sources, options);
    const fixed = identityOf(given);
    return { credentials: () => Promise.resolve(fixed), account: accountOf(role.arn) };
  } catch (error) {
    const how = byToken ? "by the job's OIDC token" : 'by the ambient credentials';
    return unchecked(
      'credentials',
      `the role ${role.arn} cannot be assumed ${how} (${codeOf(error)}: ${messageOf(error)})`,
    );
  }
}

async function assume(
  role: AssumedRole,
  region: string,
  { ambient, sessionName }: CredentialSources,
  options: ClientOptions,
): Promise<Credentials | undefined> {
  const sts = makeSts(region, 'ambient', ambient, options);
  const command = new AssumeRoleCommand({
    RoleArn: role.arn,
    RoleSessionName: sessionName,
    ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
  });
  return (await sts.send(command)).Credentials;
}

async function assumeByToken(
  role: AssumedRole,
  token: string,
  region: string,
  { sessionName }: CredentialSources,
  options: ClientOptions,
): Promise<Credentials | undefined> {
  // The call is not signed: the token is what it goes by.
  const nobody = () => Promise.resolve({ accessKeyId: '', secretAccessKey: '' });
  const sts = makeSts(region, accountOf(role.arn), nobody, options);
  const command = new AssumeRoleWithWebIdentityCommand({
    RoleArn: role.arn,
    RoleSessionName: sessionName,
    WebIdentityToken: token,
  });
  return (await sts.send(command)).Credentials;
}

function identityOf(given: Credentials | undefined): AwsCredentialIdentity {
  if (given?.AccessKeyId === undefined || given.SecretAccessKey === undefined)
    throw new Error('STS gave no credentials');
  return {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    ...(given.SessionToken === undefined ? {} : { sessionToken: given.SessionToken }),
    ...(given.Expiration === undefined ? {} : { expiration: given.Expiration }),
  };
}

async function failureOf(provider: AwsCredentialIdentityProvider): Promise<string | undefined> {
  try {
    await provider();
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
