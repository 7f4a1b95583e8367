import { z } from 'zod';
import type { Statement } from '../domain/iam-policy.ts';
import { rightsOf, type Category, type Grantee } from './category.ts';
import type { PolicyScope } from '../domain/policy-scope.ts';
import { grants, named, oneOf, region } from './options.ts';
import { allow, arn } from '../iam/statement.ts';

/** Analytics into a Firehose stream. The Amplify CLI has nothing for it; the library sends batches. */

const RIGHTS = { record: 'put batches of records into the stream' } as const;

const entry = z.strictObject({
  stream: named(/^[A-Za-z0-9_.-]{1,64}$/, 'Name of the Firehose stream.'),
  region,
  ...grants(oneOf(RIGHTS)),
});

export type FirehoseEntry = z.infer<typeof entry>;

export const firehose = {
  name: 'firehose',
  entry,
  docs: {
    title: 'Analytics with Amazon Data Firehose',
    about: 'The Amplify CLI grants nothing here; both profiles give what the library calls.',
    rights: RIGHTS,
    examples: [{ stream: 'shop-dev-clicks', auth: ['record'] }],
  },
  statements(given: FirehoseEntry, grantee: Grantee, scope: PolicyScope): readonly Statement[] {
    if (rightsOf(given, grantee).length === 0) return [];
    return [
      allow(['firehose:PutRecordBatch'], [arn(scope, 'firehose', `deliverystream/${given.stream}`, given.region)]),
    ];
  },
  guestWrites: ({ guest = [] }: FirehoseEntry): readonly string[] => guest,
} as const satisfies Category<'firehose', typeof entry>;
