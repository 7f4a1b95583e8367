// @ts-check

/**
 * @param {string} path
 * @returns {boolean} whether a file may have this path in a repository: GitHub refuses what would lead out of
 *   it or into `.git`
 */
export function isRepositoryPath(path) {
  return !/\0/.test(path) && path.split('/').every((part) => !/^(|\.|\.\.|\.git)$/i.test(part));
}
