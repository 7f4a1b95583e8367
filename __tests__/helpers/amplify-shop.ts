import type { RunReport } from '../../src/domain/report.ts';
import { loadInputs } from '../../src/interface/inputs.ts';
import type { InputName } from '../../src/interface/input-table.ts';
import { runPipeline } from '../../src/app/pipeline.ts';
import { FakeAws } from './fake-aws.ts';
import { FakeRuntime, fakeSurroundings } from './fake-run.ts';
import { FakeWorkspace } from './fake-workspace.ts';
import { makeEnv, type FakeEnv } from './shop.ts';

/** Healthy envs in a fake AWS, and the `amplify/` folder of an app. */
export class AmplifyShop {
  readonly aws = new FakeAws();
  readonly workspace = new FakeWorkspace();
  readonly runtime = new FakeRuntime();
  readonly envs: Readonly<Record<'dev' | 'prod', FakeEnv>> = {
    dev: makeEnv(this.aws, 'dev'),
    prod: makeEnv(this.aws, 'prod'),
  };

  /** Puts files of the folder into the workspace: objects as the Amplify CLI writes them, texts as they are; null takes one away. */
  folder(files: Readonly<Record<string, object | string | null>>): void {
    for (const [path, content] of Object.entries(files)) {
      if (content === null) {
        this.workspace.files.delete(`amplify/${path}`);
        continue;
      }
      const text = typeof content === 'string' ? content : JSON.stringify(content, undefined, 2);
      this.workspace.files.set(`amplify/${path}`, text);
    }
  }

  async run(command: string, inputs: Partial<Record<InputName, string>> = {}): Promise<RunReport> {
    const loaded = loadInputs((name) => (name === 'command' ? command : (inputs[name] ?? '')));
    if (loaded.problems.length > 0) throw new Error(loaded.problems.join('\n'));
    const ports = { ...fakeSurroundings(this.runtime), aws: this.aws, workspace: this.workspace };
    return (await runPipeline(loaded.inputs, ports)).report;
  }

  read(path: string): string | undefined {
    return this.workspace.files.get(`amplify/${path}`);
  }
}

/** A project with the envs dev and prod, into which nothing is imported yet. */
export const FRESH = {
  '.config/project-config.json': { projectName: 'shop', frontend: 'javascript' },
  'team-provider-info.json': {
    dev: { awscloudformation: { Region: 'eu-west-1' } },
    prod: { awscloudformation: { Region: 'eu-west-1' } },
  },
  'backend/backend-config.json': {},
} as const;

/** An imported auth resource, as `backend-config.json` has it. */
export const IMPORTED = {
  customAuth: false,
  dependsOn: [],
  providerPlugin: 'awscloudformation',
  service: 'Cognito',
  serviceType: 'imported',
} as const;
