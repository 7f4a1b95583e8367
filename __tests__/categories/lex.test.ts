import { expect, test } from '@jest/globals';
import { lex, type LexEntry } from '../../src/categories/lex.ts';
import { SCOPE } from '../helpers/statements.ts';

const BOT = 'arn:aws:lex:eu-west-1:111122223333:';

test.each<[string, 'amplify' | 'strict', LexEntry, string]>([
  ['V1 with an alias', 'amplify', { bot: 'b', alias: 'a', version: 1 }, 'bot:b:*'],
  ['V1 with an alias', 'strict', { bot: 'b', alias: 'a', version: 1 }, 'bot:b:a'],
  ['V1 without', 'strict', { bot: 'b', version: 1 }, 'bot:b:*'],
  ['V2', 'amplify', { bot: 'B', alias: 'A', version: 2 }, 'bot-alias/B/A'],
  ['V2 by default', 'strict', { bot: 'B', alias: 'A' }, 'bot-alias/B/A'],
])('%s, %s', (_what, profile, entry, expected) => {
  const statements = lex.statements({ ...entry, auth: ['send'] }, { kind: 'auth' }, { ...SCOPE, profile });
  expect(statements.map(({ Resource }) => Resource)).toEqual([[`${BOT}${expected}`]]);
});

test('V2 needs an alias as soon as there are rights', () => {
  expect(lex.entry.safeParse({ bot: 'B', auth: ['send'] }).error?.issues).toMatchObject([{ path: ['alias'] }]);
  expect(lex.entry.safeParse({ bot: 'B', version: 1, auth: ['send'] }).success).toBe(true);
  expect(lex.entry.safeParse({ bot: 'B' }).success).toBe(true);
});
