import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Fault, Rule } from '@amplify-import-auth/testbed/aws';
import type { State } from '../../helpers/live-shop.ts';
import { runAwsCommand } from '../../helpers/shell.ts';
import { ENVS, OWN, ThreeEnvs, WRITE, WRITES } from '../../helpers/three-envs.ts';

// A write fails, and so does putting back what was written before it.
let three: ThreeEnvs;
let after: State;
/** How many policies were read before each write of the reference run. */
let readsBefore: readonly number[];

beforeAll(async () => {
  three = await ThreeEnvs.open();
  three.shop.proxy.reset();
  await three.shop.run('apply');
  after = await three.shop.state();
  const { calls } = three.shop.proxy;
  const reads = (until: number) =>
    calls.slice(0, until).filter(({ operation }) => operation === 'GetRolePolicy').length;
  readsBefore = calls.flatMap(({ service, operation }, index) =>
    WRITE.test(`${service}:${operation}`) ? [reads(index)] : [],
  );
});

beforeEach(async () => {
  // The SDK draws its waits by lot: this way none of them takes any time.
  jest.spyOn(Math, 'random').mockReturnValue(0);
  await three.shop.restore(three.before);
});

afterAll(() => three.shop.close());

const DENIED: Fault = { kind: 'error', code: 'AccessDenied', status: 403 };
/** Writes before which the same env has had others. */
const CASES = ENVS.flatMap((env, index) =>
  [1, 2].map((at) => ({ env, write: WRITES[at]!, at, position: index * 3 + at })),
);

/** The commands that the findings give, without what comes before them. */
function commandsOf(hints: readonly (string | undefined)[]): readonly string[] {
  return hints.map((hint) => (hint ?? '').replace(/^.*?To fix it: /s, ''));
}

describe.each<[string, (position: number, at: number) => readonly Rule[], RegExp]>([
  ['is refused', (skip, at) => [{ match: WRITE, skip, times: 1 + at, fault: DENIED }], /not authorized|test proxy/],
  [
    'cannot see what is there',
    (skip, at) => [
      { match: WRITE, skip, times: 1, fault: DENIED },
      { match: /^iam:GetRolePolicy$/, skip: readsBefore[skip]!, times: at, fault: DENIED },
    ],
    /iam:GetRolePolicy is not allowed/,
  ],
  [
    'gets no answer',
    (skip, at) => [{ match: WRITE, skip, times: 8 * (1 + at), fault: { kind: 'reset' } }],
    /ECONNRESET|socket hang up/,
  ],
])('a put-back that %s', (_what, rules, says) => {
  test.each(CASES)(
    '$env, $write: what is left is reported, with commands that fix it',
    async ({ env, at, position }) => {
      three.shop.proxy.rules.push(...rules(position, at));
      const report = await three.shop.run('apply');

      const own = report.outcomes.filter((outcome) => outcome.env === env);
      expect(own.map(({ status }) => status)).toEqual([
        ...Array<string>(at).fill('left-behind'),
        'failed',
        ...Array<string>(4 - at).fill('skipped'),
      ]);
      for (const { status, reason } of own) if (status === 'left-behind') expect(reason).toMatch(says);
      const left = report.findings.filter(({ rule }) => rule === 'apply/left-behind');
      expect(left.map((finding) => finding.env)).toEqual(Array(at).fill(env));
      expect(report.findings.filter(({ rule }) => rule === 'apply/failed').map((finding) => finding.env)).toEqual([
        env,
      ]);
      expect(report.result).toBe('failure');

      // The others are applied; of this one only policies are left, neither file nor lock entry.
      const state = await three.shop.state();
      const expected = (one: string) => three.part(one === env ? three.before : after, one);
      for (const one of ENVS) if (one !== env) expect(three.part(state, one)).toEqual(expected(one));
      expect(three.part(state, env)).not.toEqual(expected(env));

      for (const command of commandsOf(left.map(({ hint }) => hint))) await runAwsCommand(three.shop, command);
      expect(three.part(await three.shop.state(), env)).toEqual(expected(env));
      await three.shop.run('apply');
      expect(await three.shop.state()).toEqual(after);
    },
  );
});

test('without fixing, a second run converges, too', async () => {
  three.shop.proxy.rules.push({ match: WRITE, skip: 2, times: 3, fault: DENIED });
  expect((await three.shop.run('apply')).result).toBe('failure');
  const second = await three.shop.run('apply');
  expect(second.findings).toEqual([]);
  expect(await three.shop.state()).toEqual(after);
});

test('the command holds the policy to the byte, whatever is in it', async () => {
  const odd =
    '{"Version":"2012-10-17",\n  "Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/o\'neil `id` $HOME \\\\ é*"}]}';
  await three.shop.put(three.shop.roles('dev')[0]!, OWN('dev'), odd);
  const before = await three.shop.state();
  three.shop.proxy.rules.push({ match: WRITE, skip: 1, times: 2, fault: DENIED });
  const report = await three.shop.run('apply');
  const [command = ''] = commandsOf(
    report.findings.filter(({ rule }) => rule === 'apply/left-behind').map(({ hint }) => hint),
  );
  await runAwsCommand(three.shop, command);
  expect(three.part(await three.shop.state(), 'dev')).toEqual(three.part(before, 'dev'));
});
