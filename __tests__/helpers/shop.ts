import type { AppClient, UserPool } from '../../src/domain/observed.ts';
import {
  identityPrincipalOf,
  providerNameOf,
  regionOfIdentityPool,
  regionOfUserPool,
} from '../../src/domain/partition.ts';
import { serialisePolicy, policyOf } from '../../src/iam/document.ts';
import { trustStatement } from '../../src/iam/trust.ts';
import { loadInputs, type ActionInputs } from '../../src/interface/inputs.ts';
import type { InputName } from '../../src/interface/input-table.ts';
import { runPipeline } from '../../src/app/pipeline.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { run } from '../../src/app/run.ts';
import { FakeAws } from './fake-aws.ts';
import { FakeConsole, FakeResults, FakeRuntime } from './fake-run.ts';
import { FakeArtifacts, FakeGitHub } from './fake-github.ts';
import { FakeWorkspace } from './fake-workspace.ts';
import type { RunReport } from '../../src/domain/report.ts';

/** The ids of one healthy env in the fake. */
export interface FakeEnv {
  readonly name: string;
  readonly userPoolId: string;
  readonly webClientId: string;
  readonly nativeClientId: string;
  readonly identityPoolId: string;
  readonly authRole: string;
  readonly guestRole: string;
}

const REGION = 'eu-west-1';

/** Makes an env that has nothing wrong. */
export function makeEnv(aws: FakeAws, name: string): FakeEnv {
  const env: FakeEnv = {
    name,
    userPoolId: `${REGION}_Pool${name}`,
    webClientId: `web${name}`,
    nativeClientId: `native${name}`,
    identityPoolId: `${REGION}:11111111-2222-3333-4444-${Buffer.from(name.padEnd(6)).toString('hex').padEnd(12, '0').slice(0, 12)}`,
    authRole: `${name}-auth`,
    guestRole: `${name}-guest`,
  };
  makeEnvOf(aws, env);
  return env;
}

/** The same with given ids. */
export function makeEnvOf(aws: FakeAws, env: FakeEnv): void {
  const { name } = env;
  const region = regionOfUserPool(env.userPoolId);
  aws.userPools.set(env.userPoolId, {
    ...POOL,
    id: env.userPoolId,
    name: `${name} pool`,
    arn: `arn:aws:cognito-idp:${region}:${aws.account}:userpool/${env.userPoolId}`,
  });
  aws.mfa.set(env.userPoolId, {
    sms: false,
    totp: false,
    email: false,
    configured: { sms: false, totp: false },
    webAuthn: undefined,
  });
  for (const id of [env.webClientId, env.nativeClientId])
    aws.clients.set(`${env.userPoolId} ${id}`, { ...CLIENT, id, name: id });
  aws.identityPools.set(env.identityPoolId, {
    id: env.identityPoolId,
    name: `${name} identities`,
    allowUnauthenticatedIdentities: true,
    allowClassicFlow: false,
    providers: [env.webClientId, env.nativeClientId].map((clientId) => ({
      providerName: providerNameOf(env.userPoolId),
      clientId,
    })),
    loginProviders: [],
  });
  aws.identityPoolRoles.set(env.identityPoolId, {
    authenticated: roleArn(aws, env.authRole),
    unauthenticated: roleArn(aws, env.guestRole),
    mappings: [],
  });
  makeRole(aws, env.authRole, env.identityPoolId, 'authenticated');
  makeRole(aws, env.guestRole, env.identityPoolId, 'unauthenticated');
}

export function makeRole(
  aws: FakeAws,
  name: string,
  identityPoolId: string,
  kind: 'authenticated' | 'unauthenticated',
): string {
  const trust = serialisePolicy(
    policyOf([trustStatement(identityPoolId, kind, identityPrincipalOf(regionOfIdentityPool(identityPoolId)))]),
  );
  aws.roles.set(name, { arn: roleArn(aws, name), trust, inline: new Map(), attached: new Map() });
  return roleArn(aws, name);
}

export function roleArn(aws: FakeAws, name: string): string {
  return `arn:aws:iam::${aws.account}:role/${name}`;
}

const POOL: Omit<UserPool, 'id' | 'name' | 'arn'> = {
  domain: undefined,
  customDomain: undefined,
  usernameAttributes: ['email'],
  aliasAttributes: [],
  autoVerifiedAttributes: ['email'],
  mfaConfiguration: 'OFF',
  passwordPolicy: {
    minimumLength: 8,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: false,
  },
  requiredAttributes: ['email'],
  firstFactors: ['PASSWORD'],
  customAuth: false,
};

const CLIENT: Omit<AppClient, 'id' | 'name'> = {
  hasSecret: false,
  explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  supportedIdentityProviders: ['COGNITO'],
  callbackUrls: [],
  logoutUrls: [],
  allowedOAuthFlows: [],
  allowedOAuthScopes: [],
  allowedOAuthFlowsUserPoolClient: false,
  refreshTokenRotation: false,
};

type Inputs = Partial<Record<InputName, string>>;

interface ReportJson {
  readonly result: string;
  readonly mode: string;
  readonly findings: readonly { readonly rule: string; readonly env: string | null; readonly severity: string }[];
  readonly unchecked: readonly { readonly rule: string; readonly reason: string }[];
  readonly calls: { readonly total: number };
  readonly notes: readonly string[];
}

function load(command: string, inputs: Inputs): ActionInputs {
  const loaded = loadInputs((name) => (name === 'command' ? command : (inputs[name] ?? '')));
  if (loaded.problems.length > 0) throw new Error(loaded.problems.join('\n'));
  return loaded.inputs;
}

/** A run of one command with everything faked. */
export class Shop {
  readonly aws = new FakeAws();
  readonly workspace = new FakeWorkspace();
  readonly runtime = new FakeRuntime();
  readonly console = new FakeConsole();
  readonly results = new FakeResults();
  readonly repository = new FakeGitHub();
  readonly uploads = new FakeArtifacts((path) => this.results.files.get(path.replace(/^\/reports\//, '')));
  readonly envs = new Map<string, FakeEnv>();
  /** Somebody at a terminal. */
  person: Ports['person'];

  constructor(...names: readonly string[]) {
    for (const name of names) this.envs.set(name, makeEnv(this.aws, name));
    this.write({});
  }

  /** Writes the manifest: every env with storage rights for users and guests, unless `entries` says otherwise. */
  write(entries: Record<string, string>, head = ''): void {
    const envs = [...this.envs.values()].map((env) => entries[env.name] ?? envYaml(env));
    const outputs = 'outputs:\n  - {format: amplify-outputs, path: "config/{env}/amplify_outputs.json"}\n';
    this.workspace.files.set('amplify-auth.yml', `version: 1\nproject: shop\n${head}${outputs}envs:\n${envs.join('')}`);
  }

  async run(command: string, inputs: Inputs = {}): Promise<RunReport> {
    const { report } = await runPipeline(load(command, inputs), this.#ports());
    return report;
  }

  /** What a command that writes would do. */
  async dryRun(command: string, inputs: Inputs = {}): Promise<RunReport> {
    const { report } = await runPipeline({ ...load(command, inputs), dryRun: true }, this.#ports());
    return report;
  }

  /** The whole step: what is reported on GitHub, outputs, summary. Gives the exit code and the report as JSON. */
  async step(command: string, inputs: Inputs = {}): Promise<{ readonly code: number; readonly report: ReportJson }> {
    const code = await run({ inputs: load(command, inputs), problems: [] }, this.#ports());
    return { code, report: JSON.parse(this.results.files.get('report.json') ?? '{}') as ReportJson };
  }

  /** Puts what is in the workspace into the repository, as its default branch. */
  push(): void {
    const sha = this.repository.push('main', Object.fromEntries(this.workspace.files));
    if (this.runtime.trigger.sha === '') this.runtime.trigger = { ...this.runtime.trigger, sha };
  }

  #ports(): Ports {
    return {
      aws: this.aws,
      workspace: this.workspace,
      runtime: this.runtime,
      console: this.console,
      results: this.results,
      github: () => Promise.resolve(this.repository),
      artifacts: () => Promise.resolve(this.uploads),
      person: this.person,
    };
  }

  inline(role: string): ReadonlyMap<string, string> {
    return this.aws.roles.get(role)?.inline ?? new Map();
  }
}

/** An env's part of the manifest. */
export function envYaml(env: FakeEnv, storage = `{bucket: files-${env.name}, auth: [read], guest: [read]}`): string {
  return [
    `  ${env.name}:`,
    `    userPoolId: ${env.userPoolId}`,
    `    webClientId: ${env.webClientId}`,
    `    identityPoolId: ${env.identityPoolId}`,
    ...(storage === '' ? [] : ['    categories:', `      storage: [${storage}]`]),
    '',
  ].join('\n');
}
