import { readFileSync } from 'node:fs';
import { isForeignOrigin, type Origin } from '../interface/events.ts';
import type { Trigger } from '../ports/runtime.ts';

interface Payload extends Origin {
  readonly pull_request?: NonNullable<Origin['pull_request']> & {
    readonly number?: number;
    readonly head?: { readonly sha?: string };
  };
}

export const NO_TRIGGER: Trigger = {
  repository: undefined,
  sha: '',
  branch: undefined,
  pullRequest: undefined,
};

/**
 * Reads what started the job from the runner's environment. Sources: GitHub Docs, "Default environment variables"; for the
 * read-only token "Events that trigger workflows" (forks) and "Automating Dependabot with GitHub Actions".
 */
export function triggerOf(env: Readonly<Record<string, string | undefined>>): Trigger {
  const payload = payloadOf(env['GITHUB_EVENT_PATH']);
  const pull = payload.pull_request;
  const isBranch = env['GITHUB_REF']?.startsWith('refs/heads/') === true;
  const [owner = '', name = ''] = (env['GITHUB_REPOSITORY'] ?? '').split('/');
  return {
    repository:
      name === ''
        ? undefined
        : { owner, name, ownerId: env['GITHUB_REPOSITORY_OWNER_ID'] ?? '', id: env['GITHUB_REPOSITORY_ID'] ?? '' },
    sha: env['GITHUB_SHA'] ?? '',
    branch: isBranch ? env['GITHUB_REF_NAME'] : undefined,
    server: env['GITHUB_SERVER_URL']?.replace(/\/+$/, ''),
    runId: env['GITHUB_RUN_ID'],
    foreign: isForeignOrigin(env['GITHUB_EVENT_NAME'] ?? '', payload, env['GITHUB_ACTOR']),
    pullRequest:
      pull?.number === undefined
        ? undefined
        : {
            number: pull.number,
            headSha: pull.head?.sha ?? '',
            // A fork that is gone has no repository any more.
            readOnly:
              env['GITHUB_ACTOR'] === 'dependabot[bot]' || pull.head?.repo?.full_name !== pull.base?.repo?.full_name,
          },
  };
}

function payloadOf(path: string | undefined): Payload {
  if (!path) return {};
  try {
    const payload: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof payload === 'object' && payload !== null ? payload : {};
  } catch {
    return {};
  }
}
