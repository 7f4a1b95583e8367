import type { Comments } from '../ports/github.ts';
import { saysTheSame } from './same-text.ts';

/** When a comment is written: `on-change` begins with the first change or finding and is kept up to date from then on. */
export type CommentMode = 'never' | 'on-change' | 'always';

export interface StickyComment {
  readonly pullRequest: number;
  /** Finds the comment again; begins its body. */
  readonly marker: string;
  readonly body: string;
  /** Whether there is something to report. */
  readonly worthwhile: boolean;
}

/**
 * Keeps one comment up to date. It is found by its mark and by who wrote it, wherever in the list it is, and not touched where it
 * says the same already. Where two runs made one each at the same time, the older stays.
 */
export async function keepComment(sticky: StickyComment, mode: CommentMode, comments: Comments): Promise<void> {
  if (mode === 'never') return;
  const { pullRequest, marker } = sticky;
  const body = `${marker}\n${sticky.body}`;
  const [oldest, ...later] = await own(pullRequest, marker, comments);
  if (oldest === undefined) {
    if (mode === 'on-change' && !sticky.worthwhile) return;
    await comments.create(pullRequest, body);
    const [first, ...doubles] = await own(pullRequest, marker, comments);
    for (const double of doubles) await comments.remove(double.id);
    if (first !== undefined && first.body !== body) await comments.update(first.id, body);
    return;
  }
  for (const double of later) await comments.remove(double.id);
  if (!saysTheSame(oldest.body, body)) await comments.update(oldest.id, body);
}

async function own(pullRequest: number, marker: string, comments: Comments) {
  const all = await comments.list(pullRequest);
  return all.filter((comment) => comment.own && comment.body.startsWith(marker)).toSorted((a, b) => a.id - b.id);
}
