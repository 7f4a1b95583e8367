import { functions } from '../../../src/adapters/aws/functions.ts';
import { makeClients, type Clients } from '../../../src/adapters/aws/clients.ts';
import { hosting } from '../../../src/adapters/aws/hosting.ts';
import { identityPools } from '../../../src/adapters/aws/identity-pools.ts';
import { LastingCredentials } from '../../../src/adapters/aws/lasting-credentials.ts';
import { Memo } from '../../../src/adapters/aws/memo.ts';
import { roles } from '../../../src/adapters/aws/roles.ts';
import { ServerTime } from '../../../src/adapters/aws/server-time.ts';
import { userPools } from '../../../src/adapters/aws/user-pools.ts';
import type { Fact } from '../../../src/domain/fact.ts';
import { AwsWriteError } from '../../../src/ports/aws.ts';
import type { Compared } from '../compared.ts';
import { startErrorServer, type ErrorServer } from './server.ts';
import { ERROR_CASES, type Call, type ErrorCase, type Outcome } from './table.ts';

/** What came of a case. */
export interface Came {
  readonly comes: Outcome;
  readonly calls: number;
  readonly throttled: number;
  readonly reason: string;
}

type Answered = Fact<unknown> | 'written' | AwsWriteError;

const CALLS: Readonly<Record<Call, (clients: Clients, memo: Memo, prefix: string) => Promise<Answered>>> = {
  userPool: (clients, memo, prefix) =>
    userPools(clients.userPools, memo, prefix, () => undefined).userPool('eu-west-1_a'),
  identityPool: (clients, memo, prefix) => identityPools(clients.identityPools, memo, prefix).identityPool('x'),
  role: (clients, memo, prefix) => roles(clients.iam, memo, prefix).role('r'),
  function: (clients, memo, prefix) => functions(clients.lambda, memo, prefix).currentFunction('f', []),
  hosting: (clients, memo, prefix) => hosting(clients, memo, prefix).variables('a', 'main', []),
  putPolicy: (clients, memo, prefix) =>
    roles(clients.iam, memo, prefix)
      .putInlinePolicy('r', 'p', '{}')
      .then(
        () => 'written' as const,
        (error: unknown) => {
          if (error instanceof AwsWriteError) return error;
          throw error;
        },
      ),
};

/** Makes the call of a case by the real adapters and the real SDK. */
export async function whatComesOf(one: ErrorCase, server: ErrorServer, accessKeyId: string): Promise<Came> {
  const { call, answer, region = 'eu-west-1' } = one;
  server.plan(accessKeyId, answer);
  const clock = { now: () => performance.now() };
  const time = new ServerTime(clock);
  const credentials = new LastingCredentials(
    'the credentials',
    () => Promise.resolve({ accessKeyId, secretAccessKey: 's' }),
    time,
    clock,
  );
  let throttled = 0;
  const watcher = {
    cancelled: new AbortController().signal,
    answered(date: string | undefined) {
      time.heard(date);
    },
    before: () => Promise.resolve(),
    throttled() {
      throttled += 1;
    },
  };
  const options = { userAgent: 'oracle', watcher, deadline: AbortSignal.timeout(120_000), agents: undefined, time };
  const clients = makeClients(region, 'account', credentials, options);
  const answered = await CALLS[call](clients, new Memo(), `arn:aws:service:${region}:*:`);
  return { ...outcomeOf(answered), calls: server.calls(accessKeyId), throttled };
}

function outcomeOf(answered: Answered): Pick<Came, 'comes' | 'reason'> {
  if (answered === 'written') return { comes: 'written', reason: '' };
  if (answered instanceof AwsWriteError) {
    return { comes: answered.refused ? 'not written' : 'perhaps written', reason: answered.message };
  }
  if (answered.state === 'unchecked') return { comes: answered.cause, reason: answered.reason };
  return { comes: answered.state, reason: '' };
}

/** All cases at once: what the adapters do most is wait. */
export async function compareErrors(cases: readonly ErrorCase[] = ERROR_CASES): Promise<Compared> {
  const before = process.env['AWS_ENDPOINT_URL'];
  const server = await startErrorServer();
  process.env['AWS_ENDPOINT_URL'] = server.url;
  try {
    const faults = await Promise.all(
      cases.map(async (one, index) => difference(one, await whatComesOf(one, server, `CASE${index}`))),
    );
    return { checked: cases.length, faults: faults.flat() };
  } finally {
    if (before === undefined) delete process.env['AWS_ENDPOINT_URL'];
    else process.env['AWS_ENDPOINT_URL'] = before;
    await server.close();
  }
}

function difference(
  { call, answer, comes, calls, throttled = 0, says = '' }: ErrorCase,
  came: Came,
): readonly string[] {
  const isSame =
    came.comes === comes && came.calls === calls && came.throttled === throttled && came.reason.includes(says);
  if (isSame) return [];
  const expected = `${comes} after ${calls} call(s), ${throttled} throttled${says === '' ? '' : `, "${says}"`}`;
  const found = `${came.comes} after ${came.calls} call(s), ${came.throttled} throttled, "${came.reason}"`;
  return [`${call} ${JSON.stringify(answer)}: expected ${expected}; came ${found}`];
}
