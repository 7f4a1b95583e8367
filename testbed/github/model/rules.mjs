// @ts-check
/**
 * Rulesets and branch protection: what a push to a branch must not do.
 */
import { isAncestor, listCommits, readCommits } from '../git/read.mjs';

/** @typedef {import('./accounts.mjs').Account} Account */
/** @typedef {import('./repository.mjs').Repository} Repository */

/**
 * `parameters` are shown by the API; of those of `required_status_checks` the number counts.
 *
 * @typedef {object} Rule
 * @property {'pull_request' | 'required_status_checks' | 'required_signatures' | 'creation' | 'update' | 'deletion'
 *   | 'non_fast_forward'} type
 * @property {Record<string, any>} [parameters]
 */

/**
 * @typedef {object} Ruleset
 * @property {string} [name]
 * @property {string[]} [include] full ref names with `*` and `**`, `~DEFAULT_BRANCH` (the default here) or `~ALL`
 * @property {string[]} [bypass] logins that the rules do not bind; github-actions[bot] cannot be one
 * @property {Rule[]} rules
 */

/**
 * The older mechanism, for one branch.
 *
 * @typedef {object} Protection
 * @property {boolean} [pullRequest] changes need one
 * @property {string[]} [checks] names of the required status checks
 * @property {boolean} [signatures]
 * @property {string[]} [bypass] logins
 */

/**
 * @typedef {object} Push
 * @property {string} ref
 * @property {string | null} from
 * @property {string | null} to
 * @property {Account} by
 */

/**
 * @typedef {object} Violations
 * @property {'ruleset' | 'protection'} source
 * @property {string[]} messages in GitHub's words
 */

/**
 * @param {Repository} repository
 * @param {Push} push
 * @returns {Promise<Violations | undefined>}
 */
export async function violationsOf(repository, push) {
  const bound = activeRulesets(repository, push.ref).filter(({ ruleset }) => !ruleset.bypass?.includes(push.by.login));
  const rules = bound.flatMap(({ ruleset }) => ruleset.rules);
  const broken = await messagesOf(repository, rules, push);
  if (broken.length > 0) {
    return { source: 'ruleset', messages: broken };
  }
  const protection = repository.protection[push.ref.replace('refs/heads/', '')];
  if (!protection || protection.bypass?.includes(push.by.login)) {
    return undefined;
  }
  const messages = await messagesOf(repository, rulesOfProtection(protection), push);
  return messages.length > 0 ? { source: 'protection', messages } : undefined;
}

/** @param {Protection} protection @returns {Rule[]} */
function rulesOfProtection({ pullRequest, checks = [], signatures }) {
  return [
    ...(pullRequest ? [/** @type {const} */ ({ type: 'pull_request' })] : []),
    ...(checks.length > 0 ? [checksRule(checks)] : []),
    ...(signatures ? [/** @type {const} */ ({ type: 'required_signatures' })] : []),
    { type: 'deletion' },
    { type: 'non_fast_forward' },
  ];
}

/** @param {string[]} checks @returns {Rule} */
function checksRule(checks) {
  return {
    type: 'required_status_checks',
    parameters: { required_status_checks: checks.map((context) => ({ context })) },
  };
}

/**
 * @param {Repository} repository
 * @param {Rule[]} rules
 * @param {Push} push
 * @returns {Promise<string[]>}
 */
async function messagesOf(repository, rules, push) {
  /** @type {string[]} */
  const messages = [];
  for (const rule of rules) {
    const message = await messageOf(repository, rule, push);
    if (message !== undefined && !messages.includes(message)) {
      messages.push(message);
    }
  }
  return messages;
}

/**
 * @param {Repository} repository
 * @param {Rule} rule
 * @param {Push} push
 * @returns {Promise<string | undefined>}
 */
async function messageOf({ directory }, { type, parameters }, { from, to }) {
  if (to === null) {
    return type === 'deletion' ? 'Cannot delete this branch' : undefined;
  }
  if (type === 'creation') {
    return from === null ? 'Cannot create ref due to creations being restricted.' : undefined;
  }
  if (type === 'required_signatures') {
    return (await hasUnsigned(directory, from, to)) ? 'Commits must have verified signatures.' : undefined;
  }
  if (from === null) {
    // A new branch may be made under all other rules.
    return undefined;
  }
  switch (type) {
    case 'pull_request':
      return 'Changes must be made through a pull request.';
    case 'update':
      return 'Cannot update this protected ref.';
    case 'required_status_checks':
      return missingChecks(parameters?.['required_status_checks'] ?? []);
    case 'non_fast_forward':
      return !(await isAncestor(directory, from, to)) ? 'Cannot force-push to this branch' : undefined;
    default:
      return undefined;
  }
}

/** @param {{ context: string }[]} checks */
function missingChecks(checks) {
  const [first] = checks;
  return first && checks.length === 1
    ? `Required status check "${first.context}" is expected.`
    : `${checks.length} of ${checks.length} required status checks are expected.`;
}

/**
 * @param {string} directory
 * @param {string | null} from
 * @param {string} to
 */
async function hasUnsigned(directory, from, to) {
  const shas = await listCommits(directory, ...(from === null ? ['--max-count=1', to] : [`${from}..${to}`]));
  return (await readCommits(directory, shas)).some((commit) => commit.signature === null);
}

/**
 * @param {Repository} repository
 * @param {string} ref
 * @returns {{ ruleset: Ruleset, id: number }[]}
 */
export function activeRulesets(repository, ref) {
  return repository.rulesets
    .map((ruleset, index) => ({ ruleset, id: index + 1 }))
    .filter(({ ruleset: { include = ['~DEFAULT_BRANCH'] } }) =>
      include.some((pattern) => {
        if (pattern === '~ALL') {
          return true;
        }
        return pattern === '~DEFAULT_BRANCH'
          ? ref === `refs/heads/${repository.defaultBranch}`
          : patternToRegExp(pattern).test(ref);
      }),
    );
}

/** @param {string} pattern */
function patternToRegExp(pattern) {
  const source = pattern
    .replace(/[.+^${}()|[\]\\?]/g, '\\$&')
    .replace(/\*\*?/g, (stars) => (stars === '**' ? '.*' : '[^/]*'));
  return new RegExp(`^${source}$`);
}
