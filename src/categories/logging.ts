import { z } from 'zod';
import type { Statement } from '../domain/iam-policy.ts';
import { rightsOf, type Category, type Grantee } from './category.ts';
import type { PolicyScope } from '../domain/policy-scope.ts';
import { grants, named, oneOf, region } from './options.ts';
import { allow, arn } from '../iam/statement.ts';

/**
 * Logs of an app in CloudWatch. The Amplify CLI has nothing for it; the loggers of the mobile libraries make a stream for each device
 * in a log group that is there.
 */

const RIGHTS = { write: 'make log streams and put events into them' } as const;

const entry = z.strictObject({
  logGroup: named(/^[A-Za-z0-9_/.#-]{1,512}$/, 'Name of the CloudWatch log group.', '/shop/dev/app'),
  region,
  ...grants(oneOf(RIGHTS)),
});

export type LoggingEntry = z.infer<typeof entry>;

export const logging = {
  name: 'logging',
  entry,
  docs: {
    title: 'Logs in CloudWatch',
    about: 'The Amplify CLI grants nothing here; both profiles give what the loggers of the mobile libraries call.',
    rights: RIGHTS,
    examples: [{ logGroup: '/shop/dev/app', auth: ['write'] }],
  },
  statements(given: LoggingEntry, grantee: Grantee, scope: PolicyScope): readonly Statement[] {
    if (rightsOf(given, grantee).length === 0) return [];
    return [
      allow(
        ['logs:PutLogEvents', 'logs:DescribeLogStreams', 'logs:CreateLogStream'],
        [arn(scope, 'logs', `log-group:${given.logGroup}:log-stream:*`, given.region)],
      ),
    ];
  },
  guestWrites: ({ guest = [] }: LoggingEntry): readonly string[] => guest,
} as const satisfies Category<'logging', typeof entry>;
