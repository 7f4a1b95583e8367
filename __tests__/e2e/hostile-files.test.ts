import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Environment, seedEnvironment } from '@amplify-import-auth/testbed/aws';
import { clientsFor, freshAccount } from '../helpers/emulator.ts';
import { Checkout, manifestOf, step } from '../helpers/step.ts';

// What lies in a checkout is anybody's: at the paths that are read and written there may be anything. Each run ends, and with a finding
// that says what is in the way.
const account = freshAccount();
const checkouts: Checkout[] = [];
let env: Environment;

beforeAll(async () => {
  env = await seedEnvironment(clientsFor(account), { nativeClient: { GenerateSecret: true } });
});

afterAll(() => {
  for (const checkout of checkouts) checkout.dispose();
});

function checkoutWith(outputs: readonly string[], files: Record<string, string> = {}): Checkout {
  const manifest = manifestOf({ dev: env }, () => []).replace(/^outputs:\n(?: {2}- .*\n)*/m, '');
  const written = outputs.length === 0 ? '' : `outputs:\n${outputs.map((output) => `  - ${output}\n`).join('')}`;
  const checkout = new Checkout({ 'amplify-auth.yml': manifest.replace('envs:', `${written}envs:`), ...files });
  checkouts.push(checkout);
  return checkout;
}

const exported = (path: string) => `{format: aws-exports, path: "${path}"}`;

async function run(checkout: Checkout, command: string, inputs: Record<string, string> = {}) {
  return step(checkout, account, { command, publish: 'none', policies: 'off', ...inputs });
}

function fifo(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  execFileSync('mkfifo', [path]);
}

/** The id of a process that is gone. */
const gone = spawnSync(process.execPath, ['-e', '']).pid;

describe.each<{ what: string; output: string; says: string; make?: (path: string) => void }>([
  {
    what: 'symbolic links in a circle',
    output: exported('loop/a.js'),
    says: 'symbolic links on the way lead in a circle',
    make: (path) => {
      symlinkSync('loop', join(path, 'loop'));
    },
  },
  {
    what: 'two symbolic links that lead to each other',
    output: exported('one/deep/a.js'),
    says: 'symbolic links on the way lead in a circle',
    make: (path) => {
      symlinkSync('two', join(path, 'one'));
      symlinkSync('one', join(path, 'two'));
    },
  },
  {
    what: 'a name that is too long',
    output: exported(`${'a'.repeat(300)}/a.js`),
    says: 'too long for this file system',
  },
  {
    what: 'a pipe',
    output: exported('a.js'),
    says: 'it is no plain file',
    make: (path) => {
      fifo(join(path, 'a.js'));
    },
  },
  {
    what: 'a file in place of a folder',
    output: exported('a/b/c.js'),
    says: 'a part of the path is a file',
    make: (path) => {
      writeFileSync(join(path, 'a'), '');
    },
  },
  {
    what: 'a huge file',
    output: exported('a.js'),
    says: 'it is larger than 64 MiB',
    make: (path) => {
      writeFileSync(join(path, 'a.js'), '');
      truncateSync(join(path, 'a.js'), 2 ** 30);
    },
  },
  {
    what: 'a symbolic link to the folder of a tool',
    output: exported('config/pre-commit'),
    says: 'holds the hidden name ".husky"',
    make: (path) => {
      mkdirSync(join(path, '.husky'));
      symlinkSync('.husky', join(path, 'config'));
    },
  },
])('$what at an output path', ({ output, says, make }) => {
  test('is a finding, and nothing is written', async () => {
    const checkout = checkoutWith([output]);
    make?.(checkout.path);
    const { output: log, report, exitCode } = await run(checkout, 'apply');
    expect(log).not.toContain('This is a bug');
    expect(report.findings.map(({ rule, message }) => `${rule} ${message}`).join('\n')).toContain(says);
    expect(exitCode).toBe(1);
    expect(existsSync(join(checkout.path, '.husky/pre-commit'))).toBe(false);
  });
});

describe('beside an output', () => {
  test('what only has the name of a temporary file stays, and is in nobody’s way', async () => {
    const checkout = checkoutWith([exported('src/aws-exports.js')]);
    const name = (hex: string) => join(checkout.path, `src/.aws-exports.js.${gone}-${hex.repeat(12)}.tmp`);
    mkdirSync(name('a'), { recursive: true });
    writeFileSync(join(name('a'), 'x'), '');
    fifo(name('b'));
    symlinkSync('nowhere', name('c'));
    writeFileSync(name('d'), 'left by a run that was killed');
    const { output, exitCode } = await run(checkout, 'apply');
    expect(output).not.toMatch(/^::error/m);
    expect(exitCode).toBe(0);
    expect(checkout.read('src/aws-exports.js')).toContain(env.webClientId);
    expect(existsSync(join(name('a'), 'x'))).toBe(true);
    expect(existsSync(name('d'))).toBe(false);
  });

  test('a file with the longest name that there may be', async () => {
    const name = `${'é'.repeat(125)}.js`;
    const checkout = checkoutWith([exported(name)]);
    const { output, exitCode } = await run(checkout, 'apply');
    expect(output).not.toMatch(/^::error/m);
    expect(exitCode).toBe(0);
    expect(checkout.read(name)).toContain(env.webClientId);
  });
});

describe('where a client’s secret is to lie', () => {
  const SECRET =
    '{format: awsconfiguration, platform: ios, path: ios/awsconfiguration.json, includeClientSecret: true}';

  test.each<[string, string, (path: string) => void]>([
    [
      'a .gitignore that is no pattern',
      'no .gitignore leaves it out',
      (path) => {
        ignore(path, '\\\\[a\n[]a]\\\\[a\n');
      },
    ],
    [
      'a .gitignore that takes it back',
      'no .gitignore leaves it out',
      (path) => {
        ignore(path, '*\n![[:alpha:]]*\n');
      },
    ],
    [
      'one that takes it back and is not UTF-8',
      '.gitignore cannot be read',
      (path) => {
        ignore(path, Buffer.from('*.json\n# \xe9\n!aws*\n', 'latin1'));
      },
    ],
    [
      'a folder that is a link',
      'a symbolic link',
      (path) => {
        ignore(path, '/ios/\n');
        mkdirSync(join(path, 'real'));
        symlinkSync('real', join(path, 'ios'));
      },
    ],
    [
      'an index that is damaged',
      'cannot be judged',
      (path) => {
        ignore(path, '/ios/\n');
        writeFileSync(join(path, '.git/index'), 'DIRC');
      },
    ],
    [
      'a pipe in place of the index',
      'cannot be judged',
      (path) => {
        ignore(path, '/ios/\n');
        fifo(join(path, '.git/index'));
      },
    ],
    [
      'an index that has it',
      'git has it already',
      (path) => {
        ignore(path, '');
        mkdirSync(join(path, 'ios'));
        writeFileSync(join(path, 'ios/AWSConfiguration.json'), '');
        execFileSync('git', ['-C', path, 'add', '.']);
        ignore(path, '/ios/\n');
      },
    ],
  ])('%s: it is not written', async (_what, says, make) => {
    const checkout = checkoutWith([SECRET]);
    execFileSync('git', ['init', '--quiet', checkout.path]);
    make(checkout.path);
    const { output, report, exitCode } = await run(checkout, 'apply', { 'allow-client-secret': 'true' });
    expect(output).not.toContain('This is a bug');
    expect(report.findings.map(({ rule, message }) => `${rule} ${message}`).join('\n')).toContain(says);
    expect(exitCode).toBe(1);
    expect(existsSync(join(checkout.path, 'ios/awsconfiguration.json'))).toBe(false);
  });

  function ignore(path: string, text: string | Buffer): void {
    writeFileSync(join(path, '.gitignore'), text);
  }
});

describe('paths in a lock that was edited', () => {
  test('with a character that no file system takes', async () => {
    const checkout = checkoutWith([exported('a.js')]);
    expect((await run(checkout, 'apply')).exitCode).toBe(0);
    const path = 'amplify-auth.lock.json';
    const lock = JSON.parse(checkout.read(path)) as { envs: { dev: { files: { path: string }[] } } };
    lock.envs.dev.files.push({ ...lock.envs.dev.files[0]!, path: 'x\0/a.js' });
    checkout.write(path, JSON.stringify(lock));
    const { output, exitCode } = await run(checkout, 'plan');
    expect(output).not.toContain('This is a bug');
    expect(exitCode).toBe(0);
  });
});

describe('discover', () => {
  test.each<[string, string, (path: string) => void]>([
    ['.husky/amplify-auth.yml', 'hidden name', () => undefined],
    ['package.json', 'read by a package manager', () => undefined],
    [
      'dangling.yml',
      'cannot be written',
      (path) => {
        symlinkSync('nowhere/x', join(path, 'dangling.yml'));
      },
    ],
    [
      'pipe.yml',
      'cannot be written',
      (path) => {
        fifo(join(path, 'pipe.yml'));
      },
    ],
  ])('does not write %s', async (manifest, says, make) => {
    const checkout = new Checkout();
    checkouts.push(checkout);
    make(checkout.path);
    const { output, report, exitCode } = await step(checkout, account, {
      command: 'discover',
      publish: 'none',
      manifest,
    });
    expect(output).not.toContain('This is a bug');
    expect(report.findings.map(({ message }) => message).join('\n')).toContain(says);
    expect(exitCode).toBe(1);
  });
});

test('outputs never lead to files that govern the repository or its tools', async () => {
  const paths = [
    'CODEOWNERS',
    'docs/CODEOWNERS',
    '.gitattributes',
    '.gitmodules',
    'x/.gitignore',
    '.husky/pre-commit',
    '.npmrc',
  ]
    .concat([
      '.gitlab-ci.yml',
      '.forgejo/workflows/x.yml',
      '.circleci/config.yml',
      'Jenkinsfile',
      'package.json',
      'Makefile',
    ])
    .concat([
      '.g\u200cit/config',
      'a\u{e0100}.js',
      'a\u3164.js',
      'HUSKY~1/x',
      'amplify/hooks/pre-push.js',
      'CODEOWNER\u017f',
    ]);
  const checkout = checkoutWith(paths.map(exported));
  const { report } = await run(checkout, 'validate', { offline: 'true' });
  const refused = report.findings.filter(({ rule }) => rule === 'manifest/output-path');
  expect(refused.map(({ line }) => line)).toEqual(paths.map((_, index) => 4 + index));
});
