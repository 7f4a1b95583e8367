import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runAction, type RunOptions, type RunResult } from '@amplify-import-auth/testbed/runner';
import type { Environment } from '@amplify-import-auth/testbed/aws';
import { awsEnv } from './emulator.ts';

/** The repository: where action.yml and the committed dist/ are. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** A repository of a user, in a temporary folder. */
export class Checkout {
  readonly path = mkdtempSync(join(tmpdir(), 'checkout-'));

  constructor(files: Record<string, string> = {}) {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.path, path)), { recursive: true });
    writeFileSync(join(this.path, path), text);
  }

  read(path: string): string {
    return readFileSync(join(this.path, path), 'utf8');
  }

  /** Every file with its content and its time of change: equal before and after a run that touches nothing. */
  snapshot(): Record<string, string> {
    const files = readdirSync(this.path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return Object.fromEntries(
      files.map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [path.slice(this.path.length + 1), `${statSync(path).mtimeMs} ${readFileSync(path, 'utf8')}`];
      }),
    );
  }

  dispose(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** What a step left behind, with its report and plan read. */
export interface StepResult extends RunResult {
  readonly report: Report;
}

export interface Report {
  readonly result: string;
  readonly findings: readonly {
    readonly rule: string;
    readonly env: string | null;
    readonly line: number;
    readonly column: number;
    readonly message: string;
    readonly hint: string | null;
  }[];
  readonly unchecked: readonly {
    readonly rule: string;
    readonly env: string;
    readonly reason: string;
    readonly missingPermission: string | null;
    readonly resource: string | null;
  }[];
  readonly plan: {
    readonly digest: string;
    readonly changes: readonly { readonly kind: string; readonly action: string; readonly target: string }[];
  };
  readonly outcomes: readonly { readonly env: string; readonly status: string; readonly kind: string }[];
  readonly calls: { readonly total: number; readonly byOperation: Record<string, number>; readonly throttled: number };
}

/** Runs the action's committed bundle as a step of a job in `checkout`. What makes files keeps them there, unless `publish` says otherwise. */
export async function step(
  checkout: Checkout,
  account: string,
  inputs: Record<string, string>,
  options: RunOptions & { readonly endpoint?: string } = {},
): Promise<StepResult> {
  const { endpoint, ...rest } = options;
  const run = await runAction(ROOT, {
    workspace: checkout.path,
    eventName: 'push',
    ...rest,
    inputs: { publish: 'none', ...inputs },
    env: { ...awsEnv(account, endpoint), ...rest.env },
  });
  const path = run.outputs['report'];
  const report = path === undefined || path === '' ? undefined : (JSON.parse(readFileSync(path, 'utf8')) as Report);
  run.dispose();
  if (report === undefined) throw new Error(`the step left no report:\n${run.output}`);
  return { ...run, report };
}

/** The manifest of one project with these envs, each with its seeded ids. */
export function manifestOf(
  envs: Record<string, Environment>,
  extra: (name: string, env: Environment) => readonly string[] = storage,
): string {
  const lines = Object.entries(envs).flatMap(([name, env]) => [
    `  ${name}:`,
    `    userPoolId: ${env.userPoolId}`,
    `    webClientId: ${env.webClientId}`,
    ...(env.nativeClientId === '' ? [] : [`    nativeClientId: ${env.nativeClientId}`]),
    ...(env.identityPoolId === '' ? [] : [`    identityPoolId: ${env.identityPoolId}`]),
    ...extra(name, env).map((line) => `    ${line}`),
  ]);
  return ['version: 1', 'project: shop', ...OUTPUTS, 'envs:', ...lines, ''].join('\n');
}

const OUTPUTS = [
  'outputs:',
  '  - {format: aws-exports, path: "config/{env}/aws-exports.js"}',
  '  - {format: amplifyconfiguration, path: "config/{env}/amplifyconfiguration.json"}',
  '  - {format: amplify-outputs, path: "config/{env}/amplify_outputs.json"}',
];

/** Storage rights for users and guests. */
export function storage(_name: string, env: Environment): readonly string[] {
  return [
    'categories:',
    '  storage:',
    `    - {bucket: ${env.bucket}, auth: [create, read, update, delete], guest: [read]}`,
  ];
}
