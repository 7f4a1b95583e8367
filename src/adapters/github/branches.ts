import {
  type BranchObstacle,
  type Branches,
  type CommitAnswer,
  type CommitInfo,
  type CommitRequest,
} from '../../ports/github.ts';
import { call, failureOf, graphqlErrors, maybe, ONCE, type Client } from './client.ts';
import { filesAt } from './files.ts';

// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- the client wants an index signature
type Repo = { owner: string; repo: string };

interface Clients {
  readonly octokit: Client;
  readonly reader: Client;
}

const PAGE = 100;

/** GitHub's words for a tip that has moved; the type alone is not documented. */
const STALE = /Expected branch to point to/i;

/** Stands for no commit: as the aim of an update it removes the branch. Source: GraphQL API, `RefUpdate`. */
const NOWHERE = '0'.repeat(40);

/** Files of one commit that GitHub lists at most. Source: REST API, "Get a commit". */
const MAX_FILES = 3000;

/** Which kinds of rules forbid a commit by this token. Source: REST API, "Get rules for a branch". */
const OBSTACLES: Readonly<Record<string, BranchObstacle>> = {
  pull_request: 'pull-request-required',
  required_status_checks: 'status-checks-required',
  update: 'updates-restricted',
  lock_branch: 'locked',
};

/** Whether an account is that of the token's owner. */
export type IsMine = (user: { login: string } | null | undefined) => Promise<boolean>;

/** `reader` is for queries. */
export function branches({ octokit, reader }: Clients, repo: Repo, isMine: IsMine): Branches {
  const { git, repos } = octokit.rest;
  const head: Branches['head'] = async (branch) => {
    const found = await maybe(() => git.getRef({ ...repo, ref: `heads/${branch}` }));
    return found?.data.object.sha;
  };
  return {
    head,
    defaultBranch: () => call(async () => (await repos.get(repo)).data.default_branch),
    files: (oid, paths) => call(() => filesAt(reader, repo, oid, paths)),
    create: (branch, oid) =>
      call(async () => {
        await git.createRef({ ...repo, ref: `refs/heads/${branch}`, sha: oid, ...ONCE });
      }),
    remove: async (branch, at) => {
      const now = await head(branch);
      if (now !== at) return now === undefined;
      return move({ octokit, reader }, repo, head, { branch, from: at, to: undefined });
    },
    move: (branch, from, to) => move({ octokit, reader }, repo, head, { branch, from, to }),
    ahead: (base, tip) => call(() => commitsAhead(octokit, repo, { base, tip }, isMine)),
    changedPaths: (oid) => call(() => changedPaths(octokit, repo, oid)),
    isTag: async (name) => (await maybe(() => git.getRef({ ...repo, ref: `tags/${name}` }))) !== undefined,
    obstacles: async (branch) => {
      const rules = await maybe(() => octokit.paginate(repos.getBranchRules, { ...repo, branch, per_page: 100 }));
      const found = (rules ?? []).flatMap(({ type, ruleset_id: id }) => {
        const kind = OBSTACLES[type];
        return kind === undefined ? [] : [{ kind, id }];
      });
      const ids = [...new Set(found.map(({ id }) => id))];
      const bypasses = new Map(
        await Promise.all(ids.map(async (id) => [id, await mayBypass(octokit, repo, id)] as const)),
      );
      return [...new Set(found.filter(({ id }) => bypasses.get(id) !== true).map(({ kind }) => kind))];
    },
    commit: (request) => commit(octokit, repo, request),
  };
}

/**
 * Whether the token's owner is exempt from a ruleset for a direct commit. Where that cannot be told the ruleset holds. Source: REST API,
 * "Get a repository ruleset", `current_user_can_bypass`.
 */
async function mayBypass(octokit: Client, repo: Repo, id: number | undefined): Promise<boolean> {
  if (id === undefined) return false;
  try {
    const found = await maybe(() => octokit.rest.repos.getRepoRuleset({ ...repo, ruleset_id: id }));
    const bypass: string | undefined = found?.data.current_user_can_bypass;
    return bypass === 'always' || bypass === 'exempt';
  } catch (error) {
    const failure = failureOf(error);
    if (failure.forbidden) return false;
    throw failure;
  }
}

/** The account in whose name GitHub commits and signs. */
const WEB_FLOW = 'web-flow';

/** The comparison has pages of its own kind, which the client's pagination does not know. */
async function commitsAhead(
  octokit: Client,
  repo: Repo,
  { base, tip }: { readonly base: string; readonly tip: string },
  isMine: IsMine,
): ReturnType<Branches['ahead']> {
  const found: CommitInfo[] = [];
  for (let page = 1; ; page += 1) {
    const request = { ...repo, basehead: `${base}...${tip}`, per_page: PAGE, page };
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead(request);
    for (const { sha, commit, author, committer, parents } of data.commits) {
      const byGitHub = commit.verification?.verified === true && committer?.login === WEB_FLOW;
      const own = byGitHub && (await isMine(author as { login: string } | null));
      found.push({ oid: sha, message: commit.message, byGitHub, own, parents: parents.map((parent) => parent.sha) });
    }
    if (found.length >= data.total_commits || data.commits.length === 0)
      return { origin: data.merge_base_commit.sha, commits: found };
  }
}

/** The list of files has pages of its own kind, too. A renamed file has two paths. */
async function changedPaths(octokit: Client, repo: Repo, oid: string): ReturnType<Branches['changedPaths']> {
  const found: string[] = [];
  for (let page = 1; ; page += 1) {
    const { data, headers } = await octokit.rest.repos.getCommit({ ...repo, ref: oid, per_page: PAGE, page });
    for (const { filename, previous_filename: former } of data.files ?? []) {
      found.push(filename, ...(former === undefined ? [] : [former]));
    }
    if (found.length >= MAX_FILES) return undefined;
    if (headers.link?.includes('rel="next"') !== true) return [...new Set(found)];
  }
}

const COMMIT = `mutation commit($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;

async function commit(octokit: Client, { owner, repo }: Repo, request: CommitRequest): Promise<CommitAnswer> {
  const [headline = '', ...body] = request.message.split('\n');
  const input = {
    branch: { repositoryNameWithOwner: `${owner}/${repo}`, branchName: request.branch },
    expectedHeadOid: request.expectedHead,
    message: { headline, body: body.join('\n').trim() },
    fileChanges: {
      additions: request.additions.map(({ path, text }) => ({ path, contents: Buffer.from(text).toString('base64') })),
      deletions: request.deletions.map((path) => ({ path })),
    },
  };
  try {
    const answer = await octokit.graphql<{ createCommitOnBranch: { commit: { oid: string } } }>(COMMIT, {
      input,
      ...ONCE,
    });
    return { kind: 'done', oid: answer.createCommitOnBranch.commit.oid };
  } catch (error) {
    const stale = graphqlErrors(error).some(({ type, message }) => type === 'STALE_DATA' || STALE.test(message ?? ''));
    if (stale) return { kind: 'stale' };
    throw failureOf(error);
  }
}

const REPOSITORY_ID = `query repositoryId($owner: String!, $repo: String!) {
  repository(owner: $owner, name: $repo) { id }
}`;

const MOVE = `mutation move($input: UpdateRefsInput!) {
  updateRefs(input: $input) { clientMutationId }
}`;

/** The REST API can force or remove a branch, but not on condition; this mutation can. Without `to` the branch is removed. */
async function move(
  { octokit, reader }: Clients,
  { owner, repo }: Repo,
  head: Branches['head'],
  { branch, from, to }: { readonly branch: string; readonly from: string; readonly to: string | undefined },
): Promise<boolean> {
  const found = await call(() => reader.graphql<{ repository: { id: string } }>(REPOSITORY_ID, { owner, repo }));
  const refUpdates = [{ name: `refs/heads/${branch}`, beforeOid: from, afterOid: to ?? NOWHERE, force: true }];
  try {
    await octokit.graphql(MOVE, { input: { repositoryId: found.repository.id, refUpdates }, ...ONCE });
    return true;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.cancelled) throw failure;
    // Refused, raced or lost: where the branch is now tells which.
    const now = await head(branch);
    if (now === to) return true;
    if (now !== from) return false;
    throw failure;
  }
}
