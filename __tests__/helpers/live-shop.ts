import {
  DeleteRolePolicyCommand,
  GetRolePolicyCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AwsClients,
  type Environment,
  type Proxy,
  seedEnvironment,
  type SeedOptions,
  startProxy,
} from '@amplify-import-auth/testbed/aws';
import { localWorkspace } from '../../src/adapters/workspace.ts';
import type { RunReport } from '../../src/domain/report.ts';
import { loadInputs } from '../../src/interface/inputs.ts';
import type { InputName } from '../../src/interface/input-table.ts';
import { runPipeline } from '../../src/app/pipeline.ts';
import { clientsFor, endpoint, freshAccount } from './emulator.ts';
import { FakeRuntime, fakeSurroundings } from './fake-run.ts';
import { liveAws } from './live-aws.ts';
import { Checkout } from './step.ts';

/** All that an apply may change: inline policies by role and name, and files by path. */
export interface State {
  readonly policies: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Runs commands in this process, with everything real but time: the SDK by way of the fault proxy, the enforcing emulator, files in a
 * temporary folder. The clock moves only by sleeping.
 */
export class LiveShop {
  readonly account = freshAccount();
  readonly clients: AwsClients = clientsFor(this.account);
  readonly checkout = new Checkout();
  readonly envs = new Map<string, Environment>();
  readonly proxy: Proxy;
  runtime = new FakeRuntime();

  private constructor(proxy: Proxy) {
    this.proxy = proxy;
  }

  static async open(names: readonly string[], options: SeedOptions = {}): Promise<LiveShop> {
    const shop = new LiveShop(await startProxy({ upstream: endpoint() }));
    for (const name of names) shop.envs.set(name, await seedEnvironment(shop.clients, options));
    return shop;
  }

  async close(): Promise<void> {
    this.checkout.dispose();
    await this.proxy.close();
  }

  env(name: string): Environment {
    const env = this.envs.get(name);
    if (env === undefined) throw new Error(`there is no env ${name}`);
    return env;
  }

  /** Writes the manifest: each env of `envs` with its ids and its own lines, and one output. */
  write(envs: Readonly<Record<string, readonly string[]>>, head: readonly string[] = []): void {
    const lines = Object.entries(envs).flatMap(([name, own]) => [`  ${name}:`, ...own.map((line) => `    ${line}`)]);
    const output = '  - {format: amplify-outputs, path: "config/{env}/amplify_outputs.json"}';
    const text = ['version: 1', 'project: shop', ...head, 'outputs:', output, 'envs:', ...lines, ''].join('\n');
    this.checkout.write('amplify-auth.yml', text);
  }

  /** The lines that name the resources of a seeded env. */
  ids(name: string): readonly string[] {
    const { userPoolId, webClientId, identityPoolId } = this.env(name);
    return [`userPoolId: ${userPoolId}`, `webClientId: ${webClientId}`, `identityPoolId: ${identityPoolId}`];
  }

  async run(command: string, inputs: Partial<Record<InputName, string>> = {}): Promise<RunReport> {
    const loaded = loadInputs((name) => (name === 'command' ? command : (inputs[name] ?? '')));
    if (loaded.problems.length > 0) throw new Error(loaded.problems.join('\n'));
    const { report } = await runPipeline(loaded.inputs, {
      ...fakeSurroundings(this.runtime),
      aws: liveAws(this.account, this.proxy.url, this.runtime, this.runtime.cancelled),
      workspace: await localWorkspace(this.checkout.path),
    });
    return report;
  }

  /** Names of the roles of an env. */
  roles(name: string): readonly string[] {
    const { authRoleName, guestRoleName, groups } = this.env(name);
    return [authRoleName, guestRoleName, ...Object.values(groups).map(({ roleName }) => roleName)];
  }

  async state(): Promise<State> {
    const roles = [...this.envs.keys()].flatMap((name) => this.roles(name));
    const policies = roles.map(async (role) => [role, await this.inline(role)] as const);
    return { policies: Object.fromEntries(await Promise.all(policies)), files: this.files() };
  }

  /** The inline policies of a role. */
  async inline(RoleName: string): Promise<Readonly<Record<string, string>>> {
    const { iam } = this.clients;
    const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    const texts = PolicyNames.map(async (PolicyName) => {
      const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return [PolicyName, decodeURIComponent(PolicyDocument)] as const;
    });
    return Object.fromEntries(await Promise.all(texts));
  }

  async put(RoleName: string, PolicyName: string, PolicyDocument: string): Promise<void> {
    await this.clients.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
  }

  async drop(RoleName: string, PolicyName: string): Promise<void> {
    await this.clients.iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
  }

  /** The files of the checkout but the manifest. */
  files(): Readonly<Record<string, string>> {
    const { path: root } = this.checkout;
    const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = entries.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)).toSorted();
    const others = paths.filter((path) => path !== 'amplify-auth.yml');
    return Object.fromEntries(others.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
  }

  /** Makes everything as it was. */
  async restore(state: State): Promise<void> {
    for (const [role, wanted] of Object.entries(state.policies)) {
      const now = await this.inline(role);
      for (const name of Object.keys(now)) if (!(name in wanted)) await this.drop(role, name);
      for (const [name, text] of Object.entries(wanted)) if (now[name] !== text) await this.put(role, name, text);
    }
    for (const path of Object.keys(this.files())) rmSync(join(this.checkout.path, path));
    for (const [path, text] of Object.entries(state.files)) this.checkout.write(path, text);
    this.proxy.reset();
    this.runtime = new FakeRuntime();
  }
}
