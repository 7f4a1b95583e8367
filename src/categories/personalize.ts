import { z } from 'zod';
import type { Statement } from '../domain/iam-policy.ts';
import { rightsOf, type Category, type Grantee } from './category.ts';
import type { PolicyScope } from '../domain/policy-scope.ts';
import { grants, named, oneOf, region } from './options.ts';
import { allow, onlyIn } from '../iam/statement.ts';

/**
 * Events for a Personalize event tracker. The Amplify CLI has nothing for it. `PutEvents` takes no resource: a statement that names the
 * tracker allows nothing, and no statement can name one. Source: Service Authorization Reference, Amazon Personalize.
 */

const RIGHTS = { record: 'send events' } as const;

const entry = z.strictObject({
  tracker: named(/^[A-Za-z0-9_-]{1,64}$/, "Last part of the event tracker's ARN (not the tracking id)."),
  region,
  ...grants(oneOf(RIGHTS)),
});

export type PersonalizeEntry = z.infer<typeof entry>;

export const personalize = {
  name: 'personalize',
  entry,
  docs: {
    title: 'Recommendations with Personalize',
    about: [
      'The Amplify CLI grants nothing here; both profiles give what the library calls. IAM cannot limit it to one event tracker: whoever',
      "may send events may send them to every tracker in the region, and `tracker` says which one the app's are for.",
    ].join(' '),
    rights: RIGHTS,
    examples: [{ tracker: '8f5d1e2a', auth: ['record'] }],
  },
  statements(given: PersonalizeEntry, grantee: Grantee, scope: PolicyScope): readonly Statement[] {
    if (rightsOf(given, grantee).length === 0) return [];
    return [allow(['personalize:PutEvents'], ['*'], onlyIn(given.region ?? scope.region))];
  },
  guestWrites: ({ guest = [] }: PersonalizeEntry): readonly string[] => guest,
} as const satisfies Category<'personalize', typeof entry>;
