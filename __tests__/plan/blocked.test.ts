import { describe, expect, test } from '@jest/globals';
import { absent, known, unchecked } from '../../src/domain/fact.ts';
import { findingOf, type Finding, type UncheckedItem } from '../../src/domain/finding.ts';
import { startOf } from '../../src/domain/place.ts';
import type { RuleId } from '../../src/domain/rule.ts';
import { blockedBy } from '../../src/plan/blocked.ts';
import type { EnvSubject, Judged } from '../../src/plan/subject.ts';
import { manifestOf, observedOf, roleOf, subjectOf } from '../helpers/subject.ts';

const FILE = 'amplify-auth.yml';
const NOTHING: Judged = { findings: [], unchecked: [] };
const why = unchecked('denied', 'not allowed');

function found(rule: RuleId, { env = 'dev', file = FILE }: { env?: string | null; file?: string } = {}): Finding {
  return findingOf(rule, startOf(file), { message: 'm', env });
}
const open = (rule: RuleId, env = 'dev', file = FILE): UncheckedItem => ({
  rule,
  env,
  reason: 'nobody can tell',
  place: startOf(file),
});
const withEnv = (...lines: readonly string[]) => subjectOf({ manifest: manifestOf(lines) });
const observing = (change: Parameters<typeof observedOf>[0], subject = subjectOf()): EnvSubject => ({
  ...subject,
  observed: observedOf(change),
});

test('an env that has nothing wrong may be written', () => {
  expect(blockedBy(subjectOf(), NOTHING)).toBeUndefined();
});

describe('errors', () => {
  const whole = 'the manifest or the run as a whole has errors';
  test.each<[string, EnvSubject, readonly Finding[], string | undefined]>([
    ['of the env', subjectOf(), [found('user-pool/not-found')], 'the env has errors (user-pool/not-found)'],
    ['of another env', subjectOf(), [found('user-pool/not-found', { env: 'prod' })], undefined],
    ['of an env of that name elsewhere', subjectOf(), [found('user-pool/not-found', { file: 'b.yml' })], undefined],
    ['of the whole run', subjectOf(), [found('input/invalid', { env: null })], whole],
    ['that are accepted', subjectOf(), [{ ...found('user-pool/not-found'), ignored: 'known' }], undefined],
    [
      'that are accepted for all',
      subjectOf(),
      [{ ...found('input/invalid', { env: null }), ignored: 'known' }],
      undefined,
    ],
    ['that stop no write', subjectOf(), [found('policy/missing')], undefined],
    [
      'and warnings',
      subjectOf(),
      [found('policy/guest-write'), found('client/callback-urls', { env: null })],
      undefined,
    ],
    ['of the manifest', { ...subjectOf(), manifest: { ...manifestOf(), faulty: true } }, [], whole],
    [
      'of the env in the manifest',
      { ...subjectOf(), env: { ...subjectOf().env, faulty: true } },
      [],
      'the env has errors (manifest)',
    ],
  ])('%s', (_, subject, findings, reason) => {
    const expected = reason === undefined ? undefined : { by: 'errors', reason };
    expect(blockedBy(subject, { findings, unchecked: [] })).toEqual(expected);
  });

  test('come before what is unchecked', () => {
    const subject = observing({ caller: why });
    expect(blockedBy(subject, { findings: [found('account/mismatch')], unchecked: [] })?.by).toBe('errors');
  });
});

describe('what must be known', () => {
  const files = 'what the files hold is unchecked';
  const role = 'a role or function is unchecked: not allowed';
  const lambda = 'lambdas: [{function: admin, access: [read]}]';
  const inner = { name: 'admin', arn: '', roleArn: '', variables: why, updating: false };

  test.each<[string, EnvSubject, string | undefined]>([
    ['the account', observing({ caller: why }), 'the account is unchecked: not allowed'],
    ['the account, absent', observing({ caller: absent }), 'the account is unchecked'],
    ['the user pool', observing({ userPool: why }), `${files}: not allowed`],
    ['the user pool, absent', observing({ userPool: absent }), files],
    ['the second factors', observing({ mfa: why }), `${files}: not allowed`],
    ['the web client', observing({ webClient: why }), `${files}: not allowed`],
    ['the native client', observing({ nativeClient: why }), `${files}: not allowed`],
    ['the identity pool', observing({ identityPool: why }), `${files}: not allowed`],
    ['a group', observing({ groups: new Map([['a', why]]) }), `${files}: not allowed`],
    ['the roles of the identity pool', observing({ identityPoolRoles: why }), role],
    ['the authenticated role', observing({ authRole: why }), role],
    ['the guest role', observing({ guestRole: why }), role],
    ['the role of a group', observing({ groupRoles: new Map([['a', why]]) }), role],
    ['a former role', observing({ formerRoles: new Map([['a', why]]) }), role],
    ['a function', observing({ lambdas: new Map([['admin', why]]) }), role],
    ['the variables of a function', observing({ lambdas: new Map([['admin', known(inner)]]) }), role],
    ['the role of a function', observing({ lambdaRoles: new Map([['admin', why]]) }), role],
    [
      'a function whose policies are left unchanged',
      observing({ lambdas: new Map([['admin', why]]) }, withEnv(lambda, 'policies: {lambdas: check}')),
      undefined,
    ],
    [
      'the policies of a role',
      observing({ authRole: known(roleOf('auth', { inlinePolicies: why })) }),
      'the policies of auth are unchecked: not allowed',
    ],
    [
      'the trust of a role',
      observing({ guestRole: known(roleOf('guest', { trust: why })) }),
      'the trust policy of guest is unchecked: not allowed',
    ],
    ['attached policies', observing({ authRole: known(roleOf('auth', { attachedPolicies: why })) }), undefined],
    ['a role, where nothing is managed', observing({ authRole: why }, withEnv('policies: check')), undefined],
  ])('%s', (_, subject, reason) => {
    expect(blockedBy(subject, NOTHING)).toEqual(reason === undefined ? undefined : { by: 'unchecked', reason });
  });

  test('what a file also holds', () => {
    const manifest = manifestOf(['policies: check'], ['{format: dotenv, path: ".env.{env}"}']);
    const observed = observedOf({ identityPoolRoles: why });
    expect(blockedBy(subjectOf({ manifest, observed }), NOTHING)).toEqual({
      by: 'unchecked',
      reason: `${files}: not allowed`,
    });
    expect(blockedBy(subjectOf({ manifest }), NOTHING)).toBeUndefined();
  });

  test.each<[string, Parameters<typeof observedOf>[0], string | undefined]>([
    ['its files are not looked at', { userPool: why, webClient: why }, undefined],
    ['its account is', { caller: why }, 'the account is unchecked: not allowed'],
    ['its roles are', { authRole: why }, role],
  ])('of an env that only the lock has: %s', (_, change, reason) => {
    const subject: EnvSubject = { ...observing(change), kind: 'orphaned' };
    expect(blockedBy(subject, NOTHING)?.reason).toBe(reason);
  });
});

describe('a trust policy that nobody can read', () => {
  const blocked = (item: UncheckedItem, subject: EnvSubject) => blockedBy(subject, { findings: [], unchecked: [item] });

  test.each<RuleId>(['trust/audience', 'role/not-found', 'account/mismatch'])('%s is unchecked: blocked', (rule) => {
    expect(blocked(open(rule), subjectOf())).toEqual({
      by: 'unchecked',
      reason: `${rule} is unchecked: nobody can tell`,
    });
  });

  test.each<[string, UncheckedItem, EnvSubject]>([
    ['another rule', open('policy/privileged'), subjectOf()],
    ['another rule whose name only holds it', open('identity-pool/role-mapping'), subjectOf()],
    ['another env', open('trust/audience', 'prod'), subjectOf()],
    ['another manifest', open('trust/audience', 'dev', 'b.yml'), subjectOf()],
    ['nothing is managed', open('trust/audience'), withEnv('policies: check')],
    ['an env that only the lock has', open('trust/audience'), { ...subjectOf(), kind: 'orphaned' }],
  ])('not blocked by it: %s', (_, item, subject) => {
    expect(blocked(item, subject)).toBeUndefined();
  });
});
