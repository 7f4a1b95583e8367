import { isThrottlingError, isTransientError } from '@smithy/core/retry';
import { absent, denied, known, unchecked, type Fact, type Unchecked } from '../../domain/fact.ts';
import { AwsWriteError } from '../../ports/aws.ts';
import { CANCELLED } from '../until.ts';

/** Codes by which AWS says that a thing does not exist. */
const NOT_FOUND = new Set(['ResourceNotFoundException', 'NotFoundException', 'NoSuchEntity', 'NoSuchEntityException']);

/** Codes of requests that are not valid. They say that a thing does not exist only where the message does. */
const INVALID = new Set([
  'BadRequestException',
  'InvalidInput',
  'InvalidParameter',
  'InvalidParameterException',
  'InvalidParameterValueException',
  'ValidationError',
  'ValidationException',
]);

const SAYS_NOT_FOUND = /\b(does not exist|not found|no such)\b/i;

const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'NotAuthorizedException',
  'UnauthorizedOperation',
  'UnauthorizedException',
]);

/** Codes that concern the credentials themselves, whatever was asked for. Source: "Common errors" of the STS, IAM and Cognito APIs. */
const BAD_CREDENTIALS = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'RequestExpired',
  'SignatureDoesNotMatch',
  'TokenRefreshRequired',
  'UnrecognizedClientException',
]);

/** Codes by which an account, or a region of it, is not signed up for a service. Source: "Common errors" of the API references. */
const NOT_OPTED_IN = new Set(['OptInRequired', 'SubscriptionRequiredException']);

/** The name of an error by which one region refuses credentials that AWS accepts elsewhere. Its message says so. */
export const REGION_REFUSED = 'RegionRefused';

/** The name of an error by which a call was never sent: the credentials are over. Its message says why they were not renewed. */
export const CREDENTIALS_ENDED = 'CredentialsEnded';

/** AWS's code for an error, such as `AccessDenied`; the class name for errors that are not AWS's. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UnknownError';
  const code = (error as { Code?: unknown }).Code;
  return typeof code === 'string' ? code : error.name;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Makes a read and turns its answer into a fact. `operation` is the IAM action that the read needs, such as `iam:GetRole` (all
 * operations used here have an action of the same name), `resource` the ARN or pattern that it needs it on.
 */
export async function readFact<T>(
  operation: string,
  resource: string,
  read: () => Promise<T | undefined>,
): Promise<Fact<T>> {
  try {
    const value = await read();
    return value === undefined ? absent : known(value);
  } catch (error) {
    return isNotFound(error) ? absent : uncheckedBy(operation, resource, error);
  }
}

function isNotFound(error: unknown): boolean {
  const code = codeOf(error);
  return NOT_FOUND.has(code) || (INVALID.has(code) && SAYS_NOT_FOUND.test(messageOf(error)));
}

/** Why a read that failed leaves its question open. */
function uncheckedBy(operation: string, resource: string, error: unknown): Unchecked {
  const code = codeOf(error);
  if (DENIED.has(code)) return denied(`${operation} is not allowed (${code})`, operation, resource);
  // AWS was not asked.
  if (code === CREDENTIALS_ENDED) return unchecked('credentials', messageOf(error));
  if (BAD_CREDENTIALS.has(code)) return unchecked('credentials', `AWS does not accept the credentials (${code})`);
  if (code === REGION_REFUSED) return unchecked('refused', messageOf(error));
  if (isRefusal(error)) {
    const [, , , region = ''] = resource.split(':');
    const optIn = NOT_OPTED_IN.has(code) ? `; the region ${region} may not be enabled for the account` : '';
    return unchecked('refused', `AWS refuses ${operation} (${code}: ${messageOf(error)})${optIn}`);
  }
  // Nothing but the end of a cancelled run aborts a call.
  const why = code === 'AbortError' ? CANCELLED : `${code}: ${messageOf(error)}`;
  return unchecked('unreachable', `${operation} got no answer (${why})`);
}

/** Quotas on size and number, which the SDK takes for throttling by their name: trying again never helps. */
const QUOTAS = new Set(['LimitExceeded', 'LimitExceededException']);

export function isQuota(error: unknown): boolean {
  return QUOTAS.has(codeOf(error));
}

/** Whether AWS itself answered and means it: an answer of the 4xx kind with a code of its own that no later attempt would change. */
function isRefusal(error: unknown): boolean {
  if (!isServiceError(error)) return false;
  const { httpStatusCode: status = 0 } = error.$metadata;
  const passes = isTransientError(error) || (isThrottlingError(error) && !isQuota(error));
  return status >= 400 && status < 500 && !passes;
}

type ServiceError = Parameters<typeof isTransientError>[0] & { readonly $metadata: { httpStatusCode?: number } };

/** The SDK's names for an answer without a code: it came from a proxy, or from whatever else stood in between. */
const NO_CODE = ['Unknown', 'UnknownError'];

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && '$fault' in error && '$metadata' in error && !NO_CODE.includes(error.name);
}

/** Makes a write; failures come out as {@link AwsWriteError}. */
export async function write(operation: string, send: () => Promise<unknown>): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (error instanceof AwsWriteError) throw error;
    const { httpStatusCode: status, attempts = 1 } =
      (error as { $metadata?: { httpStatusCode?: number; attempts?: number } }).$metadata ?? {};
    // Only an answer of the 4xx kind, or a call that was never sent, was surely not carried out; and only the attempt that it is for.
    const isRefused = status !== undefined ? status >= 400 && status < 500 : codeOf(error) === CREDENTIALS_ENDED;
    throw new AwsWriteError(operation, codeOf(error), messageOf(error), attempts === 1 && isRefused, error);
  }
}
