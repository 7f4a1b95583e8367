import { createHash } from 'node:crypto';
import {
  GitHubFailure,
  type Artifacts,
  type BranchObstacle,
  type CheckAnnotation,
  type Comment,
  type CommitAnswer,
  type CommitInfo,
  type CommitRequest,
  type GitHub,
  type Issue,
  type PullRequest,
  type ReviewComment,
} from '../../src/ports/github.ts';

export type Files = ReadonlyMap<string, string>;

export interface FakeCommit extends CommitInfo {
  readonly parent: string | undefined;
  readonly files: Files;
}

export interface ForgedCommit {
  readonly message: string;
  readonly byGitHub: boolean;
  readonly own: boolean;
  /** A second parent. */
  readonly merges?: string;
}

export interface FakePull extends PullRequest {
  readonly head: string;
  readonly base: string;
  readonly open: boolean;
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
  /** Where its branch was when it was merged. */
  readonly mergedAt?: string;
}

export interface FakeIssue extends Issue {
  readonly open: boolean;
  readonly labels: readonly string[];
}

export interface CheckRun {
  readonly name: string;
  readonly head: string;
  readonly conclusion: string;
  readonly title: string;
  readonly summary: string;
  readonly annotations: readonly CheckAnnotation[];
}

/**
 * What becomes of a call: it is made; GitHub refuses it with a status; nothing arrives; it is made, and the answer is lost.
 */
export type Fate = 'do' | 'lose' | 'do-and-lose' | { readonly status: number; readonly message: string };

/** GitHub in memory, behind the same port as the real one; `__tests__/contract/` holds both to the same suite. */
export class FakeGitHub implements GitHub {
  readonly commits = new Map<string, FakeCommit>();
  readonly refs = new Map<string, string>();
  readonly tags = new Set<string>();
  readonly pulls: FakePull[] = [];
  readonly threads: (Comment & { readonly on: number })[] = [];
  readonly lineComments: (ReviewComment & { readonly on: number })[] = [];
  /** `number path` → lines of the diff */
  readonly diff = new Map<string, readonly number[]>();
  readonly checkRuns: CheckRun[] = [];
  readonly tickets: FakeIssue[] = [];
  readonly forbidding = new Map<string, readonly BranchObstacle[]>();
  readonly log: string[] = [];
  /** Decides the fate of a call, after waiting if it likes. */
  fate: (operation: string) => Fate | Promise<Fate> = () => 'do';
  #next = 1;

  constructor(files: Readonly<Record<string, string>> = {}) {
    this.refs.set('main', this.#store([], new Map(Object.entries(files)), 'Start', { byGitHub: false, own: false }));
  }

  /** Files at the tip of a branch. */
  at(branch: string): Files {
    return this.#commit(this.refs.get(branch) ?? '').files;
  }

  /** Commits of a branch, newest first. */
  history(branch: string): readonly FakeCommit[] {
    const found: FakeCommit[] = [];
    for (let oid = this.refs.get(branch); oid !== undefined; oid = this.#commit(oid).parent)
      found.push(this.#commit(oid));
    return found;
  }

  /** A person pushes. */
  push(branch: string, changes: Readonly<Record<string, string | null>>, message = 'By hand'): string {
    const parent = this.refs.get(branch) ?? this.refs.get('main') ?? '';
    const files = new Map(this.#commit(parent).files);
    for (const [path, text] of Object.entries(changes)) {
      if (text === null) files.delete(path);
      else files.set(path, text);
    }
    return this.#put(branch, this.#store([parent], files, message, { byGitHub: false, own: false }));
  }

  /** A commit as somebody else than this action may make one: in GitHub's web editor, by its button to update a branch, and so on. */
  forge(
    branch: string,
    changes: Readonly<Record<string, string | null>>,
    { message, byGitHub, own, merges }: ForgedCommit,
  ): string {
    const oid = this.push(branch, changes, message);
    const { parents, files } = this.#commit(oid);
    const all = merges === undefined ? parents : [...parents, merges];
    return this.#put(branch, this.#store(all, files, message, { byGitHub, own }));
  }

  #put(branch: string, oid: string): string {
    this.refs.set(branch, oid);
    return oid;
  }

  /** What was written, without the reads. */
  get writes(): readonly string[] {
    return this.log.filter(
      (call) =>
        !/\b(head|files|defaultBranch|ahead|changedPaths|isTag|obstacles|find|wasMerged|list|open|commentableLines)\b/.test(
          call,
        ),
    );
  }

  readonly branches: GitHub['branches'] = {
    defaultBranch: () => this.#call('branches.defaultBranch', () => 'main'),
    head: (branch) => this.#call(`branches.head ${branch}`, () => this.refs.get(branch)),
    files: (oid, paths) =>
      this.#call('branches.files', () => new Map(paths.map((path) => [path, this.#commit(oid).files.get(path)]))),
    create: (branch, oid) =>
      this.#call(`branches.create ${branch}`, () => {
        if (this.refs.has(branch)) throw new GitHubFailure('Reference already exists', 422);
        this.refs.set(branch, this.#commit(oid).oid);
      }),
    move: (branch, from, to) =>
      this.#call(`branches.move ${branch}`, () => {
        if (this.refs.get(branch) !== from) return false;
        this.refs.set(branch, this.#commit(to).oid);
        this.#closeEmpty(branch);
        return true;
      }),
    remove: (branch, at) =>
      this.#call(`branches.remove ${branch}`, () => {
        const now = this.refs.get(branch);
        if (now !== undefined && now !== at) return false;
        this.refs.delete(branch);
        this.#edit((pull) => pull.open && pull.head === branch, { open: false });
        return true;
      }),
    ahead: (base, head) =>
      this.#call('branches.ahead', () => {
        const known = new Set(this.#lineage(base).map(({ oid }) => oid));
        const lineage = this.#lineage(head);
        const origin = lineage.find(({ oid }) => known.has(oid))?.oid ?? '';
        return { origin, commits: lineage.filter(({ oid }) => !known.has(oid)).toReversed() };
      }),
    changedPaths: (oid) =>
      this.#call('branches.changedPaths', () => {
        const { parent, files } = this.#commit(oid);
        const before = parent === undefined ? new Map<string, string>() : this.#commit(parent).files;
        return [...new Set([...before.keys(), ...files.keys()])].filter((path) => before.get(path) !== files.get(path));
      }),
    isTag: (name) => this.#call('branches.isTag', () => this.tags.has(name)),
    obstacles: (branch) => this.#call('branches.obstacles', () => this.forbidding.get(branch) ?? []),
    commit: (request) => this.#call(`branches.commit ${request.branch}`, () => this.#commitTo(request)),
  };

  readonly pullRequests: GitHub['pullRequests'] = {
    find: (head, base) =>
      this.#call('pullRequests.find', () =>
        this.pulls.find((pull) => pull.open && pull.head === head && pull.base === base),
      ),
    wasMerged: (head, base, oid) =>
      this.#call('pullRequests.wasMerged', () =>
        this.pulls.some((pull) => pull.own && pull.mergedAt === oid && pull.head === head && pull.base === base),
      ),
    create: ({ head, base, title, body, draft }) =>
      this.#call('pullRequests.create', () => {
        if (this.pulls.some((pull) => pull.open && pull.head === head && pull.base === base)) {
          throw new GitHubFailure(`A pull request already exists for octo:${head}.`, 422);
        }
        if (this.refs.get(head) === this.refs.get(base))
          throw new GitHubFailure(`No commits between ${base} and ${head}`, 422);
        const number = this.#number();
        const url = `https://github.test/octo/demo/pull/${number}`;
        const pull = { number, url, title, body, draft, own: true, head, base, open: true, labels: [], reviewers: [] };
        this.pulls.push(pull);
        return pull;
      }),
    update: (number, { state, ...changes }) =>
      this.#call('pullRequests.update', () => {
        this.#edit((pull) => pull.number === number, { ...changes, ...(state === 'closed' ? { open: false } : {}) });
      }),
    addLabels: (number, labels) =>
      this.#call('pullRequests.addLabels', () => {
        this.#edit((pull) => pull.number === number, { labels });
      }),
    requestReviewers: (number, users, teams) =>
      this.#call('pullRequests.requestReviewers', () => {
        this.#edit((pull) => pull.number === number, { reviewers: [...users, ...teams] });
      }),
  };

  readonly comments: GitHub['comments'] = {
    list: (number) => this.#call('comments.list', () => this.threads.filter(({ on }) => on === number)),
    create: (on, body) =>
      this.#call('comments.create', () => {
        const id = this.#number();
        this.threads.push({ id, body, own: true, on });
        return id;
      }),
    update: (id, body) =>
      this.#call('comments.update', () => {
        this.#replace(this.threads, id, { body });
      }),
    remove: (id) =>
      this.#call('comments.remove', () => {
        this.#remove(this.threads, id);
      }),
  };

  readonly reviewComments: GitHub['reviewComments'] = {
    list: (number) => this.#call('reviewComments.list', () => this.lineComments.filter(({ on }) => on === number)),
    commentableLines: (number) =>
      this.#call('reviewComments.commentableLines', () => {
        const own = [...this.diff].filter(([key]) => key.startsWith(`${number} `));
        return new Map(own.map(([key, lines]) => [key.slice(`${number} `.length), new Set(lines)]));
      }),
    create: (on, { path, line, body }) =>
      this.#call('reviewComments.create', () => {
        const id = this.#number();
        this.lineComments.push({ id, body, own: true, path, line, on });
        return id;
      }),
    remove: (id) =>
      this.#call('reviewComments.remove', () => {
        this.#remove(this.lineComments, id);
      }),
  };

  readonly checks: GitHub['checks'] = {
    publish: (run) =>
      this.#call('checks.publish', () => {
        this.checkRuns.push(run);
      }),
  };

  readonly issues: GitHub['issues'] = {
    open: (label) =>
      this.#call('issues.open', () => this.tickets.filter((issue) => issue.open && issue.labels.includes(label))),
    create: ({ title, body, labels }) =>
      this.#call('issues.create', () => {
        const number = this.#number();
        this.tickets.push({ number, title, body, labels, own: true, open: true });
        return number;
      }),
    update: (number, { state, ...changes }) =>
      this.#call('issues.update', () => {
        const index = this.tickets.findIndex((issue) => issue.number === number);
        const issue = this.tickets[index];
        if (issue === undefined) throw new GitHubFailure('Not Found', 404);
        this.tickets[index] = { ...issue, ...changes, ...(state === undefined ? {} : { open: state === 'open' }) };
      }),
  };

  /** A commit on any parent, as long as the branch's tip is the one that is expected: what createCommitOnBranch does. */
  #commitTo({ branch, expectedHead, message, additions, deletions }: CommitRequest): CommitAnswer {
    if (this.refs.get(branch) !== expectedHead) return { kind: 'stale' };
    const files = new Map(this.#commit(expectedHead).files);
    for (const path of deletions) files.delete(path);
    for (const { path, text } of additions) files.set(path, text);
    const oid = this.#store([expectedHead], files, message, { byGitHub: true, own: true });
    this.refs.set(branch, oid);
    return { kind: 'done', oid };
  }

  async #call<T>(operation: string, run: () => T): Promise<T> {
    this.log.push(operation);
    const fate = await this.fate(operation);
    if (fate === 'lose') throw new GitHubFailure('no answer', undefined);
    if (typeof fate === 'object') throw new GitHubFailure(fate.message, fate.status);
    const result = run();
    if (fate === 'do-and-lose') throw new GitHubFailure('no answer', undefined);
    return result;
  }

  #lineage(oid: string): readonly FakeCommit[] {
    const commit = this.#commit(oid);
    return commit.parent === undefined ? [commit] : [commit, ...this.#lineage(commit.parent)];
  }

  #commit(oid: string): FakeCommit {
    const commit = this.commits.get(oid);
    if (commit === undefined) throw new GitHubFailure(`there is no commit ${oid}`, 422);
    return commit;
  }

  #store(
    parents: readonly string[],
    files: Files,
    message: string,
    by: { readonly byGitHub: boolean; readonly own: boolean },
  ): string {
    const oid = createHash('sha1').update(`${this.commits.size} ${message}`).digest('hex');
    this.commits.set(oid, { oid, message, ...by, parents, parent: parents[0], files });
    return oid;
  }

  /** GitHub closes a pull request whose branch no longer has anything of its own. */
  #closeEmpty(branch: string): void {
    this.#edit((pull) => pull.open && pull.head === branch && this.refs.get(pull.base) === this.refs.get(branch), {
      open: false,
    });
  }

  #edit(which: (pull: FakePull) => boolean, changes: Partial<FakePull>): void {
    for (const [index, pull] of this.pulls.entries()) if (which(pull)) this.pulls[index] = { ...pull, ...changes };
  }

  #replace<T extends { readonly id: number }>(all: T[], id: number, changes: Partial<T>): void {
    const index = all.findIndex((one) => one.id === id);
    const one = all[index];
    if (one === undefined) throw new GitHubFailure('Not Found', 404);
    all[index] = { ...one, ...changes };
  }

  #remove(all: { readonly id: number }[], id: number): void {
    const index = all.findIndex((one) => one.id === id);
    if (index >= 0) all.splice(index, 1);
  }

  #number(): number {
    return this.#next++;
  }
}

/** Artifacts in memory. What they hold is read where the files of the runs lie: `results` of the fakes. */
export class FakeArtifacts implements Artifacts {
  readonly uploads: { readonly name: string; readonly files: readonly string[] }[] = [];
  failure: Error | undefined;
  /** Text of an uploaded file, by its absolute path. */
  readonly textOf: (path: string) => string | undefined;
  readonly #paths = new Map<string, ReadonlyMap<string, string | undefined>>();

  constructor(textOf: (path: string) => string | undefined = () => undefined) {
    this.textOf = textOf;
  }

  upload(name: string, files: readonly string[], root: string): ReturnType<Artifacts['upload']> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    const short = files.map((file) => file.slice(root.length + 1));
    this.uploads.push({ name, files: short });
    this.#paths.set(name, new Map(files.map((file, index) => [short[index] ?? '', this.textOf(file)])));
    const id = String(this.uploads.length);
    return Promise.resolve({ id, url: `https://github.test/artifacts/${id}` });
  }

  list(): ReturnType<Artifacts['list']> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    const newest = new Map(this.uploads.map(({ name }, index) => [name, String(index + 1)]));
    return Promise.resolve([...newest].map(([name, id]) => ({ id, name })));
  }

  read({ name }: { readonly name: string }, path: string, maxBytes: number): Promise<string | undefined> {
    const text = this.#paths.get(name)?.get(path);
    if (text !== undefined && Buffer.byteLength(text) > maxBytes) {
      return Promise.reject(new Error(`${path} of ${name} is larger than ${maxBytes} bytes`));
    }
    return Promise.resolve(text);
  }

  /** Somebody else uploads under a name. */
  forge(name: string, texts: Readonly<Record<string, string>>): void {
    this.uploads.push({ name, files: Object.keys(texts) });
    this.#paths.set(name, new Map(Object.entries(texts)));
  }

  /** The text of a file in the newest artifact of a name. */
  text(name: string, path: string): string | undefined {
    return this.#paths.get(name)?.get(path);
  }

  /** Takes an artifact away, as if its job had failed before. */
  forget(name: string): void {
    const kept = this.uploads.filter((upload) => upload.name !== name);
    this.uploads.splice(0, this.uploads.length, ...kept);
  }
}
