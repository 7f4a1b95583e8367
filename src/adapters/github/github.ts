import type { Comment, GitHub, Issue, PullRequest } from '../../ports/github.ts';
import { branches } from './branches.ts';
import { call, client, failureOf, maybe, ONCE, readingClient, type Client, type ClientOptions } from './client.ts';
import { commentableLines } from './diff-lines.ts';

export interface GitHubOptions extends ClientOptions {
  readonly owner: string;
  readonly repo: string;
}

/** Annotations in one request. Source: REST API, "Create a check run". */
const ANNOTATIONS = 50;

/** GitHub by its REST and GraphQL APIs, as the owner of the token. */
export function github({ owner, repo, ...options }: GitHubOptions): GitHub {
  const octokit = client(options);
  const reader = readingClient(options);
  const here = { owner, repo };
  const { checks, issues, pulls } = octokit.rest;
  const me = once(() => whoAmI(reader));
  const isMine = async (user: { login: string } | null | undefined) => user?.login === (await me());

  return {
    branches: branches({ octokit, reader }, here, isMine),

    pullRequests: {
      find: (head, base) =>
        call(async () => {
          const { data } = await pulls.list({ ...here, head: `${owner}:${head}`, base, state: 'open', per_page: 10 });
          return data[0] && pullRequestOf(data[0], await isMine(data[0].user));
        }),
      wasMerged: (head, base, oid) =>
        call(async () => {
          const query = { ...here, head: `${owner}:${head}`, base, state: 'closed', per_page: 100 } as const;
          const merged = (await pulls.list(query)).data.filter((one) => one.merged_at && one.head.sha === oid);
          return (await Promise.all(merged.map(({ user }) => isMine(user)))).includes(true);
        }),
      create: (request) =>
        call(async () => pullRequestOf((await pulls.create({ ...here, ...request, ...ONCE })).data, true)),
      update: (number, changes) =>
        call(async () => {
          await pulls.update({ ...here, pull_number: number, ...changes, ...ONCE });
        }),
      addLabels: (number, labels) =>
        call(async () => {
          await issues.addLabels({ ...here, issue_number: number, labels: [...labels], ...ONCE });
        }),
      requestReviewers: (number, users, teams) =>
        call(async () => {
          const reviewers = { reviewers: [...users], team_reviewers: [...teams] };
          await pulls.requestReviewers({ ...here, pull_number: number, ...reviewers, ...ONCE });
        }),
    },

    comments: {
      list: (number) =>
        call(async () => {
          const all = await octokit.paginate(issues.listComments, { ...here, issue_number: number, per_page: 100 });
          return Promise.all(
            all.map(async ({ id, body, user }): Promise<Comment> => ({
              id,
              body: body ?? '',
              own: await isMine(user),
            })),
          );
        }),
      create: (number, body) =>
        call(async () => (await issues.createComment({ ...here, issue_number: number, body, ...ONCE })).data.id),
      update: (id, body) =>
        call(async () => {
          await issues.updateComment({ ...here, comment_id: id, body, ...ONCE });
        }),
      remove: (id) =>
        call(async () => {
          await maybe(() => issues.deleteComment({ ...here, comment_id: id, ...ONCE }));
        }),
    },

    reviewComments: {
      list: (number) =>
        call(async () => {
          const all = await octokit.paginate(pulls.listReviewComments, { ...here, pull_number: number, per_page: 100 });
          return Promise.all(
            all.map(async ({ id, body, user, path, line }) => ({ id, body, own: await isMine(user), path, line })),
          );
        }),
      commentableLines: (number) =>
        call(async () => {
          const files = await octokit.paginate(pulls.listFiles, { ...here, pull_number: number, per_page: 100 });
          return new Map(files.map(({ filename, patch }) => [filename, commentableLines(patch ?? '')]));
        }),
      create: (number, { commit, path, line, body }) =>
        call(async () => {
          const place = { commit_id: commit, path, line, side: 'RIGHT' as const };
          return (await pulls.createReviewComment({ ...here, pull_number: number, body, ...place, ...ONCE })).data.id;
        }),
      remove: (id) =>
        call(async () => {
          await maybe(() => pulls.deleteReviewComment({ ...here, comment_id: id, ...ONCE }));
        }),
    },

    checks: {
      publish: ({ name, head, conclusion, title, summary, annotations }) =>
        call(async () => {
          const batches = annotations.map(({ path, startLine, endLine, startColumn, endColumn, level, ...rest }) => ({
            path,
            start_line: startLine,
            end_line: endLine,
            ...(startColumn === undefined ? {} : { start_column: startColumn }),
            ...(endColumn === undefined ? {} : { end_column: endColumn }),
            annotation_level: level,
            title: rest.title,
            message: rest.message,
          }));
          const output = (from: number) => ({ title, summary, annotations: batches.slice(from, from + ANNOTATIONS) });
          const run = { name, head_sha: head, status: 'completed' as const, conclusion };
          const made = await checks.create({ ...here, ...run, output: output(0), ...ONCE });
          for (let from = ANNOTATIONS; from < batches.length; from += ANNOTATIONS) {
            await checks.update({ ...here, check_run_id: made.data.id, output: output(from), ...ONCE });
          }
        }),
    },

    issues: {
      open: (label) =>
        call(async () => {
          const order = { sort: 'created', direction: 'asc' } as const;
          const query = { ...here, labels: label, state: 'open' as const, ...order, per_page: 100 };
          const all = (await octokit.paginate(issues.listForRepo, query)).filter((issue) => !issue.pull_request);
          return Promise.all(
            all.map(async ({ number, title, body, user }): Promise<Issue> => {
              return { number, title, body: body ?? '', own: await isMine(user) };
            }),
          );
        }),
      create: ({ title, body, labels }) =>
        call(async () => (await issues.create({ ...here, title, body, labels: [...labels], ...ONCE })).data.number),
      update: (number, changes) =>
        call(async () => {
          await issues.update({ ...here, issue_number: number, ...changes, ...ONCE });
        }),
    },
  };
}

interface PullData {
  number: number;
  html_url: string;
  title: string;
  body: string | null;
  draft?: boolean;
}

function pullRequestOf({ number, html_url: url, title, body, draft }: PullData, own: boolean): PullRequest {
  return { number, url, title, body: body ?? '', draft: draft ?? false, own };
}

/** A token that may not ask who it is belongs to a job, and so always to the same bot. Any other failure says nothing. */
async function whoAmI(octokit: Client): Promise<string> {
  try {
    const { viewer } = await octokit.graphql<{ viewer: { login: string } }>('query whoAmI { viewer { login } }');
    return viewer.login;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.status === 403) return 'github-actions[bot]';
    throw failure;
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () =>
    (made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    }));
}
