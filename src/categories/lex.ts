import { z } from 'zod';
import type { Statement } from '../domain/iam-policy.ts';
import { rightsOf, type Category, type Grantee } from './category.ts';
import type { PolicyScope } from '../domain/policy-scope.ts';
import { givesRights, grants, named, need, oneOf, region } from './options.ts';
import { allow, arn } from '../iam/statement.ts';
import { LEX_V1_END, type Retirement } from './retired.ts';

/**
 * Conversations with a Lex bot. Source of the `amplify` profile: `lex_amplify_*` of `amplify-category-interactions`, which knows Lex V1
 * alone and grants every alias of the bot. For Lex V2 the CLI grants nothing, so both profiles are the same there.
 */

const RIGHTS = { send: 'send text and speech to the bot' } as const;

const entry = z
  .strictObject({
    bot: named(/^[A-Za-z0-9_-]{1,100}$/, 'Name of the bot (V1), or its id (V2).'),
    alias: named(/^[A-Za-z0-9_-]{1,100}$/, 'Alias of the bot (V1), or the id of its alias (V2).').optional(),
    version: z
      .union([z.literal(1), z.literal(2)])
      .optional()
      .meta({ description: 'Version of Lex; default: 2.' }),
    region,
    ...grants(oneOf(RIGHTS)),
  })
  .superRefine((given, context) => {
    if (given.alias === undefined && given.version !== 1 && givesRights(given))
      need(context, 'alias', 'Rights on a Lex V2 bot are for one of its aliases.');
  });

export type LexEntry = z.infer<typeof entry>;

export const lex = {
  name: 'lex',
  entry,
  docs: {
    title: 'Conversations with Lex',
    about: [
      'The CLI knows Lex V1 alone and grants every alias of the bot; `strict` grants the `alias` where one is named.',
      `For Lex V2 both profiles grant one alias. Lex V1 was shut down on ${LEX_V1_END.ends}. ${LEX_V1_END.successor}`,
    ].join(' '),
    rights: RIGHTS,
    examples: [
      { bot: 'OrderFlowers_dev', alias: 'live', version: 1, auth: ['send'] },
      { bot: 'ABCDEFGHIJ', alias: 'TSTALIASID', version: 2, auth: ['send'] },
    ],
  },
  statements(given: LexEntry, grantee: Grantee, scope: PolicyScope): readonly Statement[] {
    if (rightsOf(given, grantee).length === 0) return [];
    const { bot, alias } = given;
    if (given.version === 1) {
      const of = scope.profile === 'strict' ? (alias ?? '*') : '*';
      return [allow(['lex:PostContent', 'lex:PostText'], [arn(scope, 'lex', `bot:${bot}:${of}`, given.region)])];
    }
    const actions = ['lex:RecognizeText', 'lex:RecognizeUtterance'];
    return [allow(actions, [arn(scope, 'lex', `bot-alias/${bot}/${alias ?? ''}`, given.region)])];
  },
  retired: ({ version }: LexEntry): Retirement | undefined => (version === 1 ? LEX_V1_END : undefined),
  guestWrites: (): readonly string[] => [],
} as const satisfies Category<'lex', typeof entry>;
