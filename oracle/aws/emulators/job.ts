import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { awsClients, seedEnvironment, type AwsClients, type Environment } from '@amplify-import-auth/testbed/aws';
import { CreateFunctionCommand } from '@aws-sdk/client-lambda';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { Checkout, step } from '../../../__tests__/helpers/step.ts';
import { changeByHand } from './changes.ts';
import { jobManifest, mistakesManifest } from './manifests.ts';
import { MISTAKES } from './mistakes.ts';
import type { Running } from './moto.ts';
import { normalizer } from './normalize.ts';

export const ACCOUNT = '111122223333';
const LOCK = 'amplify-auth.lock.json';

/** All that a run said and wrote, a line each, without what the emulator made up. */
export type Said = readonly string[];

/** What `plan` says of one env for each mistake. */
export async function planMistakes({ url }: Running): Promise<Said> {
  const aws = awsClients({ endpoint: url, account: ACCOUNT });
  const envs: Environment[] = [];
  for (const [name, { seed, change }] of Object.entries(MISTAKES)) {
    const env = await seedEnvironment(aws, { nativeClient: true, ...seed, name });
    await change?.(aws, env);
    envs.push(env);
  }
  aws.destroy();
  const checkout = new Checkout();
  checkout.write(
    'amplify-auth.yml',
    mistakesManifest(envs, (name) => MISTAKES[name]?.says ?? {}),
  );
  try {
    return await runStep('plan', checkout, url, normalizer(envs));
  } finally {
    checkout.dispose();
  }
}

/** The main job: all commands in turn, with changes by hand before `drift`. */
export async function doMainJob({ url }: Running): Promise<Said> {
  const aws = awsClients({ endpoint: url, account: ACCOUNT });
  const common = { nativeClient: { GenerateSecret: true }, groups: ['editors'] };
  const envs = [
    await seedEnvironment(aws, {
      ...common,
      name: 'dev',
      mfa: 'OPTIONAL',
      domain: 'dev-auth-x',
      roleMappings: 'token',
    }),
    await seedEnvironment(aws, { ...common, name: 'prod', path: '/service-role/' }),
    await seedEnvironment(aws, { ...common, name: 'staging', webClient: { ExplicitAuthFlows: [] } }),
  ];
  for (const { name } of envs) await makeFunction(aws, `${name}-admin`);
  const normal = normalizer(envs);
  const checkout = new Checkout();
  checkout.write('amplify-auth.yml', jobManifest(ACCOUNT, envs));
  try {
    const said: string[] = [];
    for (const command of ['validate', 'plan', 'apply', 'apply']) {
      said.push(...(await runStep(command, checkout, url, normal)));
    }
    said.push(...filesIn(checkout, normal));
    await changeByHand(aws, envs);
    for (const command of ['drift', 'plan', 'unlink']) said.push(...(await runStep(command, checkout, url, normal)));
    return [...said, ...filesIn(checkout, normal).map((line) => `after unlink: ${line}`)];
  } finally {
    aws.destroy();
    checkout.dispose();
  }
}

/** A function as both emulators take it: moto reads the archive. */
async function makeFunction({ iam, lambda }: AwsClients, name: string): Promise<void> {
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const role = await iam.send(
    new CreateRoleCommand({
      RoleName: `${name}-role`,
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
    }),
  );
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: role.Role?.Arn,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)]) },
      Environment: { Variables: { KEEP: 'me' } },
    }),
  );
}

async function runStep(
  command: string,
  checkout: Checkout,
  endpoint: string,
  normal: (text: string) => string,
): Promise<Said> {
  const inputs: Record<string, string> = { command, ...(command === 'unlink' ? { envs: '*' } : {}) };
  const { exitCode, report } = await step(checkout, ACCOUNT, inputs, { endpoint });
  const { result, findings, unchecked, plan, outcomes } = report;
  const lines = [
    `${report.result} (exit code ${exitCode ?? 'none'}, ${result})`,
    ...findings.map((one) => `${one.env ?? ''} ${one.rule}: ${one.message}`),
    ...unchecked.map((one) => `${one.env} unchecked ${one.rule}: ${one.reason}`),
    ...plan.changes.map((one) => `plan: ${one.kind} ${one.action} ${one.target}`),
    ...outcomes.map((one) => `outcome: ${one.env} ${one.kind} ${one.status}`),
  ];
  return lines.map((line) => `${command}: ${normal(line)}`).toSorted();
}

function filesIn(checkout: Checkout, normal: (text: string) => string): Said {
  return readdirSync(checkout.path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(checkout.path, join(entry.parentPath, entry.name)))
    .toSorted()
    .flatMap((path) => {
      const lines = normal(checkout.read(path)).split('\n');
      return path === LOCK ? lockLines(lines) : lines.map((line, index) => `${normal(path)}:${index + 1}: ${line}`);
    });
}

/** The lock's lists are in the order of what the emulator made up, and its hashes are of it. */
function lockLines(lines: readonly string[]): Said {
  return lines
    .map((line) => `${LOCK}: ${line.replace(/,$/, '').replace(/sha256:[0-9a-f]{64}/, 'sha256:…')}`)
    .toSorted();
}
