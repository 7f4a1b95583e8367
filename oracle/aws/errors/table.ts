import type { UncheckedCause } from '../../../src/domain/fact.ts';
import type { Answer } from './server.ts';

/** A call of the adapters. */
export type Call = 'userPool' | 'identityPool' | 'role' | 'function' | 'hosting' | 'putPolicy';

/** What is to come of a call that AWS answers with an error. */
export interface ErrorCase {
  readonly call: Call;
  readonly answer: Answer;
  /** Region of the clients; default: eu-west-1. */
  readonly region?: string;
  readonly comes: Outcome;
  /** Calls that AWS sees. */
  readonly calls: number;
  /** How many of them count as throttled; default: none. */
  readonly throttled?: number;
  /** A part of the reason. */
  readonly says?: string;
}

export type Outcome = 'known' | 'absent' | UncheckedCause | 'written' | 'not written' | 'perhaps written';

/** As often as a call is made at most. */
const ALL = 8;
const ONCE = { calls: 1 };
const WORDS = 'the words of AWS';

const refused = (call: Call, answer: Answer, says = WORDS): ErrorCase => ({
  call,
  answer,
  comes: 'refused',
  ...ONCE,
  says,
});
const fails = (call: Call, answer: Answer, comes: Outcome): ErrorCase => ({ call, answer, comes, ...ONCE });

/** After so many errors of the kind the call succeeds. */
const waited = (call: Call, answer: Answer & { readonly times: number }, throttled = 0): ErrorCase => ({
  call,
  answer,
  comes: call === 'putPolicy' ? 'written' : 'known',
  calls: answer.times + 1,
  throttled,
});

/** AWS's errors, by code and status. Sources: "Common errors" and the operations' own errors in the API references. */
export const ERROR_CASES: readonly ErrorCase[] = [
  waited('userPool', { code: 'TooManyRequestsException', times: 2 }, 2),
  waited('userPool', { code: 'ThrottlingException', times: 1 }, 1),
  waited('userPool', { code: 'InternalErrorException', status: 500, times: 1 }),
  fails('userPool', { code: 'ResourceNotFoundException' }, 'absent'),
  fails('userPool', { code: 'NotAuthorizedException' }, 'denied'),
  fails('userPool', { code: 'AccessDeniedException' }, 'denied'),
  // Refused here and in the region of IAM: both calls are of this case.
  { call: 'userPool', answer: { code: 'UnrecognizedClientException' }, comes: 'credentials', calls: 2 },
  fails('userPool', { code: 'ExpiredTokenException' }, 'credentials'),
  { call: 'userPool', answer: { code: 'InvalidSignatureException', aheadMs: 1_200_000 }, comes: 'known', calls: 2 },

  // An invalid request says nothing of what it asks for, unless its message does.
  refused('userPool', { code: 'InvalidParameterException' }, '(InvalidParameterException: the words of AWS)'),
  refused(
    'userPool',
    { code: 'InvalidParameterException', message: "Value at 'userPoolId' failed to satisfy" },
    'satisfy',
  ),
  fails('userPool', { code: 'InvalidParameterException', message: 'User pool x does not exist.' }, 'absent'),
  // Of app and branch.
  { ...fails('hosting', { code: 'BadRequestException', message: 'App x not found' }, 'absent'), calls: 2 },
  { ...refused('hosting', { code: 'BadRequestException' }), calls: 2 },
  refused('userPool', { code: 'ValidationException' }),
  refused('role', { code: 'ValidationError' }),
  refused('role', { code: 'InvalidInput' }),
  refused('function', { code: 'InvalidParameterValueException' }),

  // Refusals of all kinds have AWS's own words, and the run goes on.
  refused('userPool', { code: 'UserPoolTaggingException' }),
  refused('userPool', { code: 'OperationNotEnabledException' }),
  refused('userPool', { code: 'LimitExceededException' }),
  refused('userPool', { code: 'ANewExceptionOfAws' }),
  refused('identityPool', { code: 'ResourceConflictException', status: 409 }),
  refused('function', { code: 'RequestTooLargeException', status: 413 }),
  refused('role', { code: 'UnmodifiableEntity' }),

  // Regions that an account has to be opted in to.
  refused('userPool', { code: 'OptInRequired', status: 403 }, 'eu-west-1 may not be enabled for the account'),
  refused('function', { code: 'SubscriptionRequiredException', status: 403 }, 'may not be enabled for the account'),
  {
    call: 'userPool',
    region: 'eu-south-1',
    answer: { code: 'UnrecognizedClientException', region: 'eu-south-1' },
    comes: 'refused',
    ...ONCE,
    says: 'eu-south-1 may not be enabled for the account',
  },
  {
    call: 'function',
    region: 'cn-northwest-1',
    answer: { code: 'InvalidClientTokenId', status: 403, region: 'cn-northwest-1' },
    comes: 'refused',
    ...ONCE,
    says: 'cn-northwest-1 may not be enabled for the account',
  },

  waited('identityPool', { code: 'TooManyRequestsException', status: 429, times: 1 }, 1),
  waited('role', { code: 'Throttling', times: 2 }, 2),
  waited('role', { code: 'RequestLimitExceeded', times: 1 }, 1),
  waited('role', { code: 'ServiceFailure', status: 500, times: 1 }),
  waited('role', { code: 'ServiceUnavailable', status: 503, times: 1 }),
  fails('role', { code: 'NoSuchEntity', status: 404 }, 'absent'),
  fails('role', { code: 'AccessDenied', status: 403 }, 'denied'),
  fails('role', { code: 'InvalidClientTokenId', status: 403 }, 'credentials'),
  fails('role', { code: 'RequestExpired' }, 'credentials'),
  {
    call: 'role',
    answer: { code: 'SignatureDoesNotMatch', status: 403, aheadMs: 1_200_000 },
    comes: 'known',
    calls: 2,
  },
  waited('function', { code: 'TooManyRequestsException', status: 429, times: 1 }, 1),
  waited('function', { code: 'ServiceException', status: 500, times: 1 }),
  fails('function', { code: 'ResourceNotFoundException', status: 404 }, 'absent'),

  // Whatever is no answer of AWS.
  { call: 'userPool', answer: { code: 'InternalErrorException', status: 500 }, comes: 'unreachable', calls: ALL },
  { call: 'function', answer: { cut: true }, comes: 'unreachable', calls: ALL },
  fails('userPool', { status: 403 }, 'unreachable'),
  fails('role', { status: 407 }, 'unreachable'),

  waited('putPolicy', { code: 'ConcurrentModification', status: 409, times: 2 }),
  fails('putPolicy', { code: 'LimitExceeded', status: 409 }, 'not written'),
  fails('putPolicy', { code: 'MalformedPolicyDocument' }, 'not written'),
  fails('putPolicy', { code: 'UnmodifiableEntity' }, 'not written'),
  { call: 'putPolicy', answer: { code: 'ServiceFailure', status: 500 }, comes: 'perhaps written', calls: ALL },
];
