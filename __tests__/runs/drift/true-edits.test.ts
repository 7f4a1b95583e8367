import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { completeFacts, lockedFacts } from '../../../src/lock/locked-facts.ts';
import { appliedShop, GROUP, install, world } from '../../helpers/drift-world.ts';
import { Chance, inOtherWords, rewritePolicies } from '../../helpers/same-meaning.ts';
import { EDITS } from '../../helpers/single-edits.ts';

const RUNS = 200;

test(`${RUNS} single edits: each is found, named, and shown before and now; and nothing else is`, async () => {
  const done = new Map<string, number>();
  let seed = 0;
  for (let run = 0; run < RUNS; seed += 1) {
    const edit = EDITS[run % EDITS.length]!;
    const applied = await appliedShop((aws, env) => fc.sample(world(aws, env), { seed, numRuns: 1 })[0]!);
    const { shop, env, before } = applied;
    const chance = new Chance(seed);
    const after = structuredClone(before);
    if (!edit.make(after, applied, chance)) continue;
    run += 1;
    // Everything else is read in other words, as it would be on another day.
    install(shop.aws, env, inOtherWords(after, chance));
    if (!/^(trust|policy)/.test(edit.what)) rewritePolicies(shop.aws, chance);
    const report = await shop.run('drift', { 'fail-on': 'drift' });
    const found = report.findings.filter(({ rule }) => rule.startsWith('drift/'));
    expect([edit.what, found]).toEqual([
      edit.what,
      [expect.objectContaining({ rule: edit.rule, fields: [edit.field], env: 'dev' })],
    ]);
    expect(`${found[0]?.message}\n${found[0]?.hint}`).toContain(edit.field);
    if (edit.rule !== 'drift/file') expect(found[0]?.hint).toMatch(/\n {2}before: .+\n {2}now: {4}.+/);
    const [, shownBefore, shownNow] = /before: (.+)\n {2}now: {4}(.+)/.exec(found[0]?.hint ?? '') ?? [];
    if (shownBefore !== undefined) expect(shownNow).not.toBe(shownBefore);
    expect(report.result).toBe('drift');
    done.set(edit.what, (done.get(edit.what) ?? 0) + 1);
  }
  expect([...done.keys()].toSorted()).toEqual([...new Set(EDITS.map(({ what }) => what))].toSorted());
});

test('there is an edit for every fact that a lock keeps', () => {
  const edited = new Set(EDITS.map(({ rule, field }) => `${rule} ${field}`));
  const { userPool, mfa, client, identityPool } = completeFacts;
  const wanted = [
    ...Object.keys(userPool.shape).map((key) => `drift/user-pool ${key}`),
    ...Object.keys(mfa.shape).map((key) => `drift/user-pool mfa.${key}`),
    ...Object.keys(client.shape).map((key) => `drift/client ${key}`),
    ...Object.keys(identityPool.shape).map((key) => `drift/identity-pool ${key}`),
    ...['authTrust', 'guestTrust', `groupTrust.${GROUP}`].map((key) => `drift/trust ${key}`),
    `drift/role ${GROUP}`,
    `drift/role precedence of ${GROUP}`,
  ];
  // Names are kept for `amplify-cli` outputs alone: names.test.ts.
  const anywhere = wanted.filter((one) => !one.endsWith(' name'));
  expect(anywhere.filter((one) => !edited.has(one))).toEqual([]);
  // A part that is added to the lock wants its own edits.
  expect(Object.keys(lockedFacts.shape).toSorted()).toEqual([
    'authTrust',
    'groupPrecedence',
    'groupRoles',
    'groupTrust',
    'guestTrust',
    'identityPool',
    'identityProviders',
    'mfa',
    'nativeClient',
    'userPool',
    'webClient',
  ]);
});
