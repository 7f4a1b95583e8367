import type { Place } from '../../domain/place.ts';
import type { Trigger } from '../../ports/runtime.ts';

/** Where on the web a run and its commit are; undefined in a terminal, or where it is not known. */
export interface Links {
  /** `https://github.com/octo/shop` */
  readonly repository: string | undefined;
  /** The commit that was checked out: lines of findings are lines of that. */
  readonly commit: string | undefined;
  /** Page of the run: its summary and its artifacts. */
  readonly run: string | undefined;
}

/** In a terminal there is nothing to link to. */
export const NO_LINKS: Links = { repository: undefined, commit: undefined, run: undefined };

export function linksOf({ repository, sha, server, runId }: Trigger): Links {
  if (repository === undefined || server === undefined) return NO_LINKS;
  const home = `${server}/${encoded(repository.owner)}/${encoded(repository.name)}`;
  return {
    repository: home,
    commit: sha === '' ? undefined : sha,
    run: runId === undefined ? undefined : `${home}/actions/runs/${encoded(runId)}`,
  };
}

/** The line of a file as it was checked out. */
export function lineUrl({ repository, commit }: Links, { file, line, endLine }: Place): string | undefined {
  if (repository === undefined || commit === undefined || file === '') return undefined;
  const path = file.split('/').map(encoded).join('/');
  return `${repository}/blob/${commit}/${path}#L${line}${endLine > line ? `-L${endLine}` : ''}`;
}

export function commitUrl({ repository }: Links, commit: string): string | undefined {
  return repository === undefined ? undefined : `${repository}/commit/${encoded(commit)}`;
}

/** What `encodeURIComponent` leaves, Markdown would take for its own; half of a surrogate pair it does not take at all. */
function encoded(part: string): string {
  return encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /[()'*!~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
