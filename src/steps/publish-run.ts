import type { Command } from '../commands.ts';
import type { Manifest } from '../domain/manifest.ts';
import type { PublicationReport, RunReport } from '../domain/report.ts';
import { madeBy, SHARD_FILE, writeShardFile } from '../fleet/shard-file.ts';
import type { ActionInputs } from '../inputs.ts';
import { renderedFiles } from '../planning/files.ts';
import type { EnvPlan } from '../planning/plan.ts';
import { forManifest } from '../reporting/for-project.ts';
import { maskedReport } from '../reporting/mask.ts';
import { planJson, reportJson } from '../reporting/report-json.ts';
import { summaryOf } from '../reporting/summary.ts';
import type { PendingLocks } from './pending-lock.ts';
import { changedTexts, publicationOf, type ManifestPublication, type TextFile } from './publication.ts';
import { NOTHING_PUBLISHED, publish, publishArtifacts, type PublishOutcome, type PublishPorts } from './publish.ts';
import { buildReport, type RunParts } from './report.ts';
import { BODY_LIMIT } from './tell.ts';

export type { PublishPorts } from './publish.ts';

/** Publishes what a run has made. An empty plan publishes nothing; an open pull request of ours may be closed by it. */
export async function publishRun(
  parts: RunParts,
  locks: PendingLocks,
  command: Command,
  ports: PublishPorts,
): Promise<PublishOutcome> {
  const { inputs } = parts;
  const report = buildReport(parts);
  const done = report.envs.flatMap(({ state }, index): readonly EnvPlan[] => {
    const candidate = parts.envs[index];
    const ended = command.writes ? state === 'applied' || state === 'unchanged' : candidate?.blocked === undefined;
    return candidate !== undefined && ended ? [candidate.plan] : [];
  });
  const doneOf = (manifest: Manifest) => done.filter(({ subject }) => subject.manifest === manifest);
  const publications = [...locks.locks.keys()].map((manifest): ManifestPublication => {
    const lockPath = locks.paths.get(manifest) ?? '';
    const lockText = locks.texts.get(manifest) ?? null;
    return publicationOf({ manifest, lockPath, lockText, done: doneOf(manifest) });
  });
  const concerned = new Set(report.envs.map(({ manifest }) => manifest));
  const made: Made = {
    // A shard speaks for the manifests of its envs alone.
    publications: publications.filter(({ manifest }) => inputs.shard === undefined || concerned.has(manifest.file)),
    report,
    filesOf: (manifest) => [
      ...generated(doneOf(manifest)),
      ...shardFile(manifest, doneOf(manifest), report, inputs, ports),
    ],
  };
  const outcome = await publishMade(made, command.publishes, inputs, ports);
  const wrote = command.writes && report.outcomes.some(({ kind, status }) => kind === 'lock' && status === 'applied');
  if (!wrote || outcome.publication.commitSha !== '' || inputs.shard !== undefined) return outcome;
  const note = 'The lock was written and not committed by this run: without it, the next run starts from nothing.';
  return { ...outcome, notes: [...outcome.notes, note] };
}

export interface Made {
  readonly publications: readonly ManifestPublication[];
  readonly report: RunReport;
  /** What an artifact of a manifest holds besides changed files, lock, plan and report. */
  readonly filesOf: (manifest: Manifest) => readonly TextFile[];
}

/** Publishes by every channel that was asked for and that the command has. */
export async function publishMade(
  { publications, report, filesOf }: Made,
  channels: Command['publishes'],
  inputs: ActionInputs,
  ports: PublishPorts,
): Promise<PublishOutcome> {
  let publication: PublicationReport = NOTHING_PUBLISHED;
  let outcome: PublishOutcome = { publication, findings: [], notes: [] };
  const mayPublish = channels === 'all' || (channels === 'files' && !inputs.publish.has('commit'));
  if (mayPublish && (inputs.publish.has('commit') || inputs.publish.has('pull-request'))) {
    outcome = await publish(publications, textsOf(report, publications, inputs), inputs, ports);
    publication = outcome.publication;
  }
  const notes = [...outcome.notes];
  if (inputs.publish.has('artifact')) {
    const made = publications.map((one) => ({
      project: one.manifest.project,
      files: distinct([
        ...filesOf(one.manifest),
        ...changedTexts(one),
        { path: 'plan.json', text: planJson(report) },
        { path: 'report.json', text: reportJson(report) },
      ]),
    }));
    const uploaded = await publishArtifacts(made, inputs, ports);
    publication = { ...publication, artifact: uploaded.artifact };
    if (uploaded.note !== undefined) notes.push(uploaded.note);
  }
  return { publication, findings: outcome.findings, notes };
}

/** Every generated file of the envs, changed or not: whoever takes the artifact wants them all. */
function generated(plans: readonly EnvPlan[]): readonly TextFile[] {
  return plans.flatMap(({ subject }) => renderedFiles(subject)).map(({ path, text }) => ({ path, text }));
}

/** What `collect` works from. */
function shardFile(
  manifest: Manifest,
  done: readonly EnvPlan[],
  report: RunReport,
  { shard }: ActionInputs,
  { runtime }: PublishPorts,
): readonly TextFile[] {
  if (shard === undefined) return [];
  const text = writeShardFile({
    project: manifest.project,
    manifest: manifest.file,
    shard: `${shard.index}/${shard.count}`,
    sha: runtime.trigger.sha,
    envs: done.map(madeBy),
    report: forManifest(report, manifest.file),
  });
  return [{ path: SHARD_FILE, text }];
}

function distinct(files: readonly TextFile[]): readonly TextFile[] {
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

function textsOf(whole: RunReport, publications: readonly ManifestPublication[], inputs: ActionInputs) {
  const report = inputs.maskAccountIds ? maskedReport(whole) : whole;
  const projects = publications.map(({ manifest }) => manifest.project).join(', ');
  const bodies = publications.map(({ manifest }) =>
    summaryOf(forManifest(report, manifest.file), { maxBytes: BODY_LIMIT / publications.length, footer: false }),
  );
  return { title: `Update imported Amplify auth of ${projects}`, body: bodies.join('\n---\n\n') };
}
