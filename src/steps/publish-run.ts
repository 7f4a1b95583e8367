import type { Command } from '../commands.ts';
import type { PublicationReport } from '../domain/report.ts';
import { forManifest } from '../reporting/for-project.ts';
import { maskedReport } from '../reporting/mask.ts';
import { planJson, reportJson } from '../reporting/report-json.ts';
import { summaryOf } from '../reporting/summary.ts';
import type { EnvPlan } from '../planning/plan.ts';
import { renderedFiles } from '../planning/files.ts';
import { changedTexts, publicationOf, type ManifestPublication } from './publication.ts';
import { NOTHING_PUBLISHED, publish, publishArtifacts, type PublishOutcome, type PublishPorts } from './publish.ts';
import type { PendingLocks } from './pending-lock.ts';
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
  const interim = buildReport(parts);
  const done = interim.envs.flatMap(({ state }, index): readonly EnvPlan[] => {
    const candidate = parts.envs[index];
    const ended = command.writes ? state === 'applied' || state === 'unchanged' : candidate?.blocked === undefined;
    return candidate !== undefined && ended ? [candidate.plan] : [];
  });
  const publications = [...locks.locks.keys()].map((manifest): ManifestPublication => {
    const own = done.filter(({ subject }) => subject.manifest === manifest);
    const lockPath = locks.paths.get(manifest) ?? '';
    return publicationOf({ manifest, lockPath, lockText: locks.texts.get(manifest) ?? null, done: own });
  });
  let publication: PublicationReport = NOTHING_PUBLISHED;
  let outcome: PublishOutcome = { publication, findings: [], notes: [] };
  const mayPublish = command.publishes === 'all' || (command.publishes === 'files' && !inputs.publish.has('commit'));
  if (mayPublish && (inputs.publish.has('commit') || inputs.publish.has('pull-request'))) {
    outcome = await publish(publications, textsOf(parts, publications), inputs, ports);
    publication = outcome.publication;
  }
  const notes = [...outcome.notes];
  if (inputs.publish.has('artifact')) {
    const report = reportJson(interim);
    const plan = planJson(interim);
    const made = publications.map((one) => ({
      project: one.manifest.project,
      files: [
        ...generated(done.filter(({ subject }) => subject.manifest === one.manifest)),
        ...changedTexts(one),
        { path: 'plan.json', text: plan },
        { path: 'report.json', text: report },
      ],
    }));
    const uploaded = await publishArtifacts(made.map(distinct), inputs, ports);
    publication = { ...publication, artifact: uploaded.artifact };
    if (uploaded.note !== undefined) notes.push(uploaded.note);
  }
  const wrote = command.writes && interim.outcomes.some(({ kind, status }) => kind === 'lock' && status === 'applied');
  if (wrote && publication.commitSha === '') {
    notes.push('The lock was written and not committed by this run: without it, the next run starts from nothing.');
  }
  return { publication, findings: outcome.findings, notes };
}

/** Every generated file of the envs, changed or not: whoever takes the artifact wants them all. Those with a secret stay. */
function generated(plans: readonly EnvPlan[]): readonly { readonly path: string; readonly text: string }[] {
  return plans
    .flatMap(({ subject }) => renderedFiles(subject))
    .flatMap(({ path, text }) => (typeof text === 'string' ? [{ path, text }] : []));
}

function distinct<T extends { readonly files: readonly { readonly path: string }[] }>(made: T): T {
  return { ...made, files: [...new Map(made.files.map((file) => [file.path, file])).values()] };
}

function textsOf(parts: RunParts, publications: readonly ManifestPublication[]) {
  const whole = buildReport(parts);
  const report = parts.inputs.maskAccountIds ? maskedReport(whole) : whole;
  const projects = publications.map(({ manifest }) => manifest.project).join(', ');
  const bodies = publications.map(({ manifest }) =>
    summaryOf(forManifest(report, manifest.file), { maxBytes: BODY_LIMIT / publications.length, footer: false }),
  );
  return { title: `Update imported Amplify auth of ${projects}`, body: bodies.join('\n---\n\n') };
}
