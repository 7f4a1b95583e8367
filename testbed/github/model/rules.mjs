// @ts-check
/**
 * Rulesets and branch protection: what a push to a branch must not do. Of all rules there is one, as no other was needed:
 * changes must be made through a pull request.
 */

/** @typedef {import('./repository.mjs').Repository} Repository */

/**
 * Holds for the default branch, but for whoever may bypass it: `pull_requests_only` means not by a push. Left out: nobody.
 *
 * @typedef {{ rules: { type: 'pull_request' }[], bypass?: 'always' | 'pull_requests_only' }} Ruleset
 */

/**
 * The older mechanism, for one branch.
 *
 * @typedef {{ pullRequest: boolean }} Protection
 */

const MESSAGE = 'Changes must be made through a pull request.';

/**
 * @param {Repository} repository
 * @param {{ ref: string, from: string | null, to: string | null }} push
 * @returns {{ source: 'ruleset' | 'protection', message: string } | undefined}
 */
export function violationOf(repository, { ref, from, to }) {
  if (from === null || to === null) {
    // A new branch may be made, and one removed, under this rule.
    return undefined;
  }
  const branch = ref.replace('refs/heads/', '');
  if (rulesOf(repository, branch).some(({ bypass }) => bypass !== 'always')) {
    return { source: 'ruleset', message: MESSAGE };
  }
  return repository.protection[branch]?.pullRequest ? { source: 'protection', message: MESSAGE } : undefined;
}

/**
 * @param {Repository} repository
 * @param {string} branch
 * @returns {{ type: string, id: number, bypass: string | undefined }[]} with the number of the ruleset
 */
export function rulesOf({ rulesets, defaultBranch }, branch) {
  return branch === defaultBranch
    ? rulesets.flatMap(({ rules, bypass }, index) => rules.map(({ type }) => ({ type, id: index + 1, bypass })))
    : [];
}
