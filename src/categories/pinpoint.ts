import type { Category } from './category.ts';
import { PINPOINT_RIGHTS, pinpointEntry, pinpointGuestWrites, pinpointStatements } from './pinpoint-app.ts';
import { PINPOINT_END, type Retirement } from './retired.ts';

/** Analytics with Pinpoint, with or without in-app messaging. */
export const pinpoint = {
  name: 'pinpoint',
  entry: pinpointEntry,
  docs: {
    title: 'Analytics with Pinpoint',
    about: [
      'The profile `amplify` lets events go to any region and to all apps whose id begins like this one; `strict` names both.',
      'The CLI always lets guests send events; here they do where the manifest says so.',
      `Amazon Pinpoint was shut down on ${PINPOINT_END.ends}. ${PINPOINT_END.successor}`,
    ].join(' '),
    rights: PINPOINT_RIGHTS,
    examples: [{ appId: '0123456789abcdef0123456789abcdef', auth: ['record', 'inAppMessages'], guest: ['record'] }],
  },
  statements: pinpointStatements,
  retired: (): Retirement => PINPOINT_END,
  guestWrites: pinpointGuestWrites,
} as const satisfies Category<'pinpoint', typeof pinpointEntry>;
