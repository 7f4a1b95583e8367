// @ts-check
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { gitEnvironment } from '../../github/index.mjs';

/**
 * What actions/checkout does: one commit, and no history. act then copies it for each job.
 *
 * @param {import('../../github/index.mjs').Repository} repository
 * @param {string} sha
 * @param {string} directory is made
 */
export async function checkOut(repository, sha, directory) {
  mkdirSync(directory);
  const git = (/** @type {string[]} */ ...args) =>
    promisify(execFile)('git', args, { cwd: directory, env: gitEnvironment() });
  await git('init', '--quiet');
  await git('fetch', '--quiet', '--depth=1', repository.directory, sha);
  await git('checkout', '--quiet', sha);
}
