import { expect, test } from '@jest/globals';
import { loadInputs } from '../../../src/interface/inputs.ts';
import { runPipeline } from '../../../src/app/pipeline.ts';
import type { Aws, AwsPhase } from '../../../src/ports/aws.ts';
import { FakeAws } from '../../helpers/fake-aws.ts';
import { FakeRuntime, fakeSurroundings } from '../../helpers/fake-run.ts';
import { FakeWorkspace } from '../../helpers/fake-workspace.ts';
import { envYaml, makeEnv } from '../../helpers/shop.ts';

// Accounts are worked in side by side; what all envs share on the disk must not suffer from it.

const ACCOUNTS = ['111122223333', '444455556666'] as const;
const ENVS = { deva: 0, devb: 0, proda: 1, prodb: 1 } as const;
const TEAM = 'amplify/team-provider-info.json';
const LOCK = 'amplify-auth.lock.json';

/** One fake for each account: a session is in the account of the role that it assumes. */
class Accounts implements Aws {
  readonly of = ACCOUNTS.map((account) => new FakeAws(account));

  phase(): AwsPhase {
    const phases = this.of.map((one) => one.phase());
    return {
      session: (target) => phases[ACCOUNTS.findIndex((account) => target.role?.arn.includes(account))]!.session(target),
    };
  }

  hasCredentials(): Promise<boolean> {
    return Promise.resolve(true);
  }

  defaultRegion(): string {
    return 'eu-west-1';
  }

  calls(): ReturnType<Aws['calls']> {
    return this.of[0]!.calls();
  }
}

async function applied(fails?: string) {
  const aws = new Accounts();
  const workspace = new FakeWorkspace();
  const writes: string[] = [];
  const envs = Object.entries(ENVS).map(([name, at]) => {
    const env = makeEnv(aws.of[at]!, name);
    const role = `    roleToAssume: arn:aws:iam::${ACCOUNTS[at]}:role/ci\n`;
    return `${envYaml(env)}${role}`;
  });
  aws.of.forEach((one) => {
    one.beforeWrite = ({ policy }) => {
      const name = policy.split('.')[2] ?? '';
      writes.push(name);
      return name === fails ? 'refuse' : 'do';
    };
  });
  const team = Object.fromEntries(
    Object.keys(ENVS).map((name) => [name, { awscloudformation: { Region: 'eu-west-1' } }]),
  );
  workspace.files.set(TEAM, JSON.stringify(team, undefined, 2));
  workspace.files.set('amplify/backend/backend-config.json', '{}');
  workspace.files.set(
    'amplify-auth.yml',
    `version: 1\nproject: shop\noutputs: [{format: amplify-cli, path: amplify}]\nenvs:\n${envs.join('')}`,
  );
  const { inputs } = loadInputs((name) => (name === 'command' ? 'apply' : ''));
  const { report } = await runPipeline(inputs, { ...fakeSurroundings(new FakeRuntime()), aws, workspace });
  const locked = Object.keys((JSON.parse(workspace.files.get(LOCK) ?? '{}') as { envs: object }).envs);
  const told = JSON.parse(workspace.files.get(TEAM) ?? '{}') as Record<string, { categories?: object }>;
  const imported = Object.keys(told).filter((name) => told[name]?.categories !== undefined);
  return { report, writes, locked, imported };
}

test('accounts side by side, envs of one account in turn, and nothing that they share is lost', async () => {
  const { report, writes, locked, imported } = await applied();
  expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(locked.toSorted()).toEqual(Object.keys(ENVS).toSorted());
  expect(imported).toEqual(Object.keys(ENVS));
  // The other account is begun before this one is done.
  expect(writes.indexOf('proda')).toBeLessThan(writes.lastIndexOf('devb'));
  expect(writes.indexOf('deva')).toBeLessThan(writes.lastIndexOf('prodb'));
  for (const [one, next] of [
    ['deva', 'devb'],
    ['proda', 'prodb'],
  ] as const) {
    expect(writes.lastIndexOf(one)).toBeLessThan(writes.indexOf(next));
  }
  // In the order of the manifest, whoever was first.
  expect([...new Set(report.outcomes.map(({ env }) => env))]).toEqual(Object.keys(ENVS));
});

test.each(Object.keys(ENVS))('%s fails, and the others are applied', async (failing) => {
  const { report, locked, imported } = await applied(failing);
  const others = Object.keys(ENVS).filter((name) => name !== failing);
  expect(new Set(report.findings.map(({ rule, env }) => `${rule} ${String(env)}`))).toEqual(
    new Set([`apply/failed ${failing}`]),
  );
  expect(locked.toSorted()).toEqual(others.toSorted());
  expect(imported).toEqual(others);
});
