import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import type { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { identityPools } from '../../src/adapters/aws/identity-pools.ts';
import { Memo } from '../../src/adapters/aws/memo.ts';
import { userPools } from '../../src/adapters/aws/user-pools.ts';
import { roleNameOf } from '../../src/domain/arn.ts';
import type { Fact } from '../../src/domain/fact.ts';
import { loadInputs } from '../../src/interface/inputs.ts';
import type { InputName } from '../../src/interface/input-table.ts';
import { runPipeline } from '../../src/app/pipeline.ts';
import type { RunReport } from '../../src/domain/report.ts';
import { FakeAws } from './fake-aws.ts';
import { FakeRuntime, fakeSurroundings } from './fake-run.ts';
import { FakeWorkspace } from './fake-workspace.ts';
import { makeRole } from './shop.ts';

const GOLDEN = new URL('../formats/golden/cli-state/', import.meta.url);
const ACCOUNT = '000000000000';

/** What the Amplify CLI has for one env. */
export type EnvState = Readonly<Record<string, string | boolean>>;

export type TeamProviderInfo = Readonly<
  Record<
    string,
    {
      readonly awscloudformation: object;
      readonly categories?: { readonly auth?: Readonly<Record<string, EnvState>>; readonly storage?: object };
    }
  >
>;

/** A file that the Amplify CLI wrote. */
export function golden(path: string): string {
  return readFileSync(new URL(path, GOLDEN), 'utf8');
}

/** The ids that the CLI wrote down for an env of a golden folder. */
export function idsIn(folder: string, env = 'dev'): EnvState {
  const info = JSON.parse(golden(`${folder}/amplify/team-provider-info.json`)) as TeamProviderInfo;
  const ids = info[env]?.categories?.auth?.['myproj'];
  if (ids === undefined) throw new Error(`${folder} has no ${env}`);
  return ids;
}

/** An `amplify/` folder as it is before anything is imported: the envs are there, with nothing in them. */
export function freshFolder(folder: string, frontend = 'javascript'): Record<string, string> {
  const info = JSON.parse(golden(`${folder}/amplify/team-provider-info.json`)) as TeamProviderInfo;
  const envs = Object.entries(info).map(([env, { awscloudformation }]) => [env, { awscloudformation }] as const);
  return {
    'amplify/.config/project-config.json': `{"projectName": "myproj", "frontend": "${frontend}"}`,
    'amplify/team-provider-info.json': JSON.stringify(Object.fromEntries(envs), undefined, 2),
    'amplify/backend/backend-config.json': '{}',
  };
}

/** A run in an Amplify project, with an AWS that answers as it did when the Amplify CLI imported from it. */
export class GoldenProject {
  readonly aws = new FakeAws(ACCOUNT);
  readonly workspace: FakeWorkspace;
  readonly runtime = new FakeRuntime();

  constructor(files: Record<string, string>) {
    this.workspace = new FakeWorkspace(files);
  }

  /** Puts the pools of a golden case into AWS, under the given ids. */
  async pools(name: string, ids = idsIn(name)): Promise<void> {
    const answers = answersOf(name, ids);
    const client = {
      send: (command: {
        readonly constructor: { readonly name: string };
        readonly input: { readonly ClientId?: string };
      }) => {
        const operation = command.constructor.name.replace(/Command$/, '');
        const suffix =
          operation === 'DescribeUserPoolClient'
            ? `.${command.input.ClientId === ids['webClientId'] ? 'web' : 'native'}`
            : '';
        return Promise.resolve(answers.get(`${operation}${suffix}`) ?? {});
      },
    };
    const memo = new Memo();
    const pools = userPools(client as unknown as CognitoIdentityProviderClient, memo, '', () => undefined);
    const identities = identityPools(client as unknown as CognitoIdentityClient, memo, '');
    const [poolId, web, native, identityPoolId] = ['userPoolId', 'webClientId', 'nativeClientId', 'identityPoolId'].map(
      (key) => ids[key] as string,
    ) as [string, string, string, string | undefined];
    this.aws.userPools.set(poolId, value(await pools.userPool(poolId)));
    this.aws.mfa.set(poolId, value(await pools.mfa(poolId)));
    for (const id of [web, native]) this.aws.clients.set(`${poolId} ${id}`, value(await pools.client(poolId, id)));
    if (identityPoolId === undefined) return;
    const roles = value(await identities.roles(identityPoolId));
    this.aws.identityPools.set(identityPoolId, value(await identities.identityPool(identityPoolId)));
    this.aws.identityPoolRoles.set(identityPoolId, roles);
    makeRole(this.aws, roleNameOf(roles.authenticated ?? ''), identityPoolId, 'authenticated');
    makeRole(this.aws, roleNameOf(roles.unauthenticated ?? ''), identityPoolId, 'unauthenticated');
  }

  /** Writes the manifest: each env with its ids. */
  manifest(envs: Readonly<Record<string, EnvState>>, output = '', head = 'resourceName: myproj\n'): void {
    const lines = Object.entries(envs).flatMap(([env, ids]) => [
      `  ${env}:`,
      ...['userPoolId', 'webClientId', 'nativeClientId', 'identityPoolId'].flatMap((key) =>
        ids[key] === undefined ? [] : [`    ${key}: '${String(ids[key])}'`],
      ),
    ]);
    const text = `version: 1\nproject: myproj\n${head}outputs: [{format: amplify-cli, path: amplify${output}}]\nenvs:\n`;
    this.workspace.files.set('amplify-auth.yml', `${text}${lines.join('\n')}\n`);
  }

  async run(command: string, inputs: Partial<Record<InputName, string>> = {}): Promise<RunReport> {
    const loaded = loadInputs((name) => (name === 'command' ? command : (inputs[name] ?? '')));
    if (loaded.problems.length > 0) throw new Error(loaded.problems.join('\n'));
    const ports = { ...fakeSurroundings(this.runtime), aws: this.aws, workspace: this.workspace };
    return (await runPipeline(loaded.inputs, ports)).report;
  }

  /** Applies, and gives the errors. */
  async apply(inputs: Partial<Record<InputName, string>> = {}): Promise<readonly string[]> {
    const { findings, incomplete } = await this.run('apply', inputs);
    const errors = findings
      .filter(({ severity }) => severity === 'error')
      .map(({ rule, message }) => `${rule} ${message}`);
    return incomplete === undefined ? errors : [...errors, incomplete];
  }

  read(path: string): string | undefined {
    return this.workspace.files.get(`amplify/${path}`);
  }
}

/** The answers of AWS to the calls of a case, with other ids in them. */
function answersOf(name: string, ids: EnvState): ReadonlyMap<string, unknown> {
  const before = idsIn(name);
  // What `amplify import auth` asks for in addition to what the files for apps need lies with its own files.
  const folders = ['gen1', 'cli-state'].map((kind) => new URL(`../${kind}/${name}/aws/`, GOLDEN));
  const files = folders
    .filter((one) => existsSync(one))
    .flatMap((one) => readdirSync(one).map((file) => new URL(file, one)));
  return new Map(
    files.map((file) => {
      const text = readFileSync(file, 'utf8');
      const renamed = Object.keys(before)
        .filter((key) => /(Id|Arn)$/.test(key) && key in ids)
        .reduce((now, key) => now.replaceAll(String(before[key]), String(ids[key])), text);
      const operation = posix.basename(file.pathname, '.json');
      return [operation, (JSON.parse(renamed) as { readonly response: unknown }).response] as const;
    }),
  );
}

function value<T>(fact: Fact<T>): T {
  if (fact.state !== 'known') throw new Error(`an answer is missing: ${fact.state}`);
  return fact.value;
}
