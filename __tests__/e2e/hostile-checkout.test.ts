import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Environment, seedEnvironment } from '@amplify-import-auth/testbed/aws';
import { runAction } from '@amplify-import-auth/testbed/runner';
import { awsEnv, clientsFor, freshAccount } from '../helpers/emulator.ts';
import { plantRepository, Trap } from '../helpers/hostile-checkout.ts';
import { Checkout, manifestOf, ROOT } from '../helpers/step.ts';

// Pull requests bring folders that are repositories, whose settings name programs. The bundle must not start anything: neither by what
// it finds in the checkout, nor otherwise.
const COMMANDS = ['validate', 'plan', 'apply', 'drift', 'unlink', 'discover', 'matrix', 'permissions', 'collect'];
/** Those that look at files in the checkout. */
const LOOKING = ['validate', 'plan', 'apply', 'drift', 'unlink'];
const EVENTS = ['push', 'pull_request', 'pull_request_target', 'schedule', 'issue_comment'];
const PULL = {
  number: 7,
  head: { sha: 'a'.repeat(40), repo: { full_name: 'fork/demo' } },
  base: { repo: { full_name: 'octo/demo' } },
};

const account = freshAccount();
let env: Environment;
const trap = new Trap();
const checkouts: Checkout[] = [];

beforeAll(async () => {
  env = await seedEnvironment(clientsFor(account), { nativeClient: { GenerateSecret: true } });
});

afterAll(() => {
  trap.dispose();
  for (const checkout of checkouts) checkout.dispose();
});

function secretFile(folder: string): string {
  return `${folder}/ios/dev/awsconfiguration.json`;
}

/** A clone with a mobile file that is to hold the client's secret below `folder`, and git that leaves it unchanged. */
function checkoutWith(folder: string, plant: (path: string) => void): Checkout {
  const output = `  - {format: awsconfiguration, platform: ios, path: ${secretFile(folder)}, includeClientSecret: true}`;
  const files = {
    'amplify-auth.yml': manifestOf({ dev: env }).replace('envs:', `${output}\nenvs:`),
    '.gitignore': 'awsconfiguration.json\n',
  };
  const checkout = new Checkout(files);
  checkouts.push(checkout);
  git(checkout.path, 'init', '--quiet');
  plant(checkout.path);
  return checkout;
}

function git(path: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', path, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function run(
  checkout: Checkout,
  command: string,
  event: string,
  inputs: Record<string, string> = {},
  decoys = false,
) {
  const isPull = event.startsWith('pull_request');
  const result = await runAction(ROOT, {
    workspace: checkout.path,
    eventName: event,
    ...(isPull ? { event: { pull_request: PULL } } : {}),
    env: { ...awsEnv(account), ...trap.env(decoys) },
    inputs: {
      command,
      publish: 'none',
      'allow-client-secret': 'true',
      ...(command === 'unlink' ? { envs: '*' } : {}),
      ...inputs,
    },
  });
  result.dispose();
  return { ...result, caught: trap.caught() };
}

const NOTHING = { recorded: true, processes: [], marker: false };

describe('a committed folder that is a repository itself', () => {
  let checkout: Checkout;

  beforeAll(() => {
    checkout = checkoutWith('evil', (path) => {
      plantRepository(join(path, 'evil'), trap.marker);
      git(path, 'add', '--all');
      git(path, 'commit', '--quiet', '-m', 'hostile');
    });
  });

  test('is one to git: any command that starts there runs its program', () => {
    trap.caught();
    try {
      git(join(checkout.path, 'evil'), '-c', 'safe.directory=*', '-c', 'core.fsmonitor=false', 'ls-files');
    } catch {
      // It fails after it has run the program.
    }
    expect(trap.caught().marker).toBe(true);
  });

  test.each(LOOKING)(
    'nothing is run by %s, whatever the event',
    async (command) => {
      for (const event of EVENTS) {
        const { caught, output } = await run(checkout, command, event);
        expect([event, caught]).toEqual([event, NOTHING]);
        expect(output).not.toContain('This is a bug');
      }
    },
    300_000,
  );
});

describe.each<[string, (path: string) => void]>([
  [
    'a .git file that leads to a folder of the checkout',
    (path) => {
      plantRepository(join(path, 'stash'), trap.marker);
      plantFile(join(path, 'evil'), '.git', 'gitdir: ../stash\n');
    },
  ],
  [
    'a .git file that leads out of the workspace',
    (path) => {
      plantRepository(join(trap.folder, 'outside'), trap.marker);
      plantFile(join(path, 'evil'), '.git', `gitdir: ${join(trap.folder, 'outside')}\n`);
    },
  ],
  [
    'a repository in the repository',
    (path) => {
      plantRepository(join(path, 'evil/.git'), trap.marker);
    },
  ],
])('%s', (_what, plant) => {
  test.each(['plan', 'apply', 'drift'])(
    'runs nothing in %s',
    async (command) => {
      const checkout = checkoutWith('evil', plant);
      const { caught, output } = await run(checkout, command, 'push');
      expect(caught).toEqual(NOTHING);
      expect(output).not.toContain('This is a bug');
    },
    120_000,
  );
});

function plantFile(folder: string, name: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
}

describe('an ordinary checkout', () => {
  test.each(COMMANDS)(
    '%s starts no process, not even git',
    async (command) => {
      const checkout = checkoutWith('app', () => undefined);
      const { caught } = await run(checkout, command, 'push', {}, true);
      expect(caught).toEqual(NOTHING);
    },
    120_000,
  );
});
