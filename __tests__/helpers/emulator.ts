import { randomInt } from 'node:crypto';
import { awsClients, type AwsClients } from '@amplify-import-auth/testbed/aws';

/** The emulator that the test set-up has started. */
export function endpoint(): string {
  const url = process.env['TEST_AWS_ENDPOINT'];
  if (url === undefined) throw new Error('the emulator is not running: start the tests with `npm test`');
  return url;
}

/** An account that no other test uses: the emulator takes a twelve-digit access key id for an account. */
export function freshAccount(): string {
  return String(randomInt(2e11, 9e11));
}

/** The account and region that calls without a signature see, as those of apps that sign users in. */
export const PUBLIC_ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

export function clientsFor(account: string, region = REGION): AwsClients {
  return awsClients({ endpoint: endpoint(), account, region });
}

/** The variables of a child process that works in an account. */
export function awsEnv(account: string, url = endpoint()): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: REGION,
    AWS_EC2_METADATA_DISABLED: 'true',
    // The tests also run on Node 20, which the SDK will leave in 2027; the action itself runs on Node 24.
    NODE_NO_WARNINGS: '1',
  };
}
