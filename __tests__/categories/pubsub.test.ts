import { expect, test } from '@jest/globals';
import { pubsub } from '../../src/categories/pubsub.ts';
import { SCOPE } from '../helpers/statements.ts';

const IOT = 'arn:aws:iot:eu-west-1:111122223333:';
const CONNECT = { Action: ['iot:Connect'], Resource: [`${IOT}client/\${cognito-identity.amazonaws.com:sub}*`] };

test.each<[('publish' | 'subscribe')[], readonly object[]]>([
  [['publish'], [CONNECT, { Action: ['iot:Publish'], Resource: [`${IOT}topic/news`, `${IOT}topic/orders/*`] }]],
  [
    ['subscribe'],
    [
      CONNECT,
      { Action: ['iot:Receive'], Resource: [`${IOT}topic/news`, `${IOT}topic/orders/*`] },
      { Action: ['iot:Subscribe'], Resource: [`${IOT}topicfilter/news`, `${IOT}topicfilter/orders/*`] },
    ],
  ],
])('%j', (auth, expected) => {
  const statements = pubsub.statements({ topics: ['news', 'orders/#'], auth }, { kind: 'auth' }, SCOPE);
  expect(statements).toEqual(expected.map((one) => ({ Effect: 'Allow', ...one })));
});

test.each(['#', '+', 'a/+/b', 'a/#/b', 'a*', '$aws/things', '/a', 'a/', 'a//b', 'a/${x}', 'a b', ''])(
  'no topic: "%s"',
  (topic) => {
    expect(pubsub.entry.safeParse({ topics: [topic] }).success).toBe(false);
  },
);

test('at least one topic', () => {
  expect(pubsub.entry.safeParse({ topics: [] }).success).toBe(false);
});
