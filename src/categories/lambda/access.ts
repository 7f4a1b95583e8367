import { z } from 'zod';
import type { Statement } from '../../domain/iam-policy.ts';
import type { Profile } from '../../domain/policy-scope.ts';
import { CLI_ACTIONS, STRICT_ACTIONS } from './actions.ts';
import { LAMBDA_RIGHTS } from './rights.ts';
import { named, oneOf } from '../options.ts';
import { allow } from '../../iam/statement.ts';

/**
 * Access of Lambda functions to the imported user pool: rights on the execution role of a function, and the variable by which code that
 * the Amplify CLI generates finds the pool.
 */

export const lambdaEntry = z.strictObject({
  function: named(/^[A-Za-z0-9_-]{1,64}$/, "Name of the Lambda function, in the env's account and region."),
  access: z
    .array(oneOf(LAMBDA_RIGHTS))
    .optional()
    .meta({ description: 'What the function may do in the user pool; default: nothing.' }),
  environment: z.boolean().optional().meta({
    description: 'Whether the function finds the pool by the variable `AUTH_<RESOURCENAME>_USERPOOLID`; default: true.',
  }),
});

export type LambdaEntry = z.infer<typeof lambdaEntry>;

/** Last part of the name of a policy on an execution role. */
export const LAMBDA_CATEGORY = 'lambda';

/** Whether the function's environment is ours to keep. */
export function setsVariable({ environment }: LambdaEntry): boolean {
  return environment !== false;
}

/**
 * The name that the Amplify CLI gives the variable: `<CATEGORY>_<RESOURCE>_<ATTRIBUTE>`, all in capitals and else unchanged.
 * `resourceName` has letters and digits alone.
 */
export function poolVariable(resourceName: string): string {
  return `AUTH_${resourceName}_USERPOOLID`.toUpperCase();
}

/** Whether a variable is one that this action sets, for whatever resource: only such a one may be read or removed on a lock's word. */
export function isPoolVariable(name: string): boolean {
  return /^AUTH_[A-Z0-9]{1,128}_USERPOOLID$/.test(name);
}

/** One statement, as the CLI writes one for each resource, with the actions of the rights in the order in which they are written. */
export function lambdaStatements(entry: LambdaEntry, profile: Profile, userPoolArn: string): readonly Statement[] {
  const sets = profile === 'strict' ? STRICT_ACTIONS : CLI_ACTIONS;
  const actions = [...new Set((entry.access ?? []).flatMap((right) => sets[right]))];
  return actions.length === 0 ? [] : [allow(actions, [userPoolArn])];
}
