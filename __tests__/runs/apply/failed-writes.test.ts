import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Fault, Rule } from '@amplify-import-auth/testbed/aws';
import type { State } from '../../helpers/live-shop.ts';
import { ENVS, OWN, ThreeEnvs, WRITE, WRITES } from '../../helpers/three-envs.ts';

// Each write of an apply of three envs fails in turn, on the emulator.
let three: ThreeEnvs;
let after: State;
let order: readonly string[];

beforeAll(async () => {
  three = await ThreeEnvs.open();
  three.shop.proxy.reset();
  const reference = await three.shop.run('apply');
  expect(reference.result).toBe('success');
  after = await three.shop.state();
  order = three.shop.proxy.calls
    .filter(({ service, operation }) => WRITE.test(`${service}:${operation}`))
    .map(({ operation, body }) => {
      const parameters = new URLSearchParams(body);
      return `${operation} ${parameters.get('RoleName')!} ${parameters.get('PolicyName')!}`;
    });
});

beforeEach(async () => {
  // The SDK draws its waits by lot: this way none of them takes any time.
  jest.spyOn(Math, 'random').mockReturnValue(0);
  await three.shop.restore(three.before);
});

afterAll(() => three.shop.close());

const POSITIONS = ENVS.flatMap((env, index) =>
  WRITES.map((write, at) => ({ env, write, at, position: index * 3 + at })),
);

test('the order of writes: env by env, what goes comes last', () => {
  const roles = (env: string) => three.shop.roles(env);
  expect(order).toEqual(
    ENVS.flatMap((env) => [
      `PutRolePolicy ${roles(env)[0]!} ${OWN(env)}`,
      `PutRolePolicy ${roles(env)[1]!} ${OWN(env)}`,
      `DeleteRolePolicy ${roles(env)[2]!} ${OWN(env)}`,
    ]),
  );
  for (const env of ENVS) expect(three.part(after, env)).not.toEqual(three.part(three.before, env));
});

const REFUSED: Fault = { kind: 'error', code: 'AccessDenied', status: 403 };

describe.each<[string, (position: number) => readonly Rule[], RegExp]>([
  ['is refused', (skip) => [{ skip, times: 1, fault: REFUSED }], /failed: AccessDenied/],
  [
    'is lost on the way',
    (skip) => [{ skip, times: 8, fault: { kind: 'reset' } }],
    /failed: \w+: .*(ECONNRESET|socket hang up)/,
  ],
])('a write that %s', (_what, rules, says) => {
  test.each(POSITIONS)('$env, $write: that env is as before, the others are applied', async ({ env, at, position }) => {
    three.shop.proxy.rules.push(...rules(position).map((rule) => ({ match: WRITE, ...rule })));
    const report = await three.shop.run('apply');
    const state = await three.shop.state();

    expect(report.result).toBe('failure');
    expect(report.findings.map((finding) => `${finding.rule} ${finding.env ?? ''}`)).toEqual([`apply/failed ${env}`]);
    expect(report.findings[0]!.message).toMatch(says);
    for (const one of ENVS) expect(three.part(state, one)).toEqual(three.part(one === env ? three.before : after, one));
    const statuses = (name: string) => report.outcomes.filter((one) => one.env === name).map(({ status }) => status);
    expect(statuses(env)).toEqual([
      ...Array<string>(at).fill('rolled-back'),
      'failed',
      ...Array<string>(4 - at).fill('skipped'),
    ]);
    for (const one of ENVS) if (one !== env) expect(statuses(one)).toEqual(Array(5).fill('applied'));
    expect(report.envs.map((one) => one.state)).toEqual(ENVS.map((one) => (one === env ? 'failed' : 'applied')));

    const second = await three.shop.run('apply');
    expect(second.result).toBe('success');
    expect(second.envs.map((one) => one.state)).toEqual(ENVS.map((one) => (one === env ? 'applied' : 'unchanged')));
    expect(await three.shop.state()).toEqual(after);
  });
});

const LOST: Fault = { kind: 'lose-response' };

describe.each<[string, (position: number) => readonly Rule[]]>([
  ['once', (skip) => [{ skip, times: 1, fault: LOST }]],
  ['each time', (skip) => [{ skip, times: 8, fault: LOST }]],
  [
    'once, after which it is refused',
    (skip) => [
      { skip, times: 1, fault: LOST },
      { skip, times: 1, fault: REFUSED },
    ],
  ],
])('a write that is carried out, and whose answer is lost %s', (_what, rules) => {
  test.each(POSITIONS)('$env, $write: nothing has failed', async ({ position }) => {
    three.shop.proxy.rules.push(...rules(position).map((rule) => ({ match: WRITE, ...rule })));
    const report = await three.shop.run('apply');
    expect(report.findings).toEqual([]);
    expect(report.envs.map(({ state }) => state)).toEqual(['applied', 'applied', 'applied']);
    expect(await three.shop.state()).toEqual(after);
  });
});
