import type { Client } from './client.ts';
import { rawText } from './raw.ts';

/** Files in one query: enough to save rounds, few enough for GitHub's limits on the size of a query. */
const BATCH = 50;

interface Blob {
  readonly text?: string | null;
  readonly isTruncated?: boolean;
  readonly isBinary?: boolean | null;
}

/** Texts of files at a commit, a batch of them in one call. */
export async function filesAt(
  octokit: Client,
  repo: { readonly owner: string; readonly repo: string },
  oid: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string | undefined>> {
  const found = new Map<string, string | undefined>();
  for (let start = 0; start < paths.length; start += BATCH) {
    const batch = paths.slice(start, start + BATCH);
    const variables = Object.fromEntries(batch.map((path, index) => [`e${index}`, `${oid}:${path}`]));
    const declared = batch.map((_, index) => `$e${index}: String!`).join(', ');
    const fields = batch
      .map((_, index) => `f${index}: object(expression: $e${index}) { ... on Blob { text isTruncated isBinary } }`)
      .join('\n');
    const query = `query files($owner: String!, $repo: String!, ${declared}) {
      repository(owner: $owner, name: $repo) { ${fields} }
    }`;
    const answer = await octokit.graphql<{ repository: Record<string, Blob | null> }>(query, { ...repo, ...variables });
    for (const [index, path] of batch.entries()) {
      const blob = answer.repository[`f${index}`];
      if (blob === null || blob === undefined) found.set(path, undefined);
      else
        found.set(
          path,
          blob.isTruncated || typeof blob.text !== 'string' ? await raw(octokit, repo, oid, path) : blob.text,
        );
    }
  }
  return found;
}

/** Large files are cut by GraphQL. */
async function raw(
  octokit: Client,
  repo: { readonly owner: string; readonly repo: string },
  ref: string,
  path: string,
): Promise<string> {
  const answer = await octokit.rest.repos.getContent({ ...repo, ref, path, mediaType: { format: 'raw' } });
  return rawText(answer.data);
}
