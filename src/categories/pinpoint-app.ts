import { z } from 'zod';
import type { Statement } from '../domain/iam-policy.ts';
import { rightsOf, type Grantee } from './category.ts';
import type { PolicyScope } from '../domain/policy-scope.ts';
import { grants, named, oneOf, region } from './options.ts';
import { allow, arn } from '../iam/statement.ts';

/**
 * What the categories that work with a Pinpoint app have in common: analytics and notifications.
 *
 * Source of the `amplify` profile: `amplify-category-analytics` (`pinpoint_amplify_*` and the policy for in-app messaging) and
 * `amplify-category-notifications` of the Amplify CLI 14.3. They let events go to any region, and to every app whose id begins like
 * this one; `strict` names region and app.
 */

export const PINPOINT_RIGHTS = {
  record: 'send events and keep the own endpoint (the device) up to date',
  inAppMessages: 'get in-app messages',
} as const;

export const pinpointEntry = z.strictObject({
  appId: named(/^[A-Za-z0-9]{1,64}$/, 'Id of the Pinpoint app (project).', '0123456789abcdef0123456789abcdef'),
  region,
  ...grants(oneOf(PINPOINT_RIGHTS)),
});

export type PinpointEntry = z.infer<typeof pinpointEntry>;

export function pinpointStatements(given: PinpointEntry, grantee: Grantee, scope: PolicyScope): readonly Statement[] {
  const granted = rightsOf(given, grantee);
  const app = `apps/${given.appId}`;
  const records = granted.includes('record') ? ['mobiletargeting:PutEvents', 'mobiletargeting:UpdateEndpoint'] : [];
  const messages = granted.includes('inAppMessages') ? ['mobiletargeting:GetInAppMessages'] : [];
  if (scope.profile === 'strict') {
    const actions = [...records, ...messages];
    const resources = [app, `${app}/*`].map((resource) => arn(scope, 'mobiletargeting', resource, given.region));
    return actions.length === 0 ? [] : [allow(actions, resources)];
  }
  return [
    ...(records.length === 0 ? [] : [allow(records, [arn(scope, 'mobiletargeting', `${app}*`, '*')])]),
    ...(messages.length === 0 ? [] : [allow(messages, [arn(scope, 'mobiletargeting', `${app}*`, given.region)])]),
  ];
}

export function pinpointGuestWrites({ guest = [] }: PinpointEntry): readonly string[] {
  return guest.filter((right) => right === 'record');
}
