import { describe, expect, test } from '@jest/globals';
import type { RunReport } from '../../src/domain/report.ts';
import { Shop } from '../helpers/shop.ts';

// Commands that write, where somebody sits at a terminal.
function asked(shop: Shop, answer: boolean): readonly RunReport[] {
  const plans: RunReport[] = [];
  shop.person = {
    approves(plan) {
      plans.push(plan);
      return Promise.resolve(answer);
    },
    choose: () => Promise.resolve([]),
  };
  return plans;
}

describe.each(['apply', 'unlink'])('%s', (command) => {
  const inputs = command === 'unlink' ? { envs: 'dev' } : {};
  const prepared = async () => {
    const shop = new Shop('dev');
    if (command === 'unlink') await shop.run('apply');
    return shop;
  };

  test('shows its plan, and writes nothing where it is declined', async () => {
    const shop = await prepared();
    const [files, writes] = [new Map(shop.workspace.files), shop.aws.writes.length];
    const plans = asked(shop, false);
    const report = await shop.run(command, inputs);
    expect(plans).toHaveLength(1);
    expect(plans[0]?.plan.changes.length).toBeGreaterThan(0);
    expect(report).toMatchObject({ result: 'failure', incomplete: 'the plan was declined, and nothing was written' });
    expect([shop.workspace.files, shop.aws.writes.length]).toEqual([files, writes]);
  });

  test('writes nothing where nobody can be asked, and says how to go on', async () => {
    const shop = await prepared();
    const [files, writes] = [new Map(shop.workspace.files), shop.aws.writes.length];
    shop.person = 'nobody';
    const report = await shop.run(command, inputs);
    expect(report.findings).toMatchObject([
      { rule: 'input/invalid', hint: 'Add --yes, or look first with --dry-run.' },
    ]);
    expect(report.result).toBe('failure');
    expect([shop.workspace.files, shop.aws.writes.length]).toEqual([files, writes]);
  });

  test('goes on where it is approved', async () => {
    const shop = await prepared();
    asked(shop, true);
    const report = await shop.run(command, inputs);
    expect(report.result).toBe('success');
    expect(report.outcomes.some(({ status }) => status === 'applied')).toBe(true);
  });
});

test('an empty plan and a dry run ask nothing', async () => {
  const shop = new Shop('dev');
  await shop.run('apply');
  const plans = asked(shop, false);
  expect((await shop.run('apply')).result).toBe('success');
  await shop.dryRun('unlink', { envs: 'dev' });
  expect(plans).toEqual([]);
});

test('the exit code tells drift from failure in a terminal, and only there', async () => {
  const shop = new Shop('dev');
  await shop.run('apply');
  const { identityPoolId } = shop.envs.get('dev')!;
  shop.aws.identityPools.set(identityPoolId, {
    ...shop.aws.identityPools.get(identityPoolId)!,
    allowClassicFlow: true,
  });
  for (const kind of ['terminal', 'action'] as const) {
    shop.runtime.kind = kind;
    const { code, report } = await shop.step('drift');
    expect([kind, report.result, code]).toEqual([kind, 'drift', kind === 'terminal' ? 2 : 1]);
  }
});
