import { z } from 'zod';
import type { Statement } from '../domain/iam-policy.ts';
import { rightsOf, type Category, type Grantee } from './category.ts';
import type { PolicyScope } from '../domain/policy-scope.ts';
import { grants, oneOf, region } from './options.ts';
import { allow, arn, OWN } from '../iam/statement.ts';

/**
 * Messages by AWS IoT. The Amplify CLI has nothing for it.
 *
 * IoT judges guests only by these statements, and signed-in identities also by an IoT policy that has to be attached to each of them,
 * which is not done here. Source: AWS IoT Developer Guide, "Authorization with Amazon Cognito identities".
 */

const RIGHTS = {
  publish: 'publish to the topics',
  subscribe: 'subscribe to the topics and receive their messages',
} as const;

/** MQTT levels; `/#` at the end, as in MQTT itself, means all that is below. `+` would need a wildcard that stops at `/`. */
const TOPIC = /^[A-Za-z0-9_.:-]+(\/[A-Za-z0-9_.:-]+)*(\/#)?$/;

const entry = z.strictObject({
  topics: z
    .array(z.string().max(256).regex(TOPIC))
    .min(1)
    .meta({
      description: 'Topics; `orders/#` stands for all that is below `orders`.',
      examples: [['news', 'orders/#']],
    }),
  region,
  ...grants(oneOf(RIGHTS)),
});

export type PubsubEntry = z.infer<typeof entry>;

export const pubsub = {
  name: 'pubsub',
  entry,
  docs: {
    title: 'Messages with AWS IoT',
    about: [
      'The Amplify CLI grants nothing here; both profiles give the same. The client id has to begin with the identity id.',
      'Signed-in users also need an IoT policy attached to their identity (`iot:AttachPolicy`), which is not done here.',
    ].join(' '),
    rights: RIGHTS,
    examples: [{ topics: ['news', 'orders/#'], auth: ['publish', 'subscribe'], guest: ['subscribe'] }],
  },
  statements(given: PubsubEntry, grantee: Grantee, scope: PolicyScope): readonly Statement[] {
    const granted = rightsOf(given, grantee);
    if (granted.length === 0) return [];
    const on = (kind: string) =>
      given.topics.map((topic) => arn(scope, 'iot', `${kind}/${topic.replace(/#$/, '*')}`, given.region));
    const messages = [
      ...(granted.includes('publish') ? ['iot:Publish'] : []),
      ...(granted.includes('subscribe') ? ['iot:Receive'] : []),
    ];
    return [
      allow(['iot:Connect'], [arn(scope, 'iot', `client/${OWN}*`, given.region)]),
      allow(messages, on('topic')),
      ...(granted.includes('subscribe') ? [allow(['iot:Subscribe'], on('topicfilter'))] : []),
    ];
  },
  guestWrites: ({ guest = [] }: PubsubEntry): readonly string[] => guest.filter((right) => right === 'publish'),
} as const satisfies Category<'pubsub', typeof entry>;
