import type { Command } from '../../interface/commands.ts';
import { type TextFile, textHash } from '../../domain/file.ts';
import type { Manifest } from '../../manifest/model.ts';
import type { PublicationReport, RunReport } from '../../domain/report.ts';
import { madeBy, SHARD_FILE, writeShardFile } from '../../fleet/shard-file.ts';
import type { ActionInputs } from '../../interface/inputs.ts';
import { renderedFiles } from '../../plan/files.ts';
import type { EnvPlan } from '../../plan/plan.ts';
import { shardName } from '../../domain/shard.ts';
import { forManifest, forManifests } from '../../report/for-manifest.ts';
import { maskedReport } from '../../report/mask.ts';
import { planJson, reportJson } from '../../report/report-json.ts';
import { contextOf } from '../../report/texts/context.ts';
import { pullRequestBody } from '../../report/texts/pull-request.ts';
import type { ShardOfRun } from '../fleet/fleet.ts';
import type { PendingLocks } from '../read/pending-lock.ts';
import { changedTexts, publicationOf, type ManifestPublication } from './publication.ts';
import { NOTHING_PUBLISHED, publish, publishArtifacts, type PublishOutcome, type PullRequestTexts } from './publish.ts';
import type { PublishPorts } from '../../ports/ports.ts';
import type { Candidate } from '../apply/apply.ts';

export interface RunToPublish extends Pick<ShardOfRun, 'manifests'> {
  readonly inputs: ActionInputs;
  readonly report: RunReport;
  /** The plans of the report's envs, in the same order. */
  readonly envs: readonly Candidate[];
}

/** Publishes what a run has made. An empty plan publishes nothing; an open pull request of this action may be closed by it. */
export async function publishRun(
  { inputs, report, envs, manifests }: RunToPublish,
  locks: PendingLocks,
  command: Command,
  ports: PublishPorts,
): Promise<PublishOutcome> {
  const done = report.envs.flatMap(({ state }, index): readonly EnvPlan[] => {
    const candidate = envs[index];
    const ended = command.writes ? state === 'applied' || state === 'unchanged' : candidate?.blocked === undefined;
    return candidate !== undefined && ended ? [candidate.plan] : [];
  });
  const doneOf = (manifest: Manifest) => done.filter(({ subject }) => subject.manifest === manifest);
  const publications = [...locks.locks.keys()].map((manifest): ManifestPublication => {
    const lockPath = locks.paths.get(manifest) ?? '';
    const lockText = locks.texts.get(manifest) ?? null;
    return publicationOf({ manifest, lockPath, lockText, done: doneOf(manifest) });
  });
  const own = publications.filter(({ manifest }) => manifests === undefined || manifests.has(manifest));
  const made: Made = {
    publications: own,
    report,
    filesOf: (publication) => {
      const plans = doneOf(publication.manifest);
      return [...generated(plans), ...shardFile(publication, plans, report, inputs, ports)];
    },
  };
  return publishMade(made, command.publishes, inputs, ports);
}

export interface Made {
  readonly publications: readonly ManifestPublication[];
  readonly report: RunReport;
  /** What an artifact of a manifest holds in addition to changed files, lock, plan and report. */
  readonly filesOf: (publication: ManifestPublication) => readonly TextFile[];
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
    outcome = await publish(publications, textsOf(report, publications, inputs, ports.runtime), inputs, ports);
    publication = outcome.publication;
  }
  const notes = [...outcome.notes];
  const findings = [...outcome.findings];
  if (inputs.publish.has('artifact')) {
    const made = publications.map((one) => ({
      manifest: one.manifest,
      files: distinct([
        ...filesOf(one),
        ...changedTexts(one),
        { path: 'plan.json', text: planJson(report) },
        { path: 'report.json', text: reportJson(report) },
      ]),
    }));
    const uploaded = await publishArtifacts(made, inputs, ports);
    publication = { ...publication, artifact: uploaded.artifact };
    findings.push(...uploaded.findings);
  }
  const wrote = report.outcomes.some(({ kind, status }) => kind === 'lock' && status === 'applied');
  // Of a publication that was cut off the finding says what is known.
  const isCutOff = ports.runtime.cancelled.aborted && findings.length > 0;
  if (wrote && publication.commitSha === '' && inputs.shard === undefined && !isCutOff) notes.push(UNKEPT);
  return { publication, findings, notes };
}

const UNKEPT = 'The lock was written and not committed by this run: without it, the next run starts from nothing.';

/** Every generated file of the envs, changed or not: whoever takes the artifact wants them all. Those with a secret stay. */
function generated(plans: readonly EnvPlan[]): readonly TextFile[] {
  return plans
    .flatMap(({ subject }) => renderedFiles(subject))
    .flatMap(({ path, text }) => (typeof text === 'string' ? [{ path, text }] : []));
}

/** What `collect` works from. */
function shardFile(
  { manifest, basis, shared }: ManifestPublication,
  done: readonly EnvPlan[],
  report: RunReport,
  { shard }: ActionInputs,
  { runtime }: PublishPorts,
): readonly TextFile[] {
  if (shard === undefined) return [];
  const found = [...basis, ...shared.map(({ path, before }) => [path, before] as const)];
  const text = writeShardFile({
    project: manifest.project,
    manifest: manifest.file,
    shard: shardName(shard),
    sha: runtime.trigger.sha,
    basis: Object.fromEntries(found.map(([path, before]) => [path, before === null ? null : textHash(before)])),
    envs: done.map(madeBy),
    report: forManifest(report, manifest.file),
  });
  return [{ path: SHARD_FILE, text }];
}

function distinct(files: readonly TextFile[]): readonly TextFile[] {
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

function textsOf(
  whole: RunReport,
  publications: readonly ManifestPublication[],
  inputs: ActionInputs,
  { trigger, kind }: PublishPorts['runtime'],
): PullRequestTexts {
  const report = inputs.maskAccountIds ? maskedReport(whole) : whole;
  const files = publications.map(({ manifest }) => manifest.file);
  const projects = publications.map(({ manifest }) => manifest.project).join(', ');
  const context = contextOf(trigger, kind);
  return {
    title: `Update imported Amplify auth of ${projects}`,
    body: (base, pending) => pullRequestBody(forManifests(report, files), { ...context, base, pending }),
  };
}
