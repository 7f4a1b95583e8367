import type { Category } from './category.ts';
import { PINPOINT_END, type Retirement } from './retired.ts';
import { PINPOINT_RIGHTS, pinpointEntry, pinpointGuestWrites, pinpointStatements } from './pinpoint-app.ts';

/**
 * Notifications by a Pinpoint app: push, in-app, SMS and e-mail. The CLI attaches its policy to the roles of the root stack, never to
 * imported ones, so an imported auth gets nothing from it.
 */
export const notifications = {
  name: 'notifications',
  entry: pinpointEntry,
  docs: {
    title: 'Notifications with Pinpoint',
    about: [
      'Every channel needs `record`: it registers the device and reports what became of a message; in-app messages are received as well.',
      'Statements are those of `pinpoint`, in a policy of their own.',
      `Amazon Pinpoint was shut down on ${PINPOINT_END.ends}. ${PINPOINT_END.successor}`,
    ].join(' '),
    rights: PINPOINT_RIGHTS,
    examples: [{ appId: '0123456789abcdef0123456789abcdef', auth: ['record', 'inAppMessages'] }],
  },
  statements: pinpointStatements,
  retired: (): Retirement => PINPOINT_END,
  guestWrites: pinpointGuestWrites,
} as const satisfies Category<'notifications', typeof pinpointEntry>;
