import { describe, expect, test } from '@jest/globals';
import { absent, known, unchecked, type Fact } from '../../src/domain/fact.ts';
import type { ObservedEnv, Role } from '../../src/domain/observed.ts';
import { policyDrift } from '../../src/drift/policies.ts';
import { canonicalPolicy, policyHash, policyOf, serialisePolicy } from '../../src/iam/document.ts';
import { emptyLock } from '../../src/lock/lock-parts.ts';
import type { LockedPolicy } from '../../src/lock/model.ts';
import { wantedIn } from '../../src/plan/subject.ts';
import { arnOf, entryWith, manifestOf, observedOf, roleOf, subjectOf } from '../helpers/subject.ts';

const NAME = 'amplify-import-auth.shop.dev.storage';
const LAMBDA = 'amplify-import-auth.shop.dev.lambda';
const document = policyOf([{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['a', 'b'] }]);
const other = policyOf([{ Effect: 'Allow', Action: ['s3:*'], Resource: ['*'] }]);
const locked = (role: string, name = NAME, hash = policyHash(document)): LockedPolicy => ({
  role: arnOf(role),
  name,
  hash,
});
const inline = (text: string, name = NAME) => known([{ name, text }]);
const role = (name: string, inlinePolicies: Role['inlinePolicies'] = known([])) =>
  known(roleOf(name, { inlinePolicies }));
const why = unchecked('denied', 'not allowed');

/** The manifest leads to the policy on the authenticated role. */
const STORAGE = manifestOf(['categories: {storage: [{bucket: files, auth: [read]}]}']);

function drift(
  policies: readonly LockedPolicy[],
  change: Partial<ObservedEnv>,
  subject = subjectOf({ manifest: STORAGE }),
) {
  return policyDrift({ ...subject, observed: observedOf(change) }, entryWith({ policies }));
}
const messages = (...of: Parameters<typeof drift>) => drift(...of).findings.map(({ message }) => message);

describe('a policy of the lock', () => {
  test.each<[string, Partial<ObservedEnv>, readonly string[]]>([
    ['is as it was', { authRole: role('auth', inline(serialisePolicy(document))) }, []],
    [
      'is written in another way',
      {
        authRole: role(
          'auth',
          inline(
            JSON.stringify(
              { Statement: [{ Resource: ['b', 'a'], Action: 's3:getobject', Effect: 'Allow' }], Version: '2012-10-17' },
              null,
              2,
            ),
          ),
        ),
      },
      [],
    ],
    ['is missing', { authRole: role('auth', inline('{}', 'other')) }, [`the policy ${NAME} is missing on auth`]],
    [
      'was changed',
      { authRole: role('auth', inline(serialisePolicy(other))) },
      [`the policy ${NAME} on auth was changed by hand`],
    ],
    ['cannot be parsed', { authRole: role('auth', inline('{')) }, [`the policy ${NAME} on auth was changed by hand`]],
    ['is on a role that is gone, which another rule reports', { authRole: absent }, []],
    [
      'is on a role that is another by now',
      { authRole: role('x'), formerRoles: new Map([[arnOf('auth'), role('auth')]]) },
      [`the policy ${NAME} is missing on auth`],
    ],
  ])('%s', (_, change, expected) => {
    expect(messages([locked('auth')], change)).toEqual(expected);
    expect(drift([locked('auth')], change).unchecked).toEqual([]);
  });

  test.each<[string, Partial<ObservedEnv>]>([
    ['its role holds what cannot be read', { authRole: role('auth', why) }],
    ['the authenticated role is unchecked', { authRole: why }],
    ['the guest role is unchecked', { authRole: undefined, guestRole: why }],
    [
      'the role of a group is unchecked',
      {
        authRole: undefined,
        groupRoles: new Map<string, Fact<Role>>([
          ['a', absent],
          ['b', why],
        ]),
      },
    ],
    ['its role is a former one and unchecked', { authRole: role('x'), formerRoles: new Map([[arnOf('auth'), why]]) }],
  ])('is unchecked if %s', (_, change) => {
    const { findings, unchecked: open } = drift([locked('auth')], change);
    expect(findings).toEqual([]);
    expect(open).toEqual([expect.objectContaining({ rule: 'drift/policy', reason: 'not allowed' })]);
  });

  test('several of one role that could not be read are one', () => {
    const change = { authRole: role('auth', why) };
    expect(drift([locked('auth'), locked('auth', `${NAME}2`)], change).unchecked).toHaveLength(1);
    const two = { ...change, guestRole: role('guest', unchecked('denied', 'neither')) };
    expect(drift([locked('auth'), locked('guest')], two).unchecked).toHaveLength(2);
  });

  test('each has the place that leads to its role', () => {
    const manifest = manifestOf(['lambdas: [{function: admin, access: [read]}]']);
    const { entries } = manifest.envs[0]!.source;
    const places = drift([locked('auth'), locked('auth', LAMBDA)], {}, subjectOf({ manifest })).findings;
    expect(places.map(({ place }) => place)).toEqual([
      entries.get('identityPoolId')!.value.place,
      entries.get('lambdas')!.value.place,
    ]);
    const open = drift([locked('auth', LAMBDA)], { authRole: role('auth', why) }, subjectOf({ manifest })).unchecked;
    expect(open.map(({ place }) => place)).toEqual([entries.get('lambdas')!.value.place]);
  });
});

describe('the hint shows the policy before and now', () => {
  const lines = ['categories: {storage: [{bucket: files, auth: [read], guest: [read]}]}'];
  const subject = subjectOf({ manifest: manifestOf(lines) });
  const [wanted] = wantedIn(subject);
  const hint = (policy: LockedPolicy, inlinePolicies: Role['inlinePolicies']) =>
    drift([policy], { authRole: role('auth', inlinePolicies) }, subject).findings.map((one) => one.hint);
  const shown = (before: string, now: string) => [
    `Run apply to put it right.\n${NAME}\n  before: ${before}\n  now:    ${now}`,
  ];
  const same = locked('auth', NAME, policyHash(wanted!.document));

  test('in full while the manifest leads to the same policy', () => {
    expect(wanted).toMatchObject({ roleArn: arnOf('auth'), policyName: NAME });
    expect(hint(same, inline(serialisePolicy(other)))).toEqual(
      shown(canonicalPolicy(wanted!.document), canonicalPolicy(other)),
    );
  });

  test('by its hash if the manifest leads to another one', () => {
    expect(hint(locked('auth'), inline('{'))).toEqual(shown(policyHash(document), '{'));
  });

  test('as nothing if it is missing', () => {
    expect(hint(same, known([]))).toEqual(shown(canonicalPolicy(wanted!.document), '–'));
  });

  test('by its hash on another role, and under another name', () => {
    const onOther = drift([{ ...same, role: arnOf('x') }], { authRole: role('x') }, subject);
    expect(onOther.findings[0]!.hint).toContain(`before: ${same.hash}`);
    expect(hint({ ...same, name: `${NAME}2` }, known([]))[0]).toContain(`before: ${same.hash}`);
  });
});

describe('a policy on a role that belongs to no env', () => {
  const named = (env: string, project = 'shop') => `amplify-import-auth.${project}.${env}.storage`;
  const lock = { ...emptyLock('shop'), envs: { kept: entryWith() } };
  test.each<[string, string, boolean]>([
    ['an env that nobody has', named('old'), true],
    ['an env of the lock', named('kept'), false],
    ['an env of another project', named('old', 'blog'), false],
    ['somebody else', 'theirs', false],
  ])('%s', (_, name, isOrphan) => {
    const { findings } = drift([], { guestRole: role('guest', inline('{}', name)) }, subjectOf({ lock }));
    expect(findings.map(({ message, fields }) => [message, fields])).toEqual(
      isOrphan ? [[`the policy ${name} on guest belongs to no env`, [name]]] : [],
    );
  });

  test('of this env is one that nothing wants', () => {
    const { findings } = drift([], { guestRole: role('guest', inline('{}')) });
    expect(findings.map(({ message }) => message)).toEqual([
      `the policy ${NAME} on guest is no longer wanted: the manifest does not lead to it`,
    ]);
  });

  test('is not looked for where policies cannot be read', () => {
    expect(drift([], { authRole: role('auth', why) })).toEqual({ findings: [], unchecked: [] });
  });
});
