import { makeEnv, envYaml, Shop } from './shop.ts';
import type { InputName } from '../../src/interface/input-table.ts';

export const LOCK = 'amplify-auth.lock.json';
export const SHA = 'c0ffee0000000000000000000000000000000000';
export const fileOf = (env: string) => `config/${env}/amplify_outputs.json`;

type Inputs = Partial<Record<InputName, string>>;

/** A shop whose workflow has several jobs: each begins with a checkout of its own. */
export class Fleet extends Shop {
  /** Calls that the last shards said they made. */
  callsOfShards = 0;

  constructor(...names: readonly string[]) {
    super(...names);
    this.runtime.trigger = { ...this.runtime.trigger, sha: SHA };
    this.push();
  }

  /** Two manifests in the place of the one. */
  static ofTwo(shop: readonly string[], blog: readonly string[]): Fleet {
    const fleet = new Fleet();
    fleet.workspace.files.clear();
    for (const [project, names] of [
      ['shop', shop],
      ['blog', blog],
    ] as const) {
      const envs = names.map((name) =>
        envYaml(makeEnv(fleet.aws, `${project}${name}`)).replace(`  ${project}${name}:`, `  ${name}:`),
      );
      const outputs = 'outputs:\n  - {format: amplify-outputs, path: "config/{env}/amplify_outputs.json"}\n';
      fleet.workspace.files.set(
        `apps/${project}/amplify-auth.yml`,
        `version: 1\nproject: ${project}\n${outputs}envs:\n${envs.join('')}`,
      );
    }
    fleet.repository.push('main', { 'amplify-auth.yml': null });
    fleet.push();
    return fleet;
  }

  async job(command: string, inputs: Inputs = {}): ReturnType<Shop['step']> {
    this.checkOut();
    return this.step(command, inputs);
  }

  checkOut(): void {
    this.workspace.files.clear();
    for (const [path, text] of this.repository.at('main')) this.workspace.files.set(path, text);
  }

  /** All shards of a command, one job each; gives their exit codes. */
  async shards(count: number, command: string, inputs: Inputs = {}): Promise<readonly number[]> {
    const codes: number[] = [];
    this.callsOfShards = 0;
    for (let index = 1; index <= count; index += 1) {
      const { code, report } = await this.job(command, { ...inputs, shard: `${index}/${count}` });
      codes.push(code);
      this.callsOfShards += report.calls.total;
    }
    return codes;
  }

  /** What a shard has uploaded, changed; the artifact is put back in its place. */
  tamper(name: string, change: (shard: ShardJson) => unknown): void {
    const shard = JSON.parse(this.uploads.text(name, 'shard.json') ?? '') as ShardJson;
    this.uploads.forge(name, { 'shard.json': JSON.stringify(change(shard)) });
  }

  /** The repository as one run that is no shard would have left it. */
  static async unsharded(twin: Fleet, command: string, inputs: Inputs = {}): Promise<Record<string, string>> {
    await twin.job(command, { publish: 'commit', 'github-token': 'token', ...inputs });
    return Object.fromEntries(twin.repository.at('main'));
  }
}

/** The parts of a shard's file that tests change. */
export interface ShardJson {
  readonly version: string;
  readonly project: string;
  readonly manifest: string;
  readonly shard: string;
  readonly sha: string;
  readonly basis: Readonly<Record<string, string | null>>;
  readonly envs: readonly {
    readonly env: string;
    readonly files: readonly { readonly path: string; readonly after: string | null }[];
    readonly parts: readonly { readonly path: string; readonly after: string | null }[];
    readonly lock?: string | null;
  }[];
  readonly report: { readonly command: string; readonly findings: readonly object[]; readonly envs: readonly object[] };
}
