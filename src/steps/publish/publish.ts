import type { TextFile } from '../../domain/file.ts';
import { findingOf, type Finding } from '../../domain/finding.ts';
import { startOf } from '../../domain/place.ts';
import type { PublicationReport } from '../../domain/report.ts';
import type { RuleId } from '../../domain/rule.ts';
import type { Manifest } from '../../manifest/model.ts';
import type { ActionInputs } from '../../interface/inputs.ts';
import { GitHubFailure } from '../../ports/github.ts';
import type { Results } from '../../ports/console.ts';
import type { PublishPorts } from '../../ports/ports.ts';
import { publishCommit } from '../../publish/commit.ts';
import { publishPullRequest } from '../../publish/pull-request.ts';
import { changesNothing, type Publication } from '../../publish/publication.ts';
import { AGAIN, refusal } from '../../publish/refusal.ts';
import { pullRequestTarget } from './pull-request-target.ts';
import { changedTexts, together, type ManifestPublication } from './publication.ts';

export interface PublishOutcome {
  readonly publication: PublicationReport;
  readonly findings: readonly Finding[];
  /** For people to read: what happened, beside what went wrong. */
  readonly notes: readonly string[];
}

export const NOTHING_PUBLISHED: PublicationReport = { commitSha: '', pullRequest: undefined, artifact: undefined };

/** For a branch that has moved on: a run on its new tip reads what is there. */
const RUN_AGAIN = 'Run it again on the tip of the branch: what is applied already is left as it is.';

const REPORT_IT = 'Please report it: this is a bug of the action, not of GitHub.';

/** What a pull request of this run says. */
export interface PullRequestTexts {
  readonly title: string;
  /** By the branch that it goes into and the paths that earlier runs have put on its own. */
  readonly body: (base: string, pending: readonly string[]) => string;
}

/** Puts files and locks where the input `publish` says. A failure puts nothing back: what was made is offered as an artifact. */
export async function publish(
  publications: readonly ManifestPublication[],
  texts: PullRequestTexts,
  inputs: ActionInputs,
  ports: PublishPorts,
): Promise<PublishOutcome> {
  const all = together(publications);
  const projects = publications.map(({ manifest }) => manifest.project);
  let publication = NOTHING_PUBLISHED;
  const findings: Finding[] = [];
  const notes: string[] = [];
  const fail = async (reason: string, hint: string, rule: RuleId = 'publish/refused') => {
    const rescued = await rescue(publications, inputs, ports);
    const file = publications[0]?.manifest.file ?? '';
    findings.push(findingOf(rule, startOf(file), { message: reason, hint: `${hint} ${rescued}` }));
  };
  if (ports.runtime.cancelled.aborted) {
    if (!changesNothing(all)) await fail('the run was cancelled before files and lock were published', AGAIN);
    return { publication, findings, notes };
  }
  try {
    if (inputs.publish.has('commit') && !changesNothing(all)) {
      const done = await commit(all, inputs, ports);
      if (done.kind === 'published') publication = { ...publication, commitSha: done.made ? done.commit : '' };
      else if (done.kind === 'refused') await fail(done.reason, done.hint);
      else await fail(`nothing was committed: ${done.reason}`, RUN_AGAIN);
    }
    if (inputs.publish.has('pull-request')) {
      const done = await pullRequest(all, projects, texts, inputs, ports);
      if (done.kind === 'published') {
        publication = { ...publication, commitSha: done.commit, pullRequest: done.pullRequest };
        notes.push(...done.notes);
      } else if (done.kind === 'refused') await fail(done.reason, done.hint, done.rule);
      else if (done.kind === 'overtaken') {
        notes.push(`The pull request was left unchanged: ${done.reason}. ${await rescue(publications, inputs, ports)}`);
      } else if (done.closed !== undefined)
        notes.push(`Pull request ${done.closed.number} was closed: nothing is left to change.`);
    }
  } catch (error) {
    // What was made must not be lost by a fault managed by this action either.
    if (!(error instanceof GitHubFailure)) await fail(`publishing failed by a bug: ${reasonOf(error)}`, REPORT_IT);
    else {
      const { reason, hint } = refusal(error, 'to answer');
      await fail(reason, hint);
    }
  }
  return { publication, findings, notes };
}

async function commit(all: Publication, inputs: ActionInputs, { github, runtime }: PublishPorts) {
  const branch = inputs.branch || runtime.trigger.branch;
  if (branch === undefined) {
    const hint = 'Name the branch in the input `branch`.';
    return { kind: 'refused', reason: 'the run is not on a branch that could be committed to', hint } as const;
  }
  const { branches } = await github();
  return publishCommit(branch, all, inputs.commitMessage, { branches, runtime });
}

async function pullRequest(
  all: Publication,
  projects: readonly string[],
  texts: PullRequestTexts,
  inputs: ActionInputs,
  { github, runtime }: PublishPorts,
) {
  const { branches, pullRequests } = await github();
  const target = await pullRequestTarget(inputs, projects, runtime.trigger, branches);
  if ('reason' in target) return { kind: 'refused', ...target } as const;
  const request = {
    ...target,
    title: inputs.prTitle || texts.title,
    body: (pending: readonly string[]) => texts.body(target.base, pending),
    draft: inputs.prDraft,
    labels: inputs.prLabels,
    reviewers: inputs.prReviewers,
    commitMessage: inputs.commitMessage,
  };
  return { rule: undefined, ...(await publishPullRequest(request, all, { branches, pullRequests, runtime })) };
}

/** `amplify-import-auth-shop`, and for a shard `amplify-import-auth-shop-2-of-5`. */
export function artifactName(
  { artifactName: name, shard }: Pick<ActionInputs, 'artifactName' | 'shard'>,
  project: string,
): string {
  return `${name}-${project}${shard === undefined ? '' : `-${shard.index}-of-${shard.count}`}`;
}

/** Offers files and locks as an artifact, so that a publication that failed loses nothing. Tells where they are. */
async function rescue(
  publications: readonly ManifestPublication[],
  inputs: ActionInputs,
  { artifacts, results, runtime }: PublishPorts,
): Promise<string> {
  const places: string[] = [];
  for (const publication of publications) {
    const kept = changedTexts(publication);
    const { manifest } = publication;
    if (kept.length === 0) continue;
    const name = `${artifactName(inputs, manifest.project)}-rescue`;
    let folder: Awaited<ReturnType<Results['writeFiles']>>;
    try {
      folder = await results.writeFiles(name, kept);
    } catch (error) {
      places.push(`the checkout only, since no copy could be written (${reasonOf(error)})`);
      continue;
    }
    if (runtime.cancelled.aborted) {
      places.push(`the folder ${folder.root} of the runner, where a step with \`if: always()\` can take them from`);
      continue;
    }
    try {
      const { url } = await (await artifacts()).upload(name, folder.paths, folder.root);
      places.push(`the artifact ${name} (${url})`);
    } catch {
      places.push(`the folder ${folder.root} of the runner`);
    }
  }
  return places.length === 0 ? '' : `The files and the lock are in ${places.join(', ')}.`;
}

/** Uploads what the run made: generated files, locks, plan and report. */
export async function publishArtifacts(
  made: readonly { readonly manifest: Pick<Manifest, 'project' | 'file'>; readonly files: readonly TextFile[] }[],
  inputs: ActionInputs,
  { artifacts, results }: Pick<PublishPorts, 'artifacts' | 'results'>,
): Promise<{ readonly artifact: PublicationReport['artifact']; readonly findings: readonly Finding[] }> {
  let first: PublicationReport['artifact'];
  for (const { manifest, files } of made) {
    const name = artifactName(inputs, manifest.project);
    let where = 'Its files could not be written either';
    try {
      const folder = await results.writeFiles(name, files);
      where = `Its files are in ${folder.root}`;
      const { id, url } = await (await artifacts()).upload(name, folder.paths, folder.root);
      first ??= { id, url };
    } catch (error) {
      const message = `the artifact ${name} could not be uploaded (${reasonOf(error)}). ${where}`;
      const hint = 'Run the job again: what is applied already is left as it is.';
      return { artifact: first, findings: [findingOf('publish/refused', startOf(manifest.file), { message, hint })] };
    }
  }
  return { artifact: first, findings: [] };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
