import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  type Credentials,
  type STSClient,
} from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import { accountOf } from '../../domain/arn.ts';
import { known, unchecked, type Seen } from '../../domain/fact.ts';
import type { AssumedRole, AwsTarget } from '../../ports/aws.ts';
import { CANCELLED, within } from '../until.ts';
import { UNUSABLE_CREDENTIALS } from './ambient.ts';
import { makeSts, type ClientOptions } from './clients.ts';
import { codeOf, messageOf } from './errors.ts';
import { LastingCredentials, type Take } from './lasting-credentials.ts';
import type { Clock } from './token-bucket.ts';

/** Where credentials come from. */
export interface CredentialSources {
  /** The SDK's default chain: environment, profile, container, instance. */
  readonly ambient: LastingCredentials;
  /** The job's OIDC token for AWS; undefined where the job has none (`id-token: write` is not granted). */
  readonly idToken: (() => Promise<string>) | undefined;
  /** Shown in CloudTrail; 2 to 64 characters of `[\w+=,.@-]`. */
  readonly sessionName: string;
}

/** What ends the taking of credentials. */
export interface Patience {
  /** For those that an env is begun with. */
  readonly cancelled: AbortSignal;
  /** For those that an env in hand is finished or put back with. */
  readonly deadline: AbortSignal;
  readonly clock: Pick<Clock, 'now'>;
}

/** Credentials with the account whose quotas they use; `ambient` as long as nobody has asked. */
export interface Opened {
  readonly credentials: LastingCredentials;
  readonly account: string;
}

/** The audience that AWS's OIDC provider for GitHub is set up with. Source: GitHub Docs, "Configuring OpenID Connect in AWS". */
export const ID_TOKEN_AUDIENCE = 'sts.amazonaws.com';

/** A process or a single sign-on may ask a person, and GitHub's client tries ten times; both know of no time and of no signal. */
const AMBIENT_MS = 60_000;
const ID_TOKEN_MS = 30_000;

/** The SDK's own credentials of the circumstances, with an end to every wait for them. */
export function ambientCredentials(
  provide: (options: { readonly forceRefresh: boolean }) => Promise<AwsCredentialIdentity>,
  time: ClientOptions['time'],
  patience: Patience,
): LastingCredentials {
  const take: Take = (anew) =>
    within(AMBIENT_MS, signalOf(anew, patience), 'the source of the AWS credentials', () =>
      provide({ forceRefresh: anew }),
    );
  return new LastingCredentials('the AWS credentials', take, time, patience.clock);
}

/**
 * Gets the credentials for a target: the ambient ones; a role assumed by them; or, where none are configured, a role assumed by the
 * job's OIDC token. Where that fails, the answer says which step did. A session is renewed by the same steps.
 */
export async function openCredentials(
  target: AwsTarget,
  sources: CredentialSources,
  options: ClientOptions,
  patience: Patience,
): Promise<Seen<Opened>> {
  const { ambient, idToken } = sources;
  const ambientFailure = await failureOf(ambient);
  if (isCancelled(patience)) return unchecked('unreachable', CANCELLED);
  const { role, region } = target;
  if (role === undefined) {
    return ambientFailure === undefined
      ? known({ credentials: ambient, account: 'ambient' })
      : unchecked('credentials', ambientFailure.message);
  }
  if (ambientFailure?.name === UNUSABLE_CREDENTIALS) {
    return unchecked('credentials', `${role.arn} cannot be assumed: ${ambientFailure.message}`);
  }
  if (ambientFailure !== undefined && idToken === undefined) {
    const why = `${role.arn} cannot be assumed: ${ambientFailure.message}, and the job has no OIDC token`;
    return unchecked('credentials', why);
  }
  const account = accountOf(role.arn);
  // One client for all renewals: it keeps what it has learned of AWS's clock.
  const take =
    ambientFailure === undefined || idToken === undefined
      ? takeByAmbient(role, sources, makeSts(region, 'ambient', ambient, options), patience)
      : takeByToken(role, idToken, sources, makeSts(region, account, undefined, options), patience);
  const credentials = new LastingCredentials(`the session of ${role.arn}`, take, options.time, patience.clock);
  const failure = await failureOf(credentials);
  if (failure === undefined) return known({ credentials, account });
  return isCancelled(patience) ? unchecked('unreachable', CANCELLED) : unchecked('credentials', failure.message);
}

function takeByAmbient(
  role: AssumedRole,
  { sessionName }: CredentialSources,
  sts: STSClient,
  patience: Patience,
): Take {
  return async (anew) => {
    const command = new AssumeRoleCommand({
      RoleArn: role.arn,
      RoleSessionName: sessionName,
      ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
    });
    const options = { abortSignal: signalOf(anew, patience) };
    return identityOf(role, 'by the ambient credentials', async () => (await sts.send(command, options)).Credentials);
  };
}

function takeByToken(
  role: AssumedRole,
  idToken: () => Promise<string>,
  { sessionName }: CredentialSources,
  sts: STSClient,
  patience: Patience,
): Take {
  return async (anew) => {
    const signal = signalOf(anew, patience);
    // A token is good for some minutes: each session takes one of its own.
    const token = await within(ID_TOKEN_MS, signal, "GitHub's OIDC endpoint", idToken).catch((error: unknown) => {
      throw new Error(`GitHub gave no OIDC token to assume ${role.arn} with (${messageOf(error)})`);
    });
    const command = new AssumeRoleWithWebIdentityCommand({
      RoleArn: role.arn,
      RoleSessionName: sessionName,
      WebIdentityToken: token,
    });
    const options = { abortSignal: signal };
    return identityOf(role, "by the job's OIDC token", async () => (await sts.send(command, options)).Credentials);
  };
}

function isCancelled({ cancelled }: Patience): boolean {
  return cancelled.aborted;
}

/** What an env in hand needs is still had in the grace of a cancelled run. */
function signalOf(anew: boolean, { cancelled, deadline }: Patience): AbortSignal {
  return anew ? deadline : cancelled;
}

async function identityOf(
  role: AssumedRole,
  how: string,
  assume: () => Promise<Credentials | undefined>,
): Promise<AwsCredentialIdentity> {
  try {
    const given = await assume();
    if (given?.AccessKeyId === undefined || given.SecretAccessKey === undefined)
      throw new Error('STS gave no credentials');
    return {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      ...(given.SessionToken === undefined ? {} : { sessionToken: given.SessionToken }),
      ...(given.Expiration === undefined ? {} : { expiration: given.Expiration }),
    };
  } catch (error) {
    throw new Error(`the role ${role.arn} cannot be assumed ${how} (${codeOf(error)}: ${messageOf(error)})`, {
      cause: error,
    });
  }
}

async function failureOf(credentials: LastingCredentials): Promise<Error | undefined> {
  try {
    await credentials.open();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(messageOf(error));
  }
}
