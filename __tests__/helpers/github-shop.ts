import {
  type GitHub,
  type JobOptions,
  type Repository,
  type RepositoryOptions,
  startGitHub,
} from '@amplify-import-auth/testbed/github';
import {
  type AwsClients,
  type Environment,
  type Proxy,
  seedEnvironment,
  type SeedOptions,
  startProxy,
} from '@amplify-import-auth/testbed/aws';
import { clientsFor, endpoint, freshAccount } from './emulator.ts';
import { Checkout, manifestOf, step, type StepResult } from './step.ts';

export const MANIFEST = 'amplify-auth.yml';
export const LOCK = 'amplify-auth.lock.json';
/** What the manifest of {@link Shop.manifest} generates. */
export const GENERATED = ['aws-exports.js', 'amplifyconfiguration.json', 'amplify_outputs.json'].map(
  (name) => `config/dev/${name}`,
);

/** How one run differs from a push to the default branch by somebody with all rights. */
export interface RunOptions extends Partial<JobOptions> {
  /** Between the job's start and what it does: others are at work, too. */
  readonly meanwhile?: () => Promise<unknown>;
  readonly credentials?: boolean;
  readonly env?: Record<string, string>;
  /** Cancels the job only by SIGTERM. */
  readonly cancel?: AbortSignal;
}

/** AWS and GitHub, for the tests of one file. */
export class Stage {
  readonly github: GitHub;
  readonly proxy: Proxy;
  #repositories = 0;

  private constructor(github: GitHub, proxy: Proxy) {
    this.github = github;
    this.proxy = proxy;
  }

  static async open(): Promise<Stage> {
    return new Stage(await startGitHub(), await startProxy({ upstream: endpoint() }));
  }

  /** A repository of its own, with a manifest of one env, in an account of its own. */
  async shop(options: Omit<RepositoryOptions, 'files'> & { readonly seed?: SeedOptions } = {}): Promise<Shop> {
    const { seed = {}, ...rest } = options;
    const account = freshAccount();
    const clients = clientsFor(account);
    const dev = await seedEnvironment(clients, seed);
    const files = { [MANIFEST]: manifestOf({ dev }), 'README.md': 'Hello\n' };
    const repository = await this.github.repository('octo', `demo-${(this.#repositories += 1)}`, { ...rest, files });
    return new Shop(this, repository, account, clients, dev);
  }

  /** Between two tests: no faults, no record of calls. */
  reset(): void {
    this.github.reset();
    this.proxy.reset();
  }

  async close(): Promise<void> {
    await this.github.close();
    await this.proxy.close();
  }
}

export interface UploadedArtifact {
  readonly id: string;
  /** Text by path. */
  readonly files: Readonly<Record<string, string>>;
}

export class Shop {
  #run = 0;
  readonly stage: Stage;
  readonly repository: Repository;
  readonly account: string;
  readonly clients: AwsClients;
  readonly dev: Environment;

  constructor(stage: Stage, repository: Repository, account: string, clients: AwsClients, dev: Environment) {
    this.stage = stage;
    this.repository = repository;
    this.account = account;
    this.clients = clients;
    this.dev = dev;
  }

  /** The manifest's text with the rights of signed-in users changed, and lines put before the envs. */
  manifest(rights = 'create, read, update, delete', head: readonly string[] = []): string {
    const text = manifestOf({ dev: this.dev }).replace('create, read, update, delete', rights);
    return text.replace('envs:\n', [...head, 'envs:', ''].join('\n'));
  }

  /** Runs the committed bundle as a step of a job, on what is checked out for the event. */
  async run(inputs: Record<string, string>, options: RunOptions = {}): Promise<StepResult> {
    const { meanwhile, credentials = true, env = {}, cancel, ...event } = options;
    const { github, proxy } = this.stage;
    const job = await github.jobEnvironment(this.repository, { event: 'push', ...event });
    this.#run = job.runId;
    const checkout = new Checkout(await this.repository.files(job.sha));
    await meanwhile?.();
    const keys = credentials ? {} : { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
    try {
      const { env: variables, ...rest } = job;
      const options = {
        ...rest,
        env: { ...variables, ...keys, ...env },
        endpoint: proxy.url,
        ...(cancel === undefined ? {} : { cancel, cancelBy: 'SIGTERM' as const }),
      };
      const run = await step(checkout, this.account, inputs, options);
      const told = [run.output, run.summary, ...Object.values(run.outputs)].join('\n');
      if (told.includes(job.githubToken)) throw new Error(`the token was printed:\n${run.output}`);
      return run;
    } finally {
      checkout.dispose();
    }
  }

  /** Requests of this repository that change something there, as `METHOD /path` below the repository, or the mutation. */
  get writes(): readonly string[] {
    const prefix = `/repos/${this.repository.fullName}`;
    return this.stage.github.log.flatMap(({ method, path, operation }) => {
      if (operation !== '') return ['repository', 'viewer'].includes(operation) ? [] : [operation];
      if (method === 'GET' || !path.startsWith(prefix)) return [];
      return [`${method} ${path.slice(prefix.length)}`];
    });
  }

  /** Calls that change something in AWS. */
  get awsWrites(): readonly string[] {
    const { calls } = this.stage.proxy;
    return calls.map(({ operation }) => operation).filter((name) => !/^(Get|List|Describe|Simulate)/.test(name));
  }

  /** An artifact that the last run has uploaded; undefined where it has not. */
  artifact(name: string): UploadedArtifact | undefined {
    const { artifacts } = this.stage.github;
    const own = artifacts.list({ runId: this.#run }).find((artifact) => artifact.name === name);
    return own && { id: String(own.id), files: artifacts.files(name) };
  }

  get rescued(): Readonly<Record<string, string>> {
    return this.artifact('amplify-import-auth-shop-rescue')?.files ?? {};
  }

  policies(): Promise<readonly string[]> {
    return inlinePolicies(this.clients, this.dev.authRoleName);
  }
}

async function inlinePolicies({ iam }: AwsClients, RoleName: string): Promise<readonly string[]> {
  const { ListRolePoliciesCommand } = await import('@aws-sdk/client-iam');
  return (await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames ?? [];
}

/** The findings of a run, as `rule message`. */
export function findingsOf({ report }: StepResult): readonly string[] {
  return report.findings.map(({ rule, message }) => `${rule} ${message}`);
}

/** The errors of a run. */
export function errorsOf({ annotations }: StepResult): readonly string[] {
  return annotations.filter(({ command }) => command === 'error').map(({ message }) => message);
}

/** The notices of a run. */
export function noticesOf({ annotations }: StepResult): readonly string[] {
  return annotations.filter(({ command }) => command === 'notice').map(({ message }) => message);
}
