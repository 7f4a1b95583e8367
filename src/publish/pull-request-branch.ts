import type { ChangedFile } from '../domain/file.ts';
import type { Branches } from '../ports/github.ts';
import type { Publication, Tip } from './publication.ts';
import type { PullRequestPorts, PullRequestRequest } from './pull-request-model.ts';
import { withPending } from './shared-file.ts';
import { standingOf, type Standing } from './standing.ts';

/** The branch of the pull request as it was found. */
export interface Branch {
  readonly head: string;
  readonly tip: Tip;
  readonly originTip: Tip;
  readonly ownership: Standing['ownership'];
  readonly standing: Standing['kind'];
}

export async function lookAt(
  request: PullRequestRequest,
  at: { readonly baseHead: string; readonly branchHead: string; readonly paths: readonly string[] },
  ports: PullRequestPorts,
): Promise<Branch> {
  const { branches } = ports;
  const { baseHead, branchHead: head, paths } = at;
  const [tip, standing] = await Promise.all([
    branches.files(head, paths),
    standingOf(request, { baseHead, head }, ports),
  ]);
  const { kind, ownership } = standing;
  return { head, tip, originTip: await branches.files(ownership.origin, paths), ownership, standing: kind };
}

/**
 * What earlier runs have put on the branch for envs of which this one says nothing, and nobody has merged yet: it stays part of the
 * pull request.
 */
export async function pendingOf(
  { shared, files }: Publication,
  { baseHead, baseTip, branch }: { readonly baseHead: string; readonly baseTip: Tip; readonly branch: Branch },
  branches: Branches,
): Promise<readonly ChangedFile[]> {
  const pending: ChangedFile[] = [];
  const others = new Set<string>();
  for (const file of shared) {
    const { path } = file;
    const before = baseTip.get(path) ?? null;
    const at = { theirs: branch.tip.get(path) ?? null, origin: branch.originTip.get(path) ?? null };
    const { text, paths } = withPending(file, before, at);
    if (text !== before) pending.push({ path, before, after: text });
    for (const other of paths) others.add(other);
  }
  for (const { path } of [...files, ...shared]) others.delete(path);
  const paths = [...others];
  if (paths.length === 0) return pending;
  const [now, theirs, origin] = await Promise.all(
    [baseHead, branch.head, branch.ownership.origin].map((oid) => branches.files(oid, paths)),
  );
  for (const path of paths) {
    const before = now?.get(path) ?? null;
    const after = theirs?.get(path) ?? null;
    if (after !== (origin?.get(path) ?? null) && after !== before) pending.push({ path, before, after });
  }
  return pending;
}
