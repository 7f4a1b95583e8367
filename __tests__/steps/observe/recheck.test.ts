import { describe, expect, test } from '@jest/globals';
import { FACT_MEMBERS, factsIn, type FactMember } from '../../../src/domain/env-facts.ts';
import { absent, known, unchecked, valueOf, type Fact } from '../../../src/domain/fact.ts';
import type { ObservedEnv, Role } from '../../../src/domain/observed.ts';
import { missesSomething, rechecked } from '../../../src/steps/observe/recheck.ts';
import { arnOf, entryWith, observedOf, roleOf } from '../../helpers/subject.ts';

const SEVERAL: readonly FactMember[] = ['groups', 'groupRoles', 'lambdas', 'lambdaRoles', 'formerRoles', 'hosting'];

/** A healthy env but for this fact. */
function envWith(member: FactMember, fact: Fact<unknown>): ObservedEnv {
  return observedOf({ [member]: SEVERAL.includes(member) ? new Map([['one', fact]]) : fact });
}

const factOf = (observed: ObservedEnv, member: FactMember) =>
  factsIn(observed).find((one) => one.member === member)?.fact;
const SEEN = known({ arn: arnOf('one'), name: 'one' });

describe.each(FACT_MEMBERS)('%s', (member) => {
  test('that is absent is a reason for a second look', () => {
    expect(missesSomething(envWith(member, absent), undefined)).toBe(true);
    expect(missesSomething(envWith(member, SEEN), undefined)).toBe(false);
    expect(missesSomething(envWith(member, unchecked('denied', '')), undefined)).toBe(false);
  });

  test.each<[string, Fact<unknown>, Fact<unknown>, Fact<unknown>]>([
    ['is there if only the first look saw it', SEEN, absent, SEEN],
    ['is there if only the second look saw it', absent, SEEN, SEEN],
    ['is absent if neither look saw it', absent, absent, absent],
    ['is unchecked if the second look could not see it', SEEN, unchecked('denied', 'x'), unchecked('denied', 'x')],
    ['is unchecked if the first look could not see it', unchecked('denied', 'x'), absent, unchecked('denied', 'x')],
  ])('%s', (_, first, second, expected) => {
    expect(factOf(rechecked(envWith(member, first), envWith(member, second)), member)).toEqual(expected);
  });
});

const policies = (...names: readonly string[]) => known(names.map((name) => ({ name, text: `{} ${name}` })));
const ROLES = ['authRole', 'guestRole', 'groupRoles', 'lambdaRoles', 'formerRoles'] as const;

describe.each(ROLES)('the inline policies of a role among %s', (member) => {
  const after = (before: Fact<Role>, now: Fact<Role>) => {
    const fact = factOf(rechecked(envWith(member, before), envWith(member, now)), member) as Fact<Role>;
    return valueOf(fact)!.inlinePolicies;
  };
  const role = (...names: readonly string[]) => known(roleOf('one', { inlinePolicies: policies(...names) }));
  const closed = known(roleOf('one', { inlinePolicies: unchecked('denied', 'x') }));

  test('are those of both looks', () => {
    expect(after(role('a', 'b'), role('b', 'c'))).toEqual(policies('b', 'c', 'a'));
  });

  test('have the newer text', () => {
    const old = known(roleOf('one', { inlinePolicies: known([{ name: 'a', text: 'old' }]) }));
    expect(after(old, role('a'))).toEqual(policies('a'));
  });

  test('are those of the newer role if it is another role', () => {
    expect(after(role('a'), known(roleOf('two', { inlinePolicies: policies('b') })))).toEqual(policies('b'));
  });

  test('are what the second look says if one of the looks could not see them', () => {
    expect(after(closed, role('a'))).toEqual(policies('a'));
    expect(after(role('a'), closed)).toEqual(unchecked('denied', 'x'));
  });
});

test('the role of a function that the second look did not find is still known', () => {
  const first = observedOf({ lambdaRoles: new Map([['admin', known(roleOf('admin'))]]) });
  expect(rechecked(first, observedOf()).lambdaRoles).toEqual(first.lambdaRoles);
});

test('a former role that the second look did not ask for is not brought back', () => {
  const first = observedOf({ formerRoles: new Map([[arnOf('old'), known(roleOf('old'))]]) });
  expect(rechecked(first, observedOf()).formerRoles).toEqual(new Map());
});

describe('what the lock has and the first look did not see is a reason for a second look', () => {
  const named = (authenticated?: string, unauthenticated?: string) =>
    observedOf({ identityPoolRoles: known({ authenticated, unauthenticated, mappings: [] }) });
  const locked = (role: string) => entryWith({ policies: [{ role: arnOf(role), name: 'a', hash: '' }] });
  const holding = (member: (typeof ROLES)[number], inlinePolicies: Role['inlinePolicies']) =>
    envWith(member, known(roleOf('one', { inlinePolicies })));

  test.each<[string, ObservedEnv, Parameters<typeof missesSomething>[1], boolean]>([
    ['both roles', named(arnOf('auth'), arnOf('guest')), entryWith(), false],
    ['no authenticated role', named(undefined, arnOf('guest')), entryWith(), true],
    ['no guest role', named(arnOf('auth')), entryWith(), true],
    ['no guest role, and there was none', named(arnOf('auth')), entryWith({ guestRoleArn: null }), false],
    [
      'no authenticated role, and there was none',
      named(undefined, arnOf('guest')),
      entryWith({ authRoleArn: null }),
      false,
    ],
    ['no roles, and no lock', named(), undefined, false],
    ['roles that could not be read', observedOf({ identityPoolRoles: unchecked('denied', '') }), entryWith(), false],
    ['an env without an identity pool', observedOf({ identityPoolRoles: undefined }), entryWith(), false],
    ['a policy on a role that was not seen', observedOf(), locked('other'), false],
    ...ROLES.flatMap((member): readonly [string, ObservedEnv, Parameters<typeof missesSomething>[1], boolean][] => [
      [`a policy that is there (${member})`, holding(member, policies('b', 'a')), locked('one'), false],
      [`a policy that is not (${member})`, holding(member, policies('b')), locked('one'), true],
      [`policies that could not be read (${member})`, holding(member, unchecked('denied', '')), locked('one'), false],
    ]),
  ])('%s', (_, observed, entry, expected) => {
    expect(missesSomething(observed, entry)).toBe(expected);
  });
});
