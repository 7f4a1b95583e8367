// @ts-check
/** A working copy of an Amplify project's repository, and what can be done in it: by git, by the Amplify CLI and by this action. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './amplify-cli.mjs';

const ACTION = join(dirname(fileURLToPath(import.meta.url)), '../../dist/index.js');

/**
 * @typedef {object} Surroundings
 * @property {string} executable the Amplify CLI
 * @property {NodeJS.ProcessEnv} env
 * @property {string} region
 * @property {(line: string) => void} log
 */

export class WorkingCopy {
  /**
   * @param {string} folder
   * @param {Surroundings} surroundings
   */
  constructor(folder, surroundings) {
    this.folder = folder;
    this.surroundings = surroundings;
  }

  /**
   * A new one of what is committed here, as CI makes it.
   *
   * @param {string} folder
   * @returns {Promise<WorkingCopy>}
   */
  async clone(folder) {
    await this.git('clone', '--quiet', this.folder, folder);
    return new WorkingCopy(folder, this.surroundings);
  }

  /** @param {string[]} args */
  git(...args) {
    return this.#expectSuccess('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args]);
  }

  /** @param {string} message */
  async commit(message) {
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--allow-empty', '--message', message);
  }

  /**
   * Runs the Amplify CLI without anybody at the keyboard. It has to end well.
   *
   * @param {string[]} args
   * @param {Record<string, object>} [parameters]
   */
  amplify(args, parameters = {}) {
    const { executable, region } = this.surroundings;
    const providers = {
      awscloudformation: {
        configLevel: 'project',
        useProfile: false,
        accessKeyId: this.surroundings.env['AWS_ACCESS_KEY_ID'],
        secretAccessKey: this.surroundings.env['AWS_SECRET_ACCESS_KEY'],
        region,
      },
    };
    const given = Object.entries({ ...parameters, ...('amplify' in parameters ? { providers } : {}) });
    const flags = given.flatMap(([name, value]) => [`--${name}`, JSON.stringify(value)]);
    return this.#expectSuccess(process.execPath, [executable, ...args, ...flags]);
  }

  /**
   * Runs the committed bundle of this action from the terminal.
   *
   * @param {string[]} args
   */
  action(...args) {
    return this.#expectSuccess(process.execPath, [ACTION, ...args]);
  }

  /** @param {string} path */
  read(path) {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** @param {string} path */
  readIfThere(path) {
    return existsSync(join(this.folder, path)) ? this.read(path) : undefined;
  }

  /**
   * @param {string} path
   * @returns {any}
   */
  json(path) {
    return JSON.parse(this.read(path));
  }

  /**
   * @param {string} path
   * @param {string} text
   */
  write(path, text) {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /**
   * @param {string} command
   * @param {string[]} args
   */
  async #expectSuccess(command, args) {
    const { env, log } = this.surroundings;
    const ran = await run(command, args, { cwd: this.folder, env, seconds: 300 });
    if (ran.code === 0) return ran;
    log(ran.output);
    throw new Error(`${[command, ...args].join(' ').slice(0, 200)} ended with ${ran.code}`);
  }
}
