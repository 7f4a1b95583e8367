import { describe, expect, test } from '@jest/globals';
import { known } from '../../src/domain/fact.ts';
import type { Change, LockChange } from '../../src/domain/plan.ts';
import { policyOf, serialisePolicy } from '../../src/iam/document.ts';
import {
  differenceFrom,
  envDigest,
  isOutdatedDigest,
  joinedDigest,
  parseReviewedPlan,
  planDigest,
  wholeOf,
  type ReviewedPlan,
} from '../../src/plan/digest.ts';
import { emptyPlan, type EnvPlan } from '../../src/plan/plan.ts';
import { arnOf, clientOf, entryWith, manifestOf, observedOf, roleOf, subjectOf } from '../helpers/subject.ts';

const common = { env: 'dev', manifest: 'amplify-auth.yml', action: 'update' } as const;
const FILE: Change = { ...common, kind: 'file', target: 'a', path: 'a', format: 'dotenv', before: null, after: 'x' };
const OTHER: Change = { ...FILE, target: 'b', path: 'b' };
const statement = (action: string) => ({ Effect: 'Allow', Action: [action], Resource: '*' }) as const;
const POLICY: Change = {
  ...common,
  kind: 'role-policy',
  target: 'auth/p',
  role: arnOf('auth'),
  policyName: 'p',
  before: serialisePolicy(policyOf([statement('s3:GetObject')])),
  after: policyOf([statement('s3:GetObject'), statement('s3:PutObject')]),
};
const file = (published: boolean, path = 'a') => ({ path, format: 'dotenv', hash: 'h', published });
const LOCK: LockChange = {
  ...common,
  kind: 'lock',
  target: 'l#dev',
  path: 'l',
  before: null,
  after: entryWith({ files: [file(true)] }),
};
const LAMBDA: Change = {
  ...common,
  kind: 'lambda-environment',
  target: 'f/V',
  function: 'f',
  variable: 'V',
  before: null,
  after: 'x',
};

function planOf(changes: readonly Change[], change: Parameters<typeof subjectOf>[0] = {}): EnvPlan {
  return { ...emptyPlan(subjectOf(change)), changes };
}
const digestOf = (...changes: readonly Change[]) => envDigest(planOf(changes));

test('the digest of an env is its SHA-256, and the same each time', () => {
  expect(digestOf(FILE)).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(digestOf(FILE)).toBe(digestOf({ ...FILE }));
});

describe('what the digest of an env covers', () => {
  test.each<[string, Change, Change]>([
    ['the target', FILE, { ...FILE, target: 'c' }],
    ['the action', FILE, { ...FILE, action: 'create' }],
    ['the text before', FILE, { ...FILE, before: 'y' }],
    ['the text after', FILE, { ...FILE, after: 'y' }],
    ['the kind of policy', POLICY, { ...POLICY, kind: 'lambda-policy' }],
    ['the role of a policy', POLICY, { ...POLICY, role: arnOf('guest') }],
    ['what a policy allows', POLICY, { ...POLICY, after: policyOf([statement('s3:*')]) }],
    ['that a policy goes', POLICY, { ...POLICY, after: null }],
    ['what a policy allowed', POLICY, { ...POLICY, before: serialisePolicy(policyOf([statement('s3:*')])) }],
    ['that there was no policy', POLICY, { ...POLICY, before: null }],
    ['a stored policy that nobody can read', { ...POLICY, before: 'x' }, { ...POLICY, before: 'y' }],
    ['the value of a variable', LAMBDA, { ...LAMBDA, after: 'y' }],
    ['an entry of the lock', LOCK, { ...LOCK, after: entryWith({ accountId: '999988887777' }) }],
    ['the files of a lock', LOCK, { ...LOCK, after: entryWith({ files: [file(true, 'b')] }) }],
    ['an entry of the lock as it was', LOCK, { ...LOCK, before: entryWith() }],
    ['that an entry goes', { ...LOCK, before: entryWith() }, { ...LOCK, before: entryWith(), after: null }],
  ])('%s', (_, one, other) => {
    expect(digestOf(one)).not.toBe(digestOf(other));
  });

  test('the changes and their order', () => {
    expect(new Set([digestOf(), digestOf(FILE), digestOf(FILE, OTHER), digestOf(OTHER, FILE)]).size).toBe(4);
  });

  const role = (name: string) => ({ authenticated: arnOf(name), unauthenticated: undefined, mappings: [] });
  test.each<[string, Parameters<typeof subjectOf>[0]]>([
    ['the account', { observed: observedOf({ caller: known({ accountId: '999988887777', arn: '' }) }) }],
    ['the user pool', { manifest: manifestOf(['userPoolId: eu-west-1_Other']) }],
    [
      'the identity pool',
      { manifest: manifestOf(['identityPoolId: "eu-west-1:22222222-2222-3333-4444-555555555555"']) },
    ],
    ['the web client', { observed: observedOf({ webClient: known(clientOf('other')) }) }],
    ['the native client', { observed: observedOf({ nativeClient: known(clientOf('other')) }) }],
    ['that there is no native client', { observed: observedOf({ nativeClient: undefined }) }],
    [
      'the authenticated role',
      { observed: observedOf({ identityPoolRoles: known({ ...role('x'), unauthenticated: arnOf('guest') }) }) },
    ],
    [
      'the guest role',
      { observed: observedOf({ identityPoolRoles: known({ ...role('auth'), unauthenticated: arnOf('x') }) }) },
    ],
    ['the roles of groups', { manifest: manifestOf([`groups: {editors: "${arnOf('editors')}"}`]) }],
  ])('%s', (_, change) => {
    expect(envDigest(planOf([FILE], change))).not.toBe(envDigest(planOf([FILE])));
  });
});

describe('what it does not cover', () => {
  test.each<[string, EnvPlan]>([
    [
      'who asks',
      planOf([FILE], { observed: observedOf({ caller: known({ accountId: '111122223333', arn: 'other' }) }) }),
    ],
    [
      'the trust of a role',
      planOf([FILE], { observed: observedOf({ authRole: known(roleOf('auth', { trust: known(policyOf([])) })) }) }),
    ],
    ['notes and findings', { ...planOf([FILE]), notes: ['a note'] }],
    ['that files have been published', planOf([FILE, { ...LOCK, before: entryWith({ files: [file(false)] }) }])],
  ])('%s', (_, plan) => {
    expect(envDigest(plan)).toBe(digestOf(FILE));
  });

  test('how a policy is written', () => {
    const [a, b] = [statement('s3:GetObject'), statement('s3:PutObject')];
    const spelled = { ...a, Action: 'S3:getobject' } as const;
    expect(digestOf({ ...POLICY, after: policyOf([b, spelled]) })).toBe(digestOf(POLICY));
    expect(digestOf({ ...POLICY, before: JSON.stringify(policyOf([spelled]), null, 2) })).toBe(digestOf(POLICY));
  });

  test('the order of groups', () => {
    const groups = (...names: readonly string[]) =>
      `groups: {${names.map((name) => `${name}: "${arnOf(name)}"`).join(', ')}}`;
    const digest = (...names: readonly string[]) =>
      envDigest(planOf([FILE], { manifest: manifestOf([groups(...names)]) }));
    expect(digest('a', 'b')).toBe(digest('b', 'a'));
  });

  test('whether the files of an entry that changes otherwise have been published', () => {
    const after = entryWith({ accountId: '999988887777', files: [file(false)] });
    const published = { ...after, files: [file(true)] };
    expect(digestOf({ ...LOCK, before: entryWith(), after })).toBe(
      digestOf({ ...LOCK, before: entryWith(), after: published }),
    );
  });
});

const ALL: Parameters<typeof planDigest>[0] = [
  ['dev', planOf([FILE, POLICY])],
  ['idle', planOf([])],
  ['shop/prod', planOf([LAMBDA])],
];
const SHORT =
  /^sha256:[0-9a-f]{64};dev=[0-9a-f]{32}:[0-9a-f]{32},[0-9a-f]{32},[0-9a-f]{32};shop\/prod=[0-9a-f]{32}:[0-9a-f]{32},[0-9a-f]{32}$/;

describe('the digest of a plan', () => {
  test('names each env that has changes, and its parts', () => {
    expect(planDigest(ALL)).toMatch(SHORT);
    expect(wholeOf(planDigest(ALL))).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(planDigest(ALL).split(';')[1]).toContain(
      envDigest(ALL[0]![1]).slice('sha256:'.length, 'sha256:'.length + 32),
    );
  });

  test('covers names and envs', () => {
    const renamed = [['test', ALL[0]![1]] as const];
    const wholes = [ALL, ALL.slice(0, 1), renamed, []].map((all) => wholeOf(planDigest(all)));
    expect(new Set(wholes).size).toBe(4);
  });

  test('does not depend on envs without changes', () => {
    expect(planDigest(ALL.filter(([name]) => name !== 'idle'))).toBe(planDigest(ALL));
  });

  test('is joined from the digests of groups', () => {
    const digests = Object.fromEntries(ALL.map(([name, plan]) => [name, envDigest(plan)]));
    const groups = [ALL.slice(2), ALL.slice(0, 2)].map(planDigest);
    expect(joinedDigest(groups, digests, ['dev', 'idle', 'shop/prod'])).toBe(planDigest(ALL));
    expect(joinedDigest([planDigest([])], {}, ['idle'])).toBe(planDigest([]));
  });
});

describe('a reviewed plan', () => {
  const [zeros, ones] = ['0'.repeat(64), '1'.repeat(64)];
  const part = (digit: string) => digit.repeat(32);

  test.each<[string, string, ReviewedPlan | undefined]>([
    ['one digest', `sha256:${zeros}`, { kind: 'whole', digest: zeros }],
    ['without its prefix', zeros, { kind: 'whole', digest: zeros }],
    ['in capitals', 'A'.repeat(64), undefined],
    ['too short', '0'.repeat(63), undefined],
    ['too long', '0'.repeat(65), undefined],
    ['nothing', '', undefined],
    [
      'with parts',
      `sha256:${zeros};dev=${part('1')}:${part('2')},${part('3')};a/b-c=${part('4')}:${part('5')}`,
      {
        kind: 'envs',
        envs: new Map([
          ['dev', { digest: part('1'), parts: [part('2'), part('3')] }],
          ['a/b-c', { digest: part('4'), parts: [part('5')] }],
        ]),
      },
    ],
    ['with parts of an env that are none', `${zeros};dev=${part('1')}:`, undefined],
    ['with something before a part', `${zeros};.dev=${part('1')}:${part('2')}`, undefined],
    ['with something behind a part', `${zeros};dev=${part('1')}:${part('2')}.`, undefined],
    ['with an empty part', `${zeros};`, undefined],
    [
      'JSON',
      JSON.stringify({ dev: `sha256:${zeros}`, prod: ones }),
      {
        kind: 'envs',
        envs: new Map([
          ['dev', { digest: zeros, parts: undefined }],
          ['prod', { digest: ones, parts: undefined }],
        ]),
      },
    ],
    ['empty JSON', '{}', { kind: 'envs', envs: new Map() }],
    ['JSON that is broken', '{', undefined],
    ['JSON with something else', '{"dev": 7}', undefined],
    ['JSON with a wrong digest', '{"dev": "sha256:0"}', undefined],
  ])('%s', (_, text, expected) => {
    expect(parseReviewedPlan(text)).toEqual(expected);
  });

  test.each<[string, string, boolean]>([
    ['parts of 64 bits', `${zeros};dev=${part('1')}:${'2'.repeat(16)}`, true],
    ['no parts', `${zeros};dev=${part('1')}:`, true],
    ['one of several', `${zeros};dev=${part('1')}:${part('2')};b=${part('1')}:${'2'.repeat(16)}`, true],
    ['parts of today', `${zeros};dev=${part('1')}:${part('2')}`, false],
    ['one digest', zeros, false],
    ['no digest', `x;dev=${part('1')}:`, false],
    ['something else behind it', `${zeros};dev`, false],
    ['something before the name', `${zeros};.dev=${part('1')}:`, false],
    ['something behind the parts', `${zeros};dev=${part('1')}:x`, false],
  ])('is it that of an earlier version? %s', (_, text, expected) => {
    expect(isOutdatedDigest(text)).toBe(expected);
  });
});

describe('what differs from the reviewed plan', () => {
  const DEV = planOf([FILE, OTHER]);
  const reviewedAs = (text: string): ReviewedPlan => parseReviewedPlan(text)!;
  const from = (all: typeof ALL) => reviewedAs(planDigest(all));
  const now = (reviewed: ReviewedPlan, plan: EnvPlan = DEV, all: typeof ALL = [['dev', plan]]) =>
    differenceFrom(reviewed, 'dev', plan, all);
  const elsewhere = { observed: observedOf({ webClient: known(clientOf('other')) }) };
  const rests = 'account, pools, clients or roles are others';
  const both = 'update file a, update file b';
  const json = (plan: EnvPlan) => reviewedAs(JSON.stringify({ dev: envDigest(plan) }));
  const whole = (all: typeof ALL) => reviewedAs(wholeOf(planDigest(all)));

  test.each<[string, ReviewedPlan, EnvPlan, string | undefined]>([
    ['nothing', from([['dev', DEV]]), DEV, undefined],
    ['nothing, in a plan without changes', from([['dev', DEV]]), planOf([], elsewhere), undefined],
    ['a change that is done already', from([['dev', DEV]]), planOf([OTHER]), undefined],
    ['a new change', from([['dev', planOf([OTHER])]]), DEV, 'new or different: update file a'],
    [
      'another change',
      from([['dev', planOf([{ ...FILE, after: 'y' }, OTHER])]]),
      DEV,
      'new or different: update file a',
    ],
    ['what it rests on', from([['dev', DEV]]), planOf([FILE, OTHER], elsewhere), rests],
    [
      'both',
      from([['dev', planOf([FILE])]]),
      planOf([FILE, OTHER], elsewhere),
      `${rests}; new or different: update file b`,
    ],
    ['an env that had no changes', from([['prod', DEV]]), DEV, `it had no changes then; now: ${both}`],
    ['nothing, by JSON', json(DEV), DEV, undefined],
    ['something, by JSON', json(planOf([FILE])), DEV, `now: ${both}`],
    ['nothing, by the digest of the whole', whole([['dev', DEV]]), DEV, undefined],
    ['nothing, by the digest of the env', reviewedAs(envDigest(DEV)), DEV, undefined],
    ['something, by one digest', whole([['dev', planOf([FILE])]]), DEV, both],
    [
      'that files have been published',
      from([['dev', DEV]]),
      planOf([FILE, OTHER, { ...LOCK, before: entryWith({ files: [file(false)] }) }]),
      undefined,
    ],
  ])('%s', (_, reviewed, plan, expected) => {
    expect(now(reviewed, plan)).toBe(expected);
  });

  test('a whole plan that differs in another env does not pass', () => {
    const prod = ['prod', planOf([OTHER])] as const;
    expect(now(whole([['dev', DEV], prod]), DEV, [['dev', DEV]])).toBe(both);
    expect(now(whole([['dev', DEV], prod]), DEV, [['dev', DEV], prod])).toBeUndefined();
  });
});
