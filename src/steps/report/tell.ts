import { isDrift } from '../../domain/rule.ts';
import type { Manifest } from '../../manifest/model.ts';
import type { RunReport } from '../../domain/report.ts';
import { rulesOf } from '../../interface/events.ts';
import type { ActionInputs } from '../../interface/inputs.ts';
import { GitHubFailure, type GitHub } from '../../ports/github.ts';
import type { Runtime } from '../../ports/runtime.ts';
import { keepIssue } from '../../publish/drift-issue.ts';
import { marker } from '../../publish/marker.ts';
import { keepComment } from '../../publish/sticky-comment.ts';
import { keepSuggestions } from '../../publish/suggestions.ts';
import { annotationsOf } from '../../report/annotations.ts';
import { checkRunOf } from '../../report/check-run.ts';
import { forManifest } from '../../report/for-project.ts';
import { suggestionPrefix, suggestionsOf } from '../../report/suggestions.ts';
import { summaryOf } from '../../report/summary.ts';

/** GitHub takes 65,536 characters in a comment, an issue and a pull request. */
export const BODY_LIMIT = 60_000;

export interface TellPorts {
  readonly github: () => Promise<GitHub>;
  readonly runtime: Runtime;
}

export interface Told {
  readonly issue: number | undefined;
  /** What could not be told, and why. */
  readonly notes: readonly string[];
}

/**
 * Tells those who review: a comment on the pull request, suggested changes, a check run where a step may not annotate enough, and
 * the drift issue. What the token may not do is a note, and fails nothing; where it is known to be read-only nothing is tried.
 */
export async function tell(
  report: RunReport,
  manifests: readonly Manifest[],
  inputs: ActionInputs,
  ports: TellPorts,
): Promise<Told> {
  const { runtime, github } = ports;
  const notes: string[] = [];
  const skipped: string[] = [];
  const attempt = async <T>(what: string, permission: string, run: () => Promise<T>): Promise<T | undefined> => {
    if (runtime.cancelled.aborted) {
      skipped.push(what);
      return undefined;
    }
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof GitHubFailure)) throw error;
      const hint = error.forbidden ? ` The job needs \`${permission}\`.` : '';
      notes.push(`GitHub did not take ${what}: ${error.message}.${hint}`);
      return undefined;
    }
  };
  const pull = runtime.trigger.pullRequest;
  // Shards would overwrite each other's comment, suggestions and issue: `collect` reports once for all of them.
  const isShard = inputs.shard !== undefined;
  const mayTell = runtime.kind === 'action' && inputs.githubToken !== '' && pull?.readOnly !== true && !isShard;
  if (!mayTell) return { issue: undefined, notes };

  if (pull !== undefined && rulesOf(runtime).comments) {
    if (inputs.comment !== 'never') {
      await attempt('the comment', 'pull-requests: write', () =>
        comment(report, manifests, inputs, pull.number, github),
      );
    }
    if (inputs.suggestions && manifests.length > 0) {
      await attempt('the suggestions', 'pull-requests: write', () => suggest(report, manifests, pull, github));
    }
  }
  if (isCut(report)) {
    const head = pull?.headSha || runtime.trigger.sha;
    await attempt('the check run', 'checks: write', async () =>
      (await github()).checks.publish(checkRunOf(report, head)),
    );
  }
  const issue =
    (report.collected ?? report.command) === 'drift' && inputs.driftIssue
      ? await attempt('the issue', 'issues: write', () => driftIssues(report, manifests, inputs, github))
      : undefined;
  if (skipped.length > 0) notes.push(`The run was cancelled, and GitHub was not asked for ${skipped.join(', ')}.`);
  return { issue, notes };
}

/** Whether the step's own annotations leave something out. */
function isCut(report: RunReport): boolean {
  const counted = report.findings.filter(({ ignored }) => ignored === undefined);
  const shown = annotationsOf(counted).filter(({ place }) => place !== undefined).length;
  return shown < annotationsOf(counted, Number.MAX_SAFE_INTEGER).filter(({ place }) => place !== undefined).length;
}

async function comment(
  report: RunReport,
  manifests: readonly Manifest[],
  inputs: ActionInputs,
  pullRequest: number,
  github: TellPorts['github'],
): Promise<void> {
  const { comments } = await github();
  for (const manifest of manifests) {
    const own = forManifest(report, manifest.file);
    const worthwhile = own.findings.length > 0 || own.plan.changes.length > 0;
    const mark = marker('comment', manifest.project, report.command);
    const body = summaryOf(own, { maxBytes: BODY_LIMIT, footer: false });
    await keepComment({ pullRequest, marker: mark, body, worthwhile }, inputs.comment, comments);
  }
}

async function suggest(
  report: RunReport,
  manifests: readonly Manifest[],
  pull: { readonly number: number; readonly headSha: string },
  github: TellPorts['github'],
): Promise<void> {
  const { reviewComments } = await github();
  for (const { file, text, project } of manifests) {
    const own = report.findings.filter(({ place }) => place.file === file);
    const suggestions = suggestionsOf(own, text.split(/\r?\n/), project, report.command);
    const prefix = suggestionPrefix(project, report.command);
    await keepSuggestions({ pullRequest: pull.number, commit: pull.headSha, prefix, suggestions }, reviewComments);
  }
}

/** One issue a project; gives the number of the first that is open. */
async function driftIssues(
  report: RunReport,
  manifests: readonly Manifest[],
  inputs: ActionInputs,
  github: TellPorts['github'],
): Promise<number | undefined> {
  const { issues, comments } = await github();
  let open: number | undefined;
  for (const manifest of manifests) {
    const own = forManifest(report, manifest.file);
    const looked =
      own.envs.length === manifest.envs.length && inputs.envs.length === 0 && inputs.excludeEnvs.length === 0;
    const number = await keepIssue(
      {
        marker: marker('drift', manifest.project),
        title: `Drift in ${manifest.project}`,
        body: summaryOf(own, { maxBytes: BODY_LIMIT, footer: false }),
        drifted: own.findings.some(({ rule, ignored }) => isDrift(rule) && ignored === undefined),
        complete: looked && own.unchecked.length === 0 && own.incomplete === undefined,
      },
      issues,
      async (issue, text) => {
        await comments.create(issue, text);
      },
    );
    open ??= number;
  }
  return open;
}
