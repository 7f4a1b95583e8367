import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type GitHub, type JobOptions, type Repository, startGitHub } from '@amplify-import-auth/testbed/github';
import { runAction, type RunResult } from '@amplify-import-auth/testbed/runner';
import { type Environment, seedEnvironment } from '@amplify-import-auth/testbed/aws';
import { secretIn } from '../helpers/client-secret.ts';
import { awsEnv, clientsFor, freshAccount } from '../helpers/emulator.ts';
import { Checkout, manifestOf, ROOT } from '../helpers/step.ts';

// The bundle in a job, on AWS and GitHub that are emulated: the secret of a client may be on the disk, and nowhere else.
const FILE = 'ios/dev/awsconfiguration.json';
const OUTPUT =
  '  - {format: awsconfiguration, platform: ios, path: "ios/{env}/awsconfiguration.json", includeClientSecret: true}';

const account = freshAccount();
let github: GitHub;
let repository: Repository;
let env: Environment;
const checkout = new Checkout();

beforeAll(async () => {
  github = await startGitHub();
  env = await seedEnvironment(clientsFor(account), { nativeClient: { GenerateSecret: true } });
  const manifest = manifestOf({ dev: env }).replace('envs:', `${OUTPUT}\nenvs:`);
  const files = { 'amplify-auth.yml': manifest, '.gitignore': 'ios/*/awsconfiguration.json\n' };
  repository = await github.repository('octo', 'app', { files });
  execFileSync('git', ['clone', '--quiet', repository.directory, checkout.path]);
});

afterAll(async () => {
  checkout.dispose();
  await github.close();
});

/** A step of a job, and every file that it left in the runner's folder. */
async function run(inputs: Record<string, string>, job: JobOptions): Promise<RunResult & { readonly left: string }> {
  const { env: variables, ...surroundings } = await github.jobEnvironment(repository, job);
  const result = await runAction(ROOT, {
    ...surroundings,
    workspace: checkout.path,
    env: { ...variables, ...awsEnv(account) },
    inputs: { publish: 'none', 'allow-client-secret': 'true', comment: 'always', ...inputs },
  });
  const left = textsBelow(dirname(dirname(result.outputs['report'] ?? '')));
  result.dispose();
  return { ...result, left };
}

function textsBelow(folder: string, isMeant: (path: string) => boolean = () => true): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isMeant(join(entry.parentPath, entry.name)))
    .map((entry) => `${entry.name}\n${readFileSync(join(entry.parentPath, entry.name), 'utf8')}`)
    .join('\n');
}

/** Everything that a step tells, the line that masks the secret left out. */
function toldBy({ output, summary, outputs, exportedEnv, left }: Awaited<ReturnType<typeof run>>): string {
  const log = output.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  return [...log, summary, JSON.stringify([outputs, exportedEnv]), left].join('\n');
}

/** Everything that the stand-in has: each object of its git repository, what it was asked and told, and the artifacts. */
function gitHubHas(): string {
  const git = ['-C', repository.directory, 'cat-file', '--batch-all-objects', '--batch'];
  const objects = execFileSync('git', git, { encoding: 'utf8', maxBuffer: 1 << 28 });
  const artifacts = github.artifacts.list().map(({ name }) => github.artifacts.files(name));
  const spoken = [github.log, repository.issues, repository.checkRuns].map((part) => withoutCycles(part));
  return [objects, JSON.stringify(artifacts), ...spoken].join('\n');
}

function withoutCycles(value: unknown): string {
  const seen = new Set<unknown>();
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null) return part;
    if (seen.has(part)) return undefined;
    seen.add(part);
    return part;
  });
}

describe.each([['pull-request,artifact'], ['commit,artifact']])('apply with publish: %s', (publish) => {
  let result: Awaited<ReturnType<typeof run>>;

  beforeAll(async () => {
    result = await run({ command: 'apply', publish }, { event: 'push' });
  });

  test('the file is on the disk, and git leaves it unchanged', () => {
    expect(result.output).not.toMatch(/^::error/m);
    expect(result.exitCode).toBe(0);
    expect(env.nativeClientSecret).toMatch(/^\w{20,}$/);
    expect(secretIn(checkout.read(FILE))).toBe(env.nativeClientSecret);
    const status = execFileSync('git', ['-C', checkout.path, 'status', '--porcelain', '-uall'], { encoding: 'utf8' });
    expect(status).toContain('amplify_outputs.json');
    expect(status).not.toContain(FILE);
  });

  test('the secret is masked before anything else is said of the file', () => {
    const lines = result.output.split('\n');
    const mask = lines.indexOf(`::add-mask::${env.nativeClientSecret}`);
    expect(mask).toBeGreaterThanOrEqual(0);
    expect(lines.slice(0, mask).join('\n')).not.toContain(FILE);
  });

  test('neither the step, its files, nor GitHub has the secret, and all have the other files', () => {
    // GitHub's own artifact client logs its signed addresses once they are masked.
    expect(result.leaks.filter(({ secret }) => secret === env.nativeClientSecret)).toEqual([]);
    for (const text of [toldBy(result), gitHubHas()]) {
      expect(text).toContain(env.nativeClientId);
      expect(text).not.toContain(env.nativeClientSecret);
    }
    const others = textsBelow(checkout.path, (path) => path !== join(checkout.path, FILE));
    expect(others).toContain(env.webClientId);
    expect(others).not.toContain(env.nativeClientSecret);
  });

  test('the artifact and the repository have no such file, and the plan has its hash', () => {
    const [artifact] = github.artifacts.list().slice(-1);
    const files = github.artifacts.files(artifact!.name);
    expect(Object.keys(files)).toContain('config/dev/amplify_outputs.json');
    expect(Object.keys(files)).not.toContain(FILE);
    const tree = execFileSync('git', ['-C', repository.directory, 'log', '--all', '--name-only', '--format='], {
      encoding: 'utf8',
    });
    expect(tree).toContain('config/dev/amplify_outputs.json');
    expect(tree).not.toContain(FILE);
  });
});

test('a pull request never has the secret read, whatever its workflow allows', async () => {
  await repository.commit({ branch: 'topic', files: { 'README.md': 'hello' } });
  const { number } = await repository.openPullRequest({ head: 'topic' });
  const result = await run({ command: 'plan' }, { event: 'pull_request', number });
  expect(result.exitCode).toBe(0);
  expect(result.secrets).not.toContain(env.nativeClientSecret);
  expect(result.summary).toContain('is not known: it holds the secret of a client');
  expect(toldBy(result) + gitHubHas()).not.toContain(env.nativeClientSecret);
});
