import { z } from 'zod';
import type { Statement } from '../domain/iam-policy.ts';
import { rightsOf, type Category, type Grantee } from './category.ts';
import type { PolicyScope } from '../domain/policy-scope.ts';
import { grants, named, oneOf, region } from './options.ts';
import { allow, arn } from '../iam/statement.ts';

/** Lambda functions that apps call directly. The Amplify CLI gives users of an app no right to do so. */

const RIGHTS = { invoke: 'call the function' } as const;

const entry = z.strictObject({
  function: named(/^[A-Za-z0-9_-]{1,64}$/, 'Name of the Lambda function.'),
  region,
  ...grants(oneOf(RIGHTS)),
});

export type FunctionsEntry = z.infer<typeof entry>;

export const functions = {
  name: 'functions',
  entry,
  docs: {
    title: 'Lambda functions',
    about: [
      'For apps that call a function directly. The Amplify CLI grants nothing here; both profiles give the same.',
      'What a function may do for its callers is its own business: for guests it counts as a right to write.',
    ].join(' '),
    rights: RIGHTS,
    examples: [{ function: 'shop-dev-quote', auth: ['invoke'] }],
  },
  statements(given: FunctionsEntry, grantee: Grantee, scope: PolicyScope): readonly Statement[] {
    if (rightsOf(given, grantee).length === 0) return [];
    return [allow(['lambda:InvokeFunction'], [arn(scope, 'lambda', `function:${given.function}`, given.region)])];
  },
  guestWrites: ({ guest = [] }: FunctionsEntry): readonly string[] => guest,
} as const satisfies Category<'functions', typeof entry>;
