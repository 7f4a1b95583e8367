// @ts-check
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand } from '@aws-sdk/client-lambda';

/** @typedef {import('../aws-clients.mjs').AwsClients} AwsClients */

const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/** A ZIP archive without entries: the emulator takes it for code, and nobody runs it. */
const EMPTY_ZIP = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)]);

/**
 * A Lambda function with an execution role of its own.
 *
 * @param {AwsClients} clients
 * @param {string} name
 * @param {Record<string, string>} [variables] its environment
 * @returns {Promise<{ name: string, roleName: string, roleArn: string }>}
 */
export async function makeFunction({ iam, lambda }, name, variables = {}) {
  const roleName = `${name}-role`;
  const made = await iam.send(
    new CreateRoleCommand({
      RoleName: roleName,
      Path: '/service-role/',
      AssumeRolePolicyDocument: JSON.stringify(TRUST),
    }),
  );
  const roleArn = made.Role?.Arn ?? '';
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: roleArn,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: 7,
      Description: 'seeded',
      Code: { ZipFile: EMPTY_ZIP },
      Environment: { Variables: variables },
    }),
  );
  return { name, roleName, roleArn };
}
