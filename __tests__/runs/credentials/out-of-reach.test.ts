import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Call, type Rule, seedEnvironment, startProxy } from '@amplify-import-auth/testbed/aws';
import { clientsFor, endpoint, freshAccount } from '../../helpers/emulator.ts';
import { Checkout, manifestOf, step, type StepResult } from '../../helpers/step.ts';

// AWS that answers badly, or not at all.
const account = freshAccount();
const checkout = new Checkout();

beforeAll(async () => {
  checkout.write('amplify-auth.yml', manifestOf({ dev: await seedEnvironment(clientsFor(account)) }));
});

afterAll(() => {
  checkout.dispose();
});

type Faults = Readonly<Record<string, Rule>>;
type Run = StepResult & { readonly calls: readonly Call[] };

/** A validation for each fault, all at once: what they do most is wait. */
async function runAll(faults: Faults): Promise<ReadonlyMap<string, Run>> {
  const runs = Object.entries(faults).map(async ([name, rule]) => {
    const proxy = await startProxy({ upstream: endpoint(), rules: [rule] });
    const run = await step(checkout, account, { 'fail-on': 'never' }, { endpoint: proxy.url });
    await proxy.close();
    return [name, { ...run, calls: proxy.calls }] as const;
  });
  return new Map(await Promise.all(runs));
}

describe('what goes on forever', () => {
  const faults: Faults = {
    'an error of the service': {
      match: /:GetIdentityPoolRoles$/,
      fault: { kind: 'error', code: 'InternalErrorException', status: 500 },
    },
    'the 503 of a load balancer': { match: /:DescribeUserPool$/, fault: { kind: 'status', status: 503 } },
    'connections that are reset': { match: /:GetCallerIdentity$/, fault: { kind: 'reset' } },
  };
  let runs: ReadonlyMap<string, Run>;

  beforeAll(async () => {
    runs = await runAll(faults);
  });

  test.each(Object.keys(faults))('%s: the run is not completed and fails, whatever fail-on says', (name) => {
    const run = runs.get(name)!;
    expect([run.exitCode, run.outputs['result']]).toEqual([1, 'failure']);
    expect(run.output).toContain('the run could not be completed');
    expect(run.summary).toContain('**Not completed:** AWS could not be reached');
    expect(run.report.findings).toEqual([]);
    expect(run.report.unchecked.length).toBeGreaterThan(0);
    expect(run.summary).not.toContain('✅');
    // Eight attempts, the first included, and no call that hangs on it.
    expect(run.calls.filter(({ fault }) => fault !== '')).toHaveLength(8);
  });
});

describe('an answer is not silence', () => {
  test.each(['OperationNotEnabledException', 'InvalidParameterException', 'ANewExceptionOfAws'])(
    '%s: the run completes, and says what AWS said',
    async (code) => {
      const fault: Rule = { match: /:DescribeUserPool$/, fault: { kind: 'error', code, status: 400 } };
      const run = (await runAll({ [code]: fault })).get(code)!;
      expect(run.exitCode).toBe(0);
      expect(run.summary).not.toContain('Not completed');
      expect(run.report.findings).toEqual([]);
      const reasons = run.report.unchecked.map(({ reason }) => reason);
      expect(reasons).toContainEqual(expect.stringContaining(`AWS refuses cognito-idp:DescribeUserPool (${code}: `));
    },
  );
});

describe('what passes is waited out', () => {
  const faults: Faults = {
    throttling: { match: /^iam:GetRole$/, times: 2, fault: { kind: 'throttle' } },
    'an error of the service': { match: /:DescribeUserPool$/, times: 2, fault: { kind: 'status', status: 500 } },
    'a lost connection': { match: /^sts:/, times: 2, fault: { kind: 'reset' } },
    'half an answer': { match: /^iam:ListRolePolicies$/, times: 2, fault: { kind: 'truncate' } },
    'half an answer, and then silence': { match: /:DescribeUserPool$/, times: 2, fault: { kind: 'stall' } },
  };
  let runs: ReadonlyMap<string, Run>;

  beforeAll(async () => {
    runs = await runAll(faults);
  });

  test.each(Object.keys(faults))('%s', (name) => {
    const run = runs.get(name)!;
    expect(run.report.findings).toEqual([]);
    expect(run.report.unchecked).toEqual([]);
    expect([run.exitCode, run.outputs['result']]).toEqual([0, 'success']);
    expect(run.summary).toContain('✅');
    expect(run.calls.filter(({ fault }) => fault !== '')).toHaveLength(2);
    // Each attempt counts: it is what a quota sees.
    expect(run.report.calls.total).toBe(run.calls.length);
    expect(run.report.calls.throttled).toBe(name === 'throttling' ? 2 : 0);
  });
});
