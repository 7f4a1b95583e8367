// @ts-check
/**
 * Pull requests, and how they follow their branches.
 */
import { changedFiles, hunksOf } from '../git/diff.mjs';
import { isAncestor, listCommits, mergeBase, readRefs } from '../git/read.mjs';
import { borrowCommit, mergedTree, setRefs, writeCommit } from '../git/write.mjs';
import { forbidden, notFound, refused, unprocessable, validationFailed } from '../http/answers.mjs';
import { gitIdentity, WEB_FLOW } from './accounts.mjs';
import { openIssue, setState } from './issues.mjs';
import { isGitHubActions } from './tokens.mjs';

/** @typedef {import('./accounts.mjs').Account} Account */
/** @typedef {import('./issues.mjs').Issue} Issue */
/** @typedef {import('./repository.mjs').Repository} Repository */
/** @typedef {import('./tokens.mjs').Token} Token */

/**
 * @typedef {object} Pull
 * @property {Repository} headRepository another one for a pull request from a fork
 * @property {string} head branch
 * @property {string} headSha
 * @property {string} base branch
 * @property {string} baseSha
 * @property {boolean} draft
 * @property {boolean} maintainerCanModify
 * @property {boolean} mergeable
 * @property {string | null} mergeSha the test merge; once merged the real one
 * @property {string | null} mergedAt
 * @property {Account | null} mergedBy
 * @property {string[]} reviewers logins of those whose review is requested
 * @property {string[]} teams slugs
 * @property {ReviewComment[]} comments
 */

/**
 * @typedef {object} ReviewComment
 * @property {number} id
 * @property {string} nodeId
 * @property {string} path
 * @property {number} line
 * @property {'LEFT' | 'RIGHT'} side
 * @property {string} diffHunk up to the line
 * @property {string} body
 * @property {Account} author
 * @property {string} commitId
 * @property {boolean} outdated the line is no longer what was commented on
 * @property {string} createdAt
 * @property {string} updatedAt
 */

/** @typedef {Issue & { pull: Pull }} PullRequest */

/**
 * @typedef {object} PullInput
 * @property {string} title
 * @property {string | null} [body]
 * @property {string} head branch, or `owner:branch` of a fork
 * @property {string} base
 * @property {boolean} [draft]
 */

/**
 * @param {Repository} repository
 * @param {number | string | undefined} number
 * @returns {PullRequest}
 */
export function findPull(repository, number) {
  const issue = repository.issues.find((one) => one.number === Number(number));
  if (!issue?.pull) {
    throw notFound();
  }
  return /** @type {PullRequest} */ (issue);
}

/**
 * @param {Repository} repository
 * @returns {PullRequest[]}
 */
export function pullRequestsOf(repository) {
  return /** @type {PullRequest[]} */ (repository.issues.filter((issue) => issue.pull));
}

/**
 * @param {PullRequest} issue
 * @returns {string} `owner:branch`
 */
export function headLabel({ pull }) {
  return `${pull.headRepository.owner.login}:${pull.head}`;
}

/**
 * @param {Repository} repository
 * @param {PullInput} input
 * @param {{ account: Account, token?: Token | undefined }} by
 * @returns {Promise<PullRequest>}
 */
export async function openPull(repository, input, { account, token }) {
  if (isGitHubActions(token) && !repository.actionsMayCreatePullRequests) {
    throw forbidden('GitHub Actions is not permitted to create or approve pull requests.');
  }
  const { headRepository, head } = findHead(repository, input.head);
  const base = input.base.replace(/^refs\/heads\//, '');
  const headSha = await headRepository?.head(head);
  const baseSha = await repository.head(base);
  const invalid = [...(baseSha ? [] : ['base']), ...(headSha ? [] : ['head'])];
  if (!headRepository || !headSha || !baseSha) {
    throw validationFailed(...invalid.map((field) => ({ resource: 'PullRequest', field, code: 'invalid' })));
  }
  const label = `${headRepository.owner.login}:${head}`;
  const isSame = (/** @type {PullRequest} */ other) => headLabel(other) === label && other.pull.base === base;
  if (pullRequestsOf(repository).some((other) => other.state === 'open' && isSame(other))) {
    throw refused('PullRequest', `A pull request already exists for ${label}.`);
  }
  if (headRepository !== repository) {
    await borrowCommit(repository.directory, headRepository.directory, headSha);
  }
  if ((await listCommits(repository.directory, '--max-count=1', `${baseSha}..${headSha}`)).length === 0) {
    throw refused('PullRequest', `No commits between ${base} and ${input.head.replace(/^refs\/heads\//, '')}`);
  }
  const issue = openIssue(repository, { title: input.title, body: input.body ?? null, by: account });
  /** @type {PullRequest} */
  const pullRequest = Object.assign(issue, {
    nodeId: `PR_${issue.id}`,
    pull: {
      headRepository,
      head,
      headSha,
      base,
      baseSha,
      draft: input.draft ?? false,
      maintainerCanModify: headRepository !== repository,
      mergeable: false,
      mergeSha: null,
      mergedAt: null,
      mergedBy: null,
      reviewers: [],
      teams: [],
      comments: [],
    },
  });
  await writePullRefs(repository, pullRequest);
  return pullRequest;
}

/**
 * @param {Repository} repository
 * @param {string} text
 */
function findHead(repository, text) {
  const [, owner, branch = ''] = /^(?:([^:]+):)?(?:refs\/heads\/)?(.+)$/.exec(text) ?? [];
  if (!owner || owner.toLowerCase() === repository.owner.login.toLowerCase()) {
    return { headRepository: repository, head: branch };
  }
  const forks = [...repository.world.repositories.values()].filter((one) => one.parent === repository);
  return { headRepository: forks.find((fork) => fork.owner.login.toLowerCase() === owner.toLowerCase()), head: branch };
}

/**
 * The refs that actions/checkout fetches: the head, and what merging it would give.
 *
 * @param {Repository} repository
 * @param {PullRequest} issue
 */
async function writePullRefs({ directory, world }, issue) {
  const { pull, number } = issue;
  const tree = await mergedTree(directory, pull.baseSha, pull.headSha);
  pull.mergeable = tree !== undefined;
  pull.mergeSha = null;
  if (tree !== undefined) {
    const github = { ...WEB_FLOW, date: world.now() };
    const message = `Merge ${pull.headSha} into ${pull.baseSha}`;
    const parents = [pull.baseSha, pull.headSha];
    pull.mergeSha = await writeCommit(directory, { tree, parents, message, author: github, signed: true });
  }
  await setRefs(directory, {
    [`refs/pull/${number}/head`]: pull.headSha,
    [`refs/pull/${number}/merge`]: pull.mergeSha,
  });
}

/**
 * Lets every open pull request follow its branches after something was pushed to the repository: new heads,
 * merges by push, and the closing of those whose branch is gone or has nothing left to merge.
 *
 * @param {Repository} repository
 */
export async function syncPulls(repository) {
  for (const target of repository.world.repositories.values()) {
    const concerned = pullRequestsOf(target).filter(
      ({ state, pull }) => state === 'open' && (target === repository || pull.headRepository === repository),
    );
    if (concerned.length === 0) {
      continue;
    }
    const bases = await readRefs(target.directory, 'refs/heads/');
    await Promise.all(
      concerned.map(async (issue) => {
        const { headRepository } = issue.pull;
        const heads = headRepository === target ? bases : await readRefs(headRepository.directory, 'refs/heads/');
        await follow(target, issue, heads, bases);
      }),
    );
  }
}

/**
 * @param {Repository} repository
 * @param {PullRequest} issue
 * @param {Map<string, string>} heads
 * @param {Map<string, string>} bases
 */
async function follow(repository, issue, heads, bases) {
  const { pull } = issue;
  const head = heads.get(`refs/heads/${pull.head}`);
  const base = bases.get(`refs/heads/${pull.base}`);
  if (head === undefined || base === undefined) {
    setState(repository, issue, 'closed', null);
    return;
  }
  if (head === pull.headSha && base === pull.baseSha) {
    return;
  }
  const { directory, world } = repository;
  const baseMoved = base !== pull.baseSha;
  const headMoved = head !== pull.headSha;
  if (headMoved && pull.headRepository !== repository) {
    await borrowCommit(directory, pull.headRepository.directory, head);
  }
  Object.assign(pull, { headSha: head, baseSha: base });
  issue.updatedAt = world.now();
  if (await isAncestor(directory, head, base)) {
    if (baseMoved) {
      Object.assign(pull, { mergedAt: world.now(), mergeSha: base });
    }
    setState(repository, issue, 'closed', null);
    return;
  }
  await writePullRefs(repository, issue);
  if (headMoved) {
    await markOutdated(repository, issue);
  }
}

/**
 * @param {Repository} repository
 * @param {PullRequest} issue
 */
async function markOutdated(repository, issue) {
  if (issue.pull.comments.length === 0) {
    return;
  }
  const files = await filesOfPull(repository, issue);
  for (const comment of issue.pull.comments) {
    const patch = files.find((file) => file.filename === comment.path)?.patch ?? '';
    comment.outdated = lastLine(hunkUpTo(patch, comment.side, comment.line)) !== lastLine(comment.diffHunk);
  }
}

/** @param {string | undefined} hunk */
function lastLine(hunk) {
  return hunk?.split('\n').at(-1);
}

/**
 * @param {Repository} repository
 * @param {PullRequest} issue
 */
export async function filesOfPull({ directory }, { pull }) {
  const base = (await mergeBase(directory, pull.baseSha, pull.headSha)) ?? pull.baseSha;
  return changedFiles(directory, base, pull.headSha);
}

/**
 * @param {string} patch
 * @param {'LEFT' | 'RIGHT'} side
 * @param {number} line
 * @returns {string | undefined} the hunk that has the line, cut off after it
 */
export function hunkUpTo(patch, side, line) {
  const key = side === 'LEFT' ? 'left' : 'right';
  const hunk = hunksOf(patch).find((one) => one[key].has(line));
  if (!hunk) {
    return undefined;
  }
  const [header = '', ...lines] = hunk.text.split('\n');
  let rest = [...hunk[key]].indexOf(line);
  const marks = key === 'left' ? '- ' : '+ ';
  const end = lines.findIndex((text) => marks.includes(text[0] ?? '\\') && rest-- === 0);
  return [header, ...lines.slice(0, end + 1)].join('\n');
}

/**
 * @param {Repository} repository
 * @param {PullRequest} issue
 * @param {{ by: Account, method?: 'merge' | 'squash' }} options
 * @returns {Promise<string>} the merge commit, not yet on the branch
 */
export async function mergeCommitOf({ directory, world }, { number, title, pull }, { by, method = 'merge' }) {
  const tree = await mergedTree(directory, pull.baseSha, pull.headSha);
  if (tree === undefined) {
    throw unprocessable('Pull Request is not mergeable');
  }
  const date = world.now();
  const headline = method === 'merge' ? `Merge pull request #${number} from ${pull.head}` : `${title} (#${number})`;
  return writeCommit(directory, {
    tree,
    parents: method === 'merge' ? [pull.baseSha, pull.headSha] : [pull.baseSha],
    message: `${headline}\n\n${title}`,
    author: { ...gitIdentity(by), date },
    committer: { ...WEB_FLOW, date },
    signed: true,
  });
}
