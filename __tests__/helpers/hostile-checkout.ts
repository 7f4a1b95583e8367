import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RECORDER = fileURLToPath(new URL('process-recorder.cjs', import.meta.url));

/** Where code of a checkout shows that it has run, and what shows that a process was started. */
export class Trap {
  readonly folder = mkdtempSync(join(tmpdir(), 'trap-'));
  readonly #record = join(this.folder, 'record');
  readonly #bin = join(this.folder, 'bin');

  constructor() {
    mkdirSync(this.#bin);
    // Whoever starts git by its name starts this.
    for (const name of ['git', 'ssh', 'sh', 'bash', 'node', 'npm']) {
      writeFileSync(join(this.#bin, name), `#!/bin/sh\n: > ${this.marker}\nexit 1\n`);
      chmodSync(join(this.#bin, name), 0o755);
    }
  }

  get marker(): string {
    return join(this.folder, 'marker');
  }

  /** Variables for a step that is to be watched. With `decoys`, programs of the trap come first on the path. */
  env(decoys: boolean): Record<string, string> {
    return {
      NODE_OPTIONS: `--require ${RECORDER}`,
      RECORDED_PROCESSES: this.#record,
      ...(decoys ? { PATH: [this.#bin, process.env['PATH']].join(delimiter) } : {}),
    };
  }

  /** Processes that were started since the last time, and whether anything has run. */
  caught(): { readonly recorded: boolean; readonly processes: readonly string[]; readonly marker: boolean } {
    const lines = existsSync(this.#record) ? readFileSync(this.#record, 'utf8').split('\n').filter(Boolean) : [];
    const marker = existsSync(this.marker);
    for (const path of [this.#record, this.marker]) rmSync(path, { force: true });
    const processes = lines.filter((line) => line !== 'recording');
    return { recorded: lines.includes('recording'), processes, marker };
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Settings of a repository that each name a program. */
function settings(run: string): string {
  return [
    '[core]\n\trepositoryformatversion = 1\n\tbare = false\n\tworktree = .',
    `\tfsmonitor = ${run}\n\tsshCommand = ${run}\n\thooksPath = hooks\n\tpager = ${run}\n\teditor = ${run}\n\tgitProxy = ${run}`,
    '[extensions]\n\tpartialClone = origin',
    `[remote "origin"]\n\turl = .\n\tpromisor = true\n\tpartialclonefilter = blob:none\n\tuploadpack = ${run}`,
    `[filter "x"]\n\tclean = ${run}\n\tsmudge = ${run}\n\tprocess = ${run}\n\trequired = true`,
    `[diff]\n\texternal = ${run}\n[credential]\n\thelper = !${run}\n[gpg]\n\tprogram = ${run}\n[index]\n\tsparse = true\n`,
  ].join('\n');
}

/**
 * Fills a folder that is a repository itself, without a `.git`, so that it can be committed: git that is started anywhere below takes
 * its settings. The index needs a folder that is not there, so that even `git ls-files` fetches it, by a program that is named here.
 */
export function plantRepository(folder: string, marker: string): void {
  const source = mkdtempSync(join(tmpdir(), 'planted-'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', source, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  git('init', '--quiet');
  mkdirSync(join(source, 'a/b'), { recursive: true });
  writeFileSync(join(source, 'a/b/x'), 'x');
  git('add', '.');
  git('commit', '--quiet', '-m', 'x');
  git('sparse-checkout', 'init', '--cone', '--sparse-index');
  git('sparse-checkout', 'set', 'nothing');
  mkdirSync(folder, { recursive: true });
  cpSync(join(source, '.git'), folder, { recursive: true });
  rmSync(source, { recursive: true, force: true });
  rmSync(join(folder, 'objects'), { recursive: true });
  mkdirSync(join(folder, 'objects/info'), { recursive: true });
  writeFileSync(join(folder, 'objects/info/.keep'), '');
  writeFileSync(join(folder, '.gitattributes'), '* filter=x\n');
  const run = join(folder, 'run.sh');
  writeFileSync(run, `#!/bin/sh\n: > ${marker}\nexit 1\n`);
  chmodSync(run, 0o755);
  for (const hook of [
    'post-checkout',
    'pre-commit',
    'post-index-change',
    'reference-transaction',
    'fsmonitor-watchman',
  ]) {
    mkdirSync(join(folder, 'hooks'), { recursive: true });
    cpSync(run, join(folder, 'hooks', hook));
  }
  writeFileSync(join(folder, 'config'), settings(run));
}
