import { listen } from './http-server.ts';

/** GitHub's REST API, as far as files of a repository are read by it. */
export interface GitHubContents {
  readonly url: string;
  readonly token: string;
  /** `path@ref` → text */
  readonly files: Map<string, string>;
  /** What was asked for, as `path@ref`. */
  readonly reads: string[];
  /** Answers everything with this status. */
  status: number | undefined;
  reset(): void;
  close(): Promise<void>;
}

/** Serves the files of `octo/demo` to those who know the token. Answers and headers as in GitHub's REST reference. */
export async function startGitHubContents(): Promise<GitHubContents> {
  const { url, close } = await listen((request, answer) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://github.test');
    const path = decodeURIComponent(pathname).replace(/^\/repos\/octo\/demo\/contents\//, '');
    const file = `${path}@${searchParams.get('ref') ?? ''}`;
    github.reads.push(file);
    const refuse = (status: number, message: string) =>
      answer.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify({ message }));
    const text = github.files.get(file);
    if (github.status !== undefined) refuse(github.status, 'Resource not accessible by integration');
    else if (request.headers.authorization !== `token ${github.token}`) refuse(401, 'Bad credentials');
    else if (!/^application\/vnd\.github\.(v3\.)?raw/.test(request.headers.accept ?? ''))
      refuse(415, 'raw is what we want');
    else if (text === undefined) refuse(404, 'Not Found');
    else answer.writeHead(200, { 'content-type': 'application/vnd.github.raw; charset=utf-8' }).end(text);
  });
  const github: GitHubContents = {
    url,
    token: 'ghs_0123456789abcdefghij',
    files: new Map(),
    reads: [],
    status: undefined,
    reset() {
      github.files.clear();
      github.reads.length = 0;
      github.status = undefined;
    },
    close,
  };
  return github;
}
