import {
  GetFunctionConfigurationCommand,
  UpdateFunctionConfigurationCommand,
  type GetFunctionConfigurationCommandOutput,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { denied, known, type Fact } from '../../domain/fact.ts';
import type { LambdaFunction } from '../../domain/observed.ts';
import { AwsWriteError, type Functions } from '../../ports/aws.ts';
import { readFact, write } from './errors.ts';
import type { Memo } from './memo.ts';

const READ = 'lambda:GetFunctionConfiguration';
const WRITE = 'lambda:UpdateFunctionConfiguration';

/**
 * Lambda functions. Their environments may hold secrets: what was not asked for by name never leaves this file. `prefix` begins ARNs of
 * this partition and region, any account.
 */
export function functions(client: LambdaClient, memo: Memo, prefix: string): Functions {
  const configuration = (name: string) => client.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
  const read = (name: string, variables: readonly string[]): Promise<Fact<LambdaFunction>> =>
    readFact(READ, `${prefix}function:${name}`, async () =>
      projectFunction(name, await configuration(name), variables),
    );
  return {
    function: (name, variables) => memo.once(`function ${name} ${variables.join(' ')}`, () => read(name, variables)),
    currentFunction: read,
    async setVariable(name, { variable, before, after }) {
      let status: 'applied' | 'unchanged' = 'applied';
      await write(WRITE, async () => {
        const now = await configuration(name);
        if (now.Environment?.Error !== undefined) throw refused('EnvironmentUnreadable', now.Environment.Error.Message);
        const variables = now.Environment?.Variables ?? {};
        const value = Object.hasOwn(variables, variable) ? (variables[variable] ?? null) : null;
        if (value === after) {
          status = 'unchanged';
          return;
        }
        if (value !== before) throw refused('Changed', 'it was changed by somebody else since the plan was made');
        const others = Object.fromEntries(Object.entries(variables).filter(([key]) => key !== variable));
        await client.send(
          new UpdateFunctionConfigurationCommand({
            FunctionName: name,
            // The whole environment is replaced, so it must be that of this very revision.
            RevisionId: now.RevisionId,
            Environment: { Variables: after === null ? others : { ...others, [variable]: after } },
          }),
        );
      });
      return status;
    },
  };
}

function refused(code: string, message = ''): AwsWriteError {
  return new AwsWriteError(WRITE, code, message, true);
}

export function projectFunction(
  name: string,
  answer: Pick<GetFunctionConfigurationCommandOutput, 'FunctionArn' | 'Role' | 'Environment' | 'LastUpdateStatus'>,
  wanted: readonly string[],
): LambdaFunction {
  const { Variables: variables = {}, Error: problem } = answer.Environment ?? {};
  const asked = Object.entries(variables).filter(([key]) => wanted.includes(key));
  return {
    name,
    arn: answer.FunctionArn ?? '',
    roleArn: answer.Role ?? '',
    // Lambda answers without the variables where the caller may not use the key that they are encrypted with.
    variables:
      problem === undefined
        ? known(Object.fromEntries(asked))
        : denied(`Lambda cannot decrypt the environment of ${name} (${problem.ErrorCode ?? ''})`, 'kms:Decrypt', '*'),
    updating: answer.LastUpdateStatus === 'InProgress',
  };
}
