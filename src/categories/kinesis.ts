import { z } from 'zod';
import type { Statement } from '../domain/iam-policy.ts';
import { rightsOf, type Category, type Grantee } from './category.ts';
import type { PolicyScope } from '../domain/policy-scope.ts';
import { grants, named, oneOf, region } from './options.ts';
import { allow, arn } from '../iam/statement.ts';

/**
 * Analytics into a Kinesis data stream. Source of the `amplify` profile: `kinesis_amplify_*` of `amplify-category-analytics`. The
 * libraries send batches alone, so `strict` leaves `PutRecord` out.
 */

const RIGHTS = { record: 'put records into the stream' } as const;

const entry = z.strictObject({
  stream: named(/^[A-Za-z0-9_.-]{1,128}$/, 'Name of the Kinesis data stream.'),
  region,
  ...grants(oneOf(RIGHTS)),
});

export type KinesisEntry = z.infer<typeof entry>;

export const kinesis = {
  name: 'kinesis',
  entry,
  docs: {
    title: 'Analytics with Kinesis Data Streams',
    about: [
      'The CLI always lets guests write into the stream, which costs money; here they do where the manifest says so.',
      'The libraries send batches, so `strict` allows `PutRecords` alone.',
    ].join(' '),
    rights: RIGHTS,
    examples: [{ stream: 'shop-dev-clicks', auth: ['record'] }],
  },
  statements(given: KinesisEntry, grantee: Grantee, scope: PolicyScope): readonly Statement[] {
    if (rightsOf(given, grantee).length === 0) return [];
    const actions = scope.profile === 'strict' ? ['kinesis:PutRecords'] : ['kinesis:PutRecord', 'kinesis:PutRecords'];
    return [allow(actions, [arn(scope, 'kinesis', `stream/${given.stream}`, given.region)])];
  },
  guestWrites: ({ guest = [] }: KinesisEntry): readonly string[] => guest,
} as const satisfies Category<'kinesis', typeof entry>;
