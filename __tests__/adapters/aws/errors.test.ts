import { describe, expect, test } from '@jest/globals';
import { codeOf, readFact, write } from '../../../src/adapters/aws/errors.ts';
import { AwsWriteError } from '../../../src/ports/aws.ts';

/** An error as the SDK throws it, after so many attempts. */
function awsError(name: string, httpStatusCode?: number, attempts = 1): Error {
  const error = new Error(`${name} happened`);
  error.name = name;
  const fault = httpStatusCode === undefined ? {} : { $fault: httpStatusCode < 500 ? 'client' : 'server' };
  return Object.assign(error, { $metadata: { httpStatusCode, attempts }, ...fault });
}

const ARN = 'arn:aws:iam::*:role/*dev';
const fail = (error: unknown) => readFact('iam:GetRole', ARN, () => Promise.reject(error as Error));

describe('a read', () => {
  test('is known, or absent where there is nothing', async () => {
    expect(await readFact('iam:GetRole', ARN, () => Promise.resolve(0))).toEqual({ state: 'known', value: 0 });
    expect(await readFact('iam:GetRole', ARN, () => Promise.resolve(undefined))).toEqual({ state: 'absent' });
  });

  test.each(['ResourceNotFoundException', 'NoSuchEntity', 'NoSuchEntityException'])(
    '%s means that it does not exist',
    async (code) => {
      expect(await fail(awsError(code, 400))).toEqual({ state: 'absent' });
    },
  );

  test.each([
    'AccessDenied',
    'AccessDeniedException',
    'NotAuthorizedException',
    'UnauthorizedOperation',
    'UnauthorizedException',
  ])('%s names the permission and the resource', async (code) => {
    expect(await fail(awsError(code, 403))).toEqual({
      state: 'unchecked',
      cause: 'denied',
      reason: `iam:GetRole is not allowed (${code})`,
      missingPermission: 'iam:GetRole',
      resource: ARN,
    });
  });

  test.each([
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
  ])('%s is about the credentials, not about a permission', async (code) => {
    expect(await fail(awsError(code, 403))).toEqual({
      state: 'unchecked',
      cause: 'credentials',
      reason: `AWS does not accept the credentials (${code})`,
    });
  });

  test.each([
    ['an error of the service', awsError('InternalErrorException', 500), 'InternalErrorException'],
    ['throttling to the end', awsError('ThrottlingException', 400), 'ThrottlingException'],
    ['no answer in time', awsError('TimeoutError'), 'TimeoutError'],
    ['a lost connection', Object.assign(new Error('read'), { code: 'ECONNRESET' }), 'Error'],
    ['an answer of a proxy', awsError('UnknownError', 407), 'UnknownError'],
    ['something that is no error', 'oops', 'UnknownError'],
  ])('%s leaves the question open', async (_what, error, code) => {
    const fact = await fail(error);
    expect(fact).toMatchObject({ state: 'unchecked', cause: 'unreachable' });
    expect(fact).toHaveProperty('reason', expect.stringContaining(`iam:GetRole got no answer (${code}: `));
  });
});

// How real answers come out is in the table of oracle/aws/errors/.
test.each(['FooException', 'ValidationException', 'LimitExceededException', 'InvalidParameterException'])(
  '%s is an answer, and the reason has its words',
  async (code) => {
    expect(await fail(awsError(code, 400))).toEqual({
      state: 'unchecked',
      cause: 'refused',
      reason: `AWS refuses iam:GetRole (${code}: ${code} happened)`,
    });
  },
);

describe('a write', () => {
  test.each([
    ['AccessDenied', 403, 1, true],
    ['MalformedPolicyDocument', 400, 1, true],
    ['LimitExceeded', 409, 1, true],
    ['ServiceFailure', 500, 1, false],
    ['TimeoutError', undefined, 1, false],
    ['ECONNRESET', undefined, 1, false],
    // An earlier attempt may have been carried out, and its answer lost.
    ['AccessDenied', 403, 2, false],
  ])('%s (%s) of attempt %i: refused for sure: %s', async (code, status, attempts, refused) => {
    const failure = write('iam:PutRolePolicy', () => Promise.reject(awsError(code, status, attempts)));
    await expect(failure).rejects.toBeInstanceOf(AwsWriteError);
    await expect(failure).rejects.toMatchObject({ operation: 'iam:PutRolePolicy', code, refused });
  });

  test('that succeeds says nothing', async () => {
    await expect(write('iam:PutRolePolicy', () => Promise.resolve({}))).resolves.toBeUndefined();
  });
});

test.each([
  ['the code in the answer', Object.assign(awsError('Error'), { Code: 'NoSuchEntity' }), 'NoSuchEntity'],
  ['else the name', awsError('NoSuchEntityException'), 'NoSuchEntityException'],
  ['something that is no error', undefined, 'UnknownError'],
])('the code of an error: %s', (_what, error, expected) => {
  expect(codeOf(error)).toBe(expected);
});
