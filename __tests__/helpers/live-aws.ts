import { aws } from '../../src/adapters/aws/aws.ts';
import type { Clock } from '../../src/adapters/aws/token-bucket.ts';
import type { Aws } from '../../src/ports/aws.ts';
import { awsEnv } from './emulator.ts';

/**
 * The real adapter in this process, as the root of `account`, by way of `url`. The SDK reads its environment when a client is made
 * and when credentials are first asked for, so that one account a test file is as much as there can be.
 */
export function liveAws(
  account: string,
  url: string,
  clock: Clock,
  cancelled: AbortSignal = new AbortController().signal,
): Aws {
  Object.assign(process.env, awsEnv(account, url));
  return aws({
    userAgent: 'test',
    sessionName: 'test',
    idToken: undefined,
    mask: () => undefined,
    quotaShare: 60,
    clock,
    cancelled,
  });
}
