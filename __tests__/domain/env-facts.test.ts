import { describe, expect, test } from '@jest/globals';
import { FACT_MEMBERS, factsFor, factsIn, roleFactsIn, withFacts, withInner } from '../../src/domain/env-facts.ts';
import { absent, known, unchecked, type Fact } from '../../src/domain/fact.ts';
import type { LambdaFunction, ObservedEnv, Role } from '../../src/domain/observed.ts';
import { accountCredentials } from '../../src/rules/account/credentials.ts';
import type { EnvView } from '../../src/rules/rule.ts';

/** An env of which each fact says where it is from. */
function envOf(fact: (member: string) => Fact<never>): ObservedEnv {
  const several = (member: string) => new Map([['one', fact(member)]]);
  return {
    env: 'dev',
    caller: fact('caller'),
    userPool: fact('userPool'),
    webClient: fact('webClient'),
    nativeClient: fact('nativeClient'),
    mfa: fact('mfa'),
    identityProviders: fact('identityProviders'),
    candidates: fact('candidates'),
    identityPool: fact('identityPool'),
    identityPoolRoles: fact('identityPoolRoles'),
    authRole: fact('authRole'),
    guestRole: fact('guestRole'),
    groups: several('groups'),
    groupRoles: several('groupRoles'),
    poolGroups: fact('poolGroups'),
    unnamedGroupRoles: several('unnamedGroupRoles'),
    lambdas: several('lambdas'),
    lambdaRoles: several('lambdaRoles'),
    formerRoles: several('formerRoles'),
    hosting: several('hosting'),
    existing: {},
  };
}

const NAMED = envOf((member) => unchecked('denied', member));
const members = (facts: readonly { readonly member: string }[]) => facts.map(({ member }) => member);

test('every fact is listed once, with what it says', () => {
  expect(factsIn(NAMED).map(({ fact }) => fact.state === 'unchecked' && fact.reason)).toEqual([...FACT_MEMBERS]);
  expect(Object.keys(NAMED).toSorted()).toEqual(['env', 'existing', ...FACT_MEMBERS].toSorted());
});

test('a fact that was not asked for is not listed', () => {
  const { hosting, ...rest } = NAMED;
  const facts = factsIn({ ...rest, nativeClient: undefined, lambdas: new Map() });
  expect(members(facts)).toEqual(FACT_MEMBERS.filter((one) => !['nativeClient', 'lambdas', 'hosting'].includes(one)));
});

test('what a write needs', () => {
  expect(members(factsFor(NAMED, ['files']))).toEqual([
    'userPool',
    'webClient',
    'nativeClient',
    'mfa',
    'identityPool',
    'groups',
  ]);
  const roles = ['identityPoolRoles', 'authRole', 'guestRole', 'groups', 'groupRoles'];
  expect(members(factsFor(NAMED, ['roles']))).toEqual([...roles, 'formerRoles']);
  expect(members(factsFor(NAMED, ['roles', 'lambdas']))).toEqual([...roles, 'lambdas', 'lambdaRoles', 'formerRoles']);
});

test('roles', () => {
  expect(members(roleFactsIn(NAMED))).toEqual(['authRole', 'guestRole', 'groupRoles', 'lambdaRoles', 'formerRoles']);
});

test('facts are put back where they were taken from', () => {
  expect(
    withFacts(
      envOf(() => absent),
      factsIn(NAMED),
    ),
  ).toEqual(NAMED);
});

describe('credentials that run out at one call are reported, whichever it was', () => {
  const gone = unchecked('credentials', 'they ran out');
  const judged = (observed: ObservedEnv) => {
    const view = { env: { source: { kind: 'map', entries: new Map() } }, observed } as unknown as EnvView;
    return accountCredentials.judge(view).map((one) => one.kind === 'problem' && one.message);
  };

  test.each(FACT_MEMBERS)('%s', (member) => {
    expect(judged(envOf((one) => (one === member ? gone : unchecked('offline', ''))))).toEqual(['they ran out']);
  });

  const role: Role = { arn: '', name: '', trust: absent, inlinePolicies: absent, attachedPolicies: absent };
  const lambda: LambdaFunction = { name: '', arn: '', roleArn: '', variables: gone, updating: false };
  test.each<[string, unknown]>([
    ['the trust of a role', { ...role, trust: gone }],
    ['its policies', { ...role, inlinePolicies: gone }],
    ['its attached policies', { ...role, attachedPolicies: gone }],
    ['the variables of a function', lambda],
  ])('%s', (_, value) => {
    const fact = known(value);
    expect(withInner({ member: 'authRole', name: undefined, fact })).toContain(gone);
    expect(judged(envOf((one) => (one === 'authRole' ? (fact as Fact<never>) : absent)))).toEqual(['they ran out']);
  });
});
