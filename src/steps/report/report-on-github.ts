import { GitHubFailure } from '../../ports/github.ts';
import { REPORTERS } from '../../reporters/index.ts';
import type { Left, Reported, ReporterPorts } from '../../reporters/reporter.ts';

export interface GitHubReport {
  readonly issue: number | undefined;
  /** What could not be reported, and why. */
  readonly notes: readonly string[];
}

/**
 * Reports to those who review, by the reporters that call GitHub. What the token may not do is a note, and fails nothing; where it is known to
 * be read-only nothing is tried.
 */
export async function reportOnGitHub(run: Reported, ports: ReporterPorts): Promise<GitHubReport> {
  const { kind, trigger, cancelled } = ports.runtime;
  // Shards would overwrite each other's comment, suggestions and issue: `collect` reports once for all of them.
  const isShard = run.inputs.shard !== undefined;
  const mayReport =
    kind === 'action' && run.inputs.githubToken !== '' && trigger.pullRequest?.readOnly !== true && !isShard;
  if (!mayReport) return { issue: undefined, notes: [] };
  let left: Left = {};
  const notes: string[] = [];
  const skipped: string[] = [];
  for (const reporter of REPORTERS) {
    const { stage, what, permission } = reporter;
    if (stage !== 'github' || reporter.applies?.(run, ports.runtime) === false) continue;
    if (cancelled.aborted) {
      skipped.push(what);
      continue;
    }
    try {
      left = { ...left, ...(await reporter.report(run, ports)) };
    } catch (error) {
      if (!(error instanceof GitHubFailure)) throw error;
      const hint = error.forbidden && permission !== undefined ? ` The job needs \`${permission}\`.` : '';
      notes.push(`GitHub did not take ${what}: ${error.message}.${hint}`);
    }
  }
  if (skipped.length > 0) notes.push(`The run was cancelled, and GitHub was not asked for ${skipped.join(', ')}.`);
  return { issue: left.issue, notes };
}
