// @ts-check
/**
 * One repository: a real bare git repository, GitHub's records about it, and what tests do and see without
 * the API.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gitText } from '../git/git.mjs';
import { inspect, listCommits, listTree, readBlob, readCommits, readRefs, resolveCommit } from '../git/read.mjs';
import { writeCommit, writeTree } from '../git/write.mjs';
import { addComment, findIssue, openIssue } from './issues.mjs';
import { findPull, mergeCommitOf, openPull } from './pulls.mjs';
import { pushRef } from './push.mjs';

/** @typedef {import('./accounts.mjs').Account} Account */
/** @typedef {import('./issues.mjs').Comment} Comment */
/** @typedef {import('./issues.mjs').Issue} Issue */
/** @typedef {import('./pulls.mjs').PullRequest} PullRequest */
/** @typedef {import('./world.mjs').World} World */

/** @typedef {Record<string, string | Buffer | null>} Files path → content; null deletes */

/**
 * @typedef {object} RepositoryOptions
 * @property {Files} [files] of the first commit; a README.md where left out
 * @property {'private' | 'public'} [visibility] `private`
 * @property {boolean} [actionsMayCreatePullRequests] the setting "Allow GitHub Actions to create and approve pull
 *   requests"; true here, off in a new repository of GitHub's
 * @property {string[]} [collaborators] logins of whom a review can be requested
 * @property {string[]} [teams] slugs, likewise
 * @property {import('./rules.mjs').Ruleset[]} [rulesets]
 * @property {Record<string, import('./rules.mjs').Protection>} [protection] by branch
 * @property {Repository} [forkOf] starts with that one's branches instead of `files`
 */

/**
 * @typedef {object} PersonalCommit
 * @property {Files} files
 * @property {string} [branch] the default branch where left out; made where it does not exist
 * @property {string} [from] where a new branch starts; the default branch
 * @property {string} [message]
 * @property {{ name: string, email: string }} [author]
 */

/** @typedef {{ login?: string }} By `ann` where left out */

/**
 * @typedef {object} LoggedCommit
 * @property {string} sha
 * @property {string} message
 * @property {string[]} parents
 * @property {{ name: string, email: string }} author
 * @property {{ name: string, email: string }} committer
 * @property {boolean} verified
 */

const PERSON = { name: 'Ann', email: 'ann@example.com' };

export class Repository {
  /** @type {Promise<unknown>} */
  #last = Promise.resolve();

  /**
   * @param {World} world
   * @param {Account} owner
   * @param {string} name
   * @param {RepositoryOptions} options
   */
  constructor(world, owner, name, options) {
    this.world = world;
    this.owner = owner;
    this.name = name;
    this.id = world.nextId();
    this.nodeId = `R_${this.id}`;
    this.createdAt = world.now();
    this.directory = join(world.folder, 'repositories', owner.login, `${name}.git`);
    this.defaultBranch = 'main';
    this.visibility = options.forkOf?.visibility ?? options.visibility ?? 'private';
    this.parent = options.forkOf;
    this.actionsMayCreatePullRequests = options.actionsMayCreatePullRequests ?? true;
    this.collaborators = options.collaborators ?? [];
    this.teams = options.teams ?? [];
    this.rulesets = options.rulesets ?? [];
    this.protection = options.protection ?? {};
    /** @type {Issue[]} pull requests included, in the order of their numbers */
    this.issues = [];
    /** @type {Map<string, import('./issues.mjs').Label>} by name in lower case */
    this.labels = new Map();
    /** @type {import('./check-runs.mjs').CheckRun[]} */
    this.checkRuns = [];
  }

  get fullName() {
    return `${this.owner.login}/${this.name}`;
  }

  /**
   * What writes goes one after the other, as on GitHub. Not to be nested.
   *
   * @template Result
   * @param {() => Promise<Result>} work
   * @returns {Promise<Result>}
   */
  exclusively(work) {
    const result = this.#last.then(work);
    this.#last = result.catch(() => {});
    return result;
  }

  /**
   * @param {string} [branch]
   * @returns {Promise<string | undefined>} its sha
   */
  async head(branch = this.defaultBranch) {
    return (await inspect(this.directory, `refs/heads/${branch}^{commit}`))?.sha;
  }

  /** @returns {Promise<Record<string, string>>} full name → sha, those of pull requests included */
  async refs() {
    return Object.fromEntries(await readRefs(this.directory));
  }

  /**
   * @param {string} [ref] branch, tag or sha
   * @returns {Promise<LoggedCommit[]>} newest first
   */
  async log(ref = this.defaultBranch) {
    const shas = await listCommits(this.directory, await this.#commitOf(ref));
    const commits = await readCommits(this.directory, shas);
    return commits.map(({ sha, message, parents, author, committer, signature }) => ({
      sha,
      message,
      parents,
      author: { name: author.name, email: author.email },
      committer: { name: committer.name, email: committer.email },
      verified: signature !== null,
    }));
  }

  /**
   * @param {string} [ref]
   * @returns {Promise<Record<string, { mode: string, sha: string }>>} every file by its path
   */
  async tree(ref = this.defaultBranch) {
    const entries = await listTree(this.directory, await this.#commitOf(ref));
    return Object.fromEntries(entries.map(({ path, mode, sha }) => [path, { mode, sha }]));
  }

  /**
   * @param {string} path
   * @param {string} [ref]
   * @returns {Promise<Buffer | undefined>}
   */
  async readBytes(path, ref = this.defaultBranch) {
    const found = await inspect(this.directory, `${await this.#commitOf(ref)}:${path}`);
    return found?.type === 'blob' ? readBlob(this.directory, found.sha) : undefined;
  }

  /**
   * @param {string} path
   * @param {string} [ref]
   * @returns {Promise<string | undefined>}
   */
  async read(path, ref) {
    return (await this.readBytes(path, ref))?.toString();
  }

  /**
   * @param {string} [ref]
   * @returns {Promise<Record<string, string>>} every file's text by its path
   */
  async files(ref) {
    const tree = await this.tree(ref);
    const entries = Object.entries(tree).map(async ([path, { sha }]) => [
      path,
      String(await readBlob(this.directory, sha)),
    ]);
    return Object.fromEntries(await Promise.all(entries));
  }

  /**
   * Commits and pushes as a person with a git client would: unsigned. No rule holds a person back here.
   *
   * @param {PersonalCommit} input
   * @returns {Promise<string>} the sha
   */
  commit({ files, branch = this.defaultBranch, from = this.defaultBranch, message = 'Change', author = PERSON }) {
    return this.exclusively(async () => {
      const old = await this.head(branch);
      const parent = old ?? (await resolveCommit(this.directory, from));
      const changes = Object.entries(files).map(([path, content]) => ({
        path,
        content: content === null ? null : Buffer.from(content),
      }));
      const tree = await writeTree(this.directory, parent, changes);
      const signer = { ...author, date: this.world.now() };
      const sha = await writeCommit(this.directory, { tree, parents: parent ? [parent] : [], message, author: signer });
      await pushRef(this, { ref: `refs/heads/${branch}`, from: old ?? null, to: sha, token: undefined });
      return sha;
    });
  }

  /**
   * Makes the branch, or moves it: a forced push.
   *
   * @param {string} branch
   * @param {string} [from] branch, tag or sha; the default branch
   * @returns {Promise<string>} the sha
   */
  setBranch(branch, from = this.defaultBranch) {
    return this.exclusively(async () => {
      const sha = await this.#commitOf(from);
      const old = (await this.head(branch)) ?? null;
      await pushRef(this, { ref: `refs/heads/${branch}`, from: old, to: sha, token: undefined });
      return sha;
    });
  }

  /** @param {string} branch */
  deleteBranch(branch) {
    return this.exclusively(async () => {
      const old = (await this.head(branch)) ?? null;
      await pushRef(this, { ref: `refs/heads/${branch}`, from: old, to: null, token: undefined });
    });
  }

  /**
   * Opens a pull request as a person.
   *
   * @param {Partial<import('./pulls.mjs').PullInput> & { head: string } & By} input `title` is the head's name
   *   where left out, `base` the default branch
   * @returns {Promise<PullRequest>}
   */
  openPullRequest({ login = 'ann', ...input }) {
    const complete = { title: input.head, base: this.defaultBranch, ...input };
    return this.exclusively(() => openPull(this, complete, { account: this.world.accounts.get(login) }));
  }

  /**
   * Merges as a person does by the button.
   *
   * @param {number} number
   * @param {{ method?: 'merge' | 'squash', deleteBranch?: boolean } & By} [options]
   * @returns {Promise<string>} the sha on the base branch
   */
  async mergePullRequest(number, { method = 'merge', deleteBranch = false, login = 'ann' } = {}) {
    const issue = findPull(this, number);
    const { pull } = issue;
    const sha = await this.exclusively(async () => {
      const by = this.world.accounts.get(login);
      const merged = await mergeCommitOf(this, issue, { by, method });
      Object.assign(pull, { mergedAt: this.world.now(), mergedBy: by, mergeSha: merged });
      Object.assign(issue, { state: 'closed', closedAt: this.world.now(), closedBy: by });
      await pushRef(this, { ref: `refs/heads/${pull.base}`, from: pull.baseSha, to: merged, token: undefined });
      return merged;
    });
    if (deleteBranch) {
      await pull.headRepository.deleteBranch(pull.head);
    }
    return sha;
  }

  /**
   * @param {{ title: string, body?: string, labels?: string[] } & By} input
   * @returns {Issue}
   */
  openIssue({ login = 'ann', ...input }) {
    return openIssue(this, { ...input, by: this.world.accounts.get(login) });
  }

  /**
   * @param {number} number of an issue or a pull request
   * @param {string} body
   * @param {By} [by]
   * @returns {Comment}
   */
  comment(number, body, { login = 'ann' } = {}) {
    return addComment(this, findIssue(this, number), body, this.world.accounts.get(login));
  }

  /** @param {string} ref */
  async #commitOf(ref) {
    const sha = await resolveCommit(this.directory, ref);
    if (sha === undefined) {
      throw new Error(`${this.fullName} has no ${ref}`);
    }
    return sha;
  }
}

/**
 * @param {World} world
 * @param {string} ownerLogin
 * @param {string} name
 * @param {RepositoryOptions} options
 * @returns {Promise<Repository>}
 */
export async function createRepository(world, ownerLogin, name, options) {
  const repository = new Repository(world, world.accounts.get(ownerLogin), name, options);
  const { directory, fullName, defaultBranch } = repository;
  if (world.findRepository(ownerLogin, name)) {
    throw new Error(`${fullName} exists already`);
  }
  mkdirSync(dirname(directory), { recursive: true });
  await gitText(directory, 'init', '--quiet', '--bare', '--template=', `--initial-branch=${defaultBranch}`, directory);
  writeFileSync(join(directory, 'config'), CONFIG);
  world.repositories.set(fullName.toLowerCase(), repository);
  if (options.forkOf) {
    // Its branches and tags, not its pull requests.
    const refs = ['heads', 'tags'].map((kind) => `refs/${kind}/*:refs/${kind}/*`);
    await gitText(directory, 'fetch', '--quiet', options.forkOf.directory, ...refs);
  } else {
    const files = options.files ?? { 'README.md': `# ${name}\n` };
    await repository.commit({ files, message: 'Initial commit' });
  }
  return repository;
}

/** No housekeeping: it would go on in the background after the test. A fork's commits are fetched by their sha. */
const CONFIG = `[core]
  repositoryformatversion = 0
  bare = true
[gc]
  auto = 0
[maintenance]
  auto = false
[uploadpack]
  allowAnySHA1InWant = true
`;
