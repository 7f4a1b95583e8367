import { eventRules } from '../../interface/events.ts';
import type { BaseBranch } from '../../ports/base-branch.ts';
import type { ClientOptions } from './client.ts';
import { rawText } from './raw.ts';

/**
 * The base branch of the event at hand, read by GitHub's API; undefined on events that run what is on a branch already. Needs
 * `contents: read`. The client is loaded only once something is read.
 */
export function baseBranchOf(eventName: string, options: ClientOptions): BaseBranch | undefined {
  if (eventRules(eventName).reviewedAt === undefined) return undefined;
  return {
    async read(path) {
      const [{ context }, { client }] = await Promise.all([import('@actions/github'), import('./client.ts')]);
      if (options.token === '') return { state: 'unreadable', reason: 'the input github-token is empty' };
      const ref = baseRef(context.payload);
      if (ref === undefined) return { state: 'unreadable', reason: `the event ${eventName} names no base branch` };
      try {
        const answer = await client(options).rest.repos.getContent({
          ...context.repo,
          path,
          ref,
          mediaType: { format: 'raw' },
        });
        return { state: 'file', text: rawText(answer.data) };
      } catch (error) {
        const status = (error as { status?: unknown }).status;
        if (status === 404) return { state: 'absent' };
        const why = error instanceof Error ? error.message : String(error);
        const hint = status === 403 || status === 401 ? '; the job needs `contents: read`' : '';
        return { state: 'unreadable', reason: `${why}${hint}` };
      }
    },
  };
}

interface Payload {
  readonly pull_request?: { readonly base?: { readonly sha?: string } };
  readonly merge_group?: { readonly base_sha?: string };
  readonly repository?: { readonly default_branch?: string };
}

/** The commit before the change; for events that name none, the default branch. */
function baseRef(payload: unknown): string | undefined {
  const { pull_request: pull, merge_group: group, repository } = payload as Payload;
  return pull?.base?.sha ?? group?.base_sha ?? repository?.default_branch;
}
