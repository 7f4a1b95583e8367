import { countOf } from '../../report/count.ts';
import { posix } from 'node:path';
import { findingOf, type Finding } from '../../domain/finding.ts';
import type { Manifest } from '../../manifest/model.ts';
import { startOf } from '../../domain/place.ts';
import type { RunReport } from '../../domain/report.ts';
import type { Discovered, DiscoveredEnv, OpenQuestion } from '../../discovery/discovered.ts';
import { clean } from '../../discovery/env-name.ts';
import { newManifest, withEnvs } from '../../discovery/manifest-text.ts';
import { unpublishedOn } from '../../interface/events.ts';
import type { ActionInputs } from '../../interface/inputs.ts';
import { resolveManifest } from '../../manifest/resolve.ts';
import { unsafePathReason } from '../../manifest/output-paths.ts';
import { NAME } from '../../manifest/schema.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Ran } from '../report/ran.ts';
import type { Workspace } from '../../ports/workspace.ts';
import { discoveryMarkdown } from '../../report/discovery.ts';
import { publish, publishArtifacts, NOTHING_PUBLISHED } from '../publish/publish.ts';
import { readManifests, selectEnvs } from '../read/read-manifests.ts';
import { buildReport, nothingDone } from '../report/report.ts';
import { findEnvs } from './find-envs.ts';
import { readFolder } from './read-folder.ts';

/**
 * Writes a manifest for what is there, or adds the envs that an existing one lacks. What is written in it already is never changed,
 * and nothing in AWS is. What would have to be guessed is listed instead.
 */
export async function discover(inputs: ActionInputs, ports: Ports): Promise<Ran> {
  const { workspace, aws, runtime } = ports;
  const nothing = nothingDone(inputs, aws);
  const fail = (findings: readonly Finding[]): Ran => ({
    report: buildReport({ ...nothing, calls: aws.calls(), findings }),
    manifests: [],
  });
  if (inputs.offline === 'true') {
    const hint = 'Run it where there are credentials, without `offline: true`.';
    return fail([
      findingOf('input/invalid', startOf(''), { message: 'discover reads AWS, and cannot work offline', hint }),
    ]);
  }
  const read = await readManifests(workspace, inputs, runtime.today());
  const [existing, second] = read.manifests;
  if (second !== undefined) {
    const message = `discover writes one manifest, and ${read.manifests.map(({ file }) => file).join(', ')} are there`;
    return fail([
      findingOf('input/invalid', startOf(second.file), { message, hint: 'Name one of them in the input `manifest`.' }),
    ]);
  }
  const isNew = existing === undefined && read.findings.every(({ rule }) => rule === 'manifest/not-found');
  const errors = read.findings.filter(({ severity }) => severity === 'error');
  if (!isNew && (existing === undefined || errors.length > 0)) return fail(read.findings);
  const file = existing?.file ?? newPath(inputs);
  if (file === undefined) {
    const hint = 'Give the path of the manifest to write, without wildcards.';
    return fail([
      findingOf('input/invalid', startOf(''), {
        message: 'the input `manifest` matches nothing, and is no single path',
        hint,
      }),
    ]);
  }
  const unsafe = unsafePathReason(file);
  if (unsafe !== undefined) {
    return fail([
      findingOf('input/invalid', startOf(''), {
        message: `the manifest ${file} cannot be written: its path ${unsafe}`,
        hint: OTHER_PATH,
      }),
    ]);
  }

  const folder = await readFolder(workspace, inputs.workingDirectory);
  const found = await ports.console.group('Discovering', () =>
    findEnvs(
      {
        folder,
        existing,
        project: projectOf(folder?.project, existing, ports),
        allowedAccounts: inputs.allowedAccountIds,
      },
      ports,
    ),
  );
  if ('findings' in found) return fail(found.findings);
  // What was not looked at to the end is no manifest.
  if (runtime.cancelled.aborted) return fail([]);
  const { includes } = selectEnvs([], inputs, []);
  const discovered: Discovered = { ...found, envs: found.envs.filter(({ name }) => includes(name)) };
  const before = existing?.text ?? null;
  const after = textOf(discovered, before, folder !== undefined);
  const resolved = after === null ? undefined : resolveManifest(after, file, runtime.today());
  if (resolved !== undefined && resolved.manifest === undefined) {
    throw new Error(
      `the manifest that discover wrote cannot be read: ${JSON.stringify(resolved.findings[0]?.message)}`,
    );
  }
  const changed = after !== null && after !== before ? after : undefined;
  if (changed !== undefined && !inputs.dryRun) {
    const refused = await writeManifest(workspace, file, changed);
    if (refused !== undefined) return fail([refused]);
  }

  const published = await send(changed, before, resolved?.manifest ?? existing, inputs, ports);
  const report = buildReport({
    ...nothing,
    calls: aws.calls(),
    findings: published.findings,
    publication: published.publication,
    notes: [...notesOf(discovered, changed, file, inputs.dryRun), ...published.notes],
    document: {
      markdown: discoveryMarkdown(discovered, file, changed),
      data: { discovered: { ...discovered, manifest: file } },
    },
  });
  return { report: changed === undefined ? report : withChange(report, file, before, changed), manifests: [] };
}

const OTHER_PATH = 'Give another path in the input `manifest`, or remove what is in the way.';

/** Why it could not be written, if it could not. */
async function writeManifest(workspace: Workspace, file: string, text: string): Promise<Finding | undefined> {
  try {
    await (await workspace.stage(file, text)).commit();
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return findingOf('apply/failed', startOf(file), {
      message: `the manifest ${file} cannot be written: ${reason}`,
      hint: OTHER_PATH,
    });
  }
}

/** A path to write to, where the input names one. */
function newPath({ manifest, workingDirectory }: ActionInputs): string | undefined {
  const [first = 'amplify-auth.yml', second] = manifest;
  if (second !== undefined || /[*?[\]{}()!]/.test(first)) return undefined;
  return posix.normalize(posix.join(workingDirectory, first));
}

function projectOf(folder: string | undefined, existing: Manifest | undefined, { runtime }: Ports): string {
  const repository = clean(runtime.trigger.repository?.name ?? '');
  return existing?.project ?? folder ?? (NAME.test(repository) ? repository : 'app');
}

/** Null where there is nothing to write: a manifest needs at least one env. */
function textOf(discovered: Discovered, before: string | null, hasFolder: boolean): string | null {
  if (discovered.envs.length === 0) return before;
  return before === null ? newManifest(discovered, hasFolder) : withEnvs(before, discovered.envs);
}

function notesOf(
  { envs, questions }: { readonly envs: readonly DiscoveredEnv[]; readonly questions: readonly OpenQuestion[] },
  changed: string | undefined,
  file: string,
  dryRun: boolean,
): readonly string[] {
  const names = envs.map(({ name }) => name).join(', ');
  const verb = dryRun ? 'would be written' : 'was written';
  return [
    changed === undefined
      ? 'Nothing was written: there is no env that the manifest lacks and that could be taken over without a decision of yours.'
      : `${file} ${verb}, with ${names}. Run plan next: it shows what an apply would do.`,
    ...(questions.length === 0 ? [] : [`${countOf(questions.length, 'decision')} left to you; see the summary.`]),
  ];
}

async function send(
  changed: string | undefined,
  before: string | null,
  manifest: Manifest | undefined,
  inputs: ActionInputs,
  ports: Ports,
) {
  const none = { publication: NOTHING_PUBLISHED, findings: [] as readonly Finding[], notes: [] as readonly string[] };
  if (changed === undefined || manifest === undefined || inputs.dryRun) return none;
  const { file } = manifest;
  const publication = {
    manifest,
    files: [{ path: file, before, after: changed }],
    basis: new Map([[file, before]]),
    shared: [],
  };
  const wanted = inputs.publish.has('commit') || inputs.publish.has('pull-request');
  const unpublished = unpublishedOn(ports.runtime);
  const texts = {
    title: `Add discovered envs to ${file}`,
    body: () =>
      'Merging this adds the envs that `discover` found to the manifest. Nothing in AWS was changed, and merging changes nothing there: ' +
      '`plan` then shows what an `apply` would do.\n',
  };
  const mayPublish = wanted && unpublished === undefined;
  const left = wanted && unpublished !== undefined ? { ...none, notes: [unpublished] } : none;
  const done = mayPublish ? await publish([publication], texts, inputs, ports) : left;
  if (!inputs.publish.has('artifact')) return done;
  const files = [{ path: file, text: changed }];
  const { artifact, findings } = await publishArtifacts([{ manifest, files }], inputs, ports);
  return {
    ...done,
    publication: { ...done.publication, artifact },
    findings: [...done.findings, ...findings],
  };
}

/** The manifest is a file of the run like any other: outputs and summary show it. */
function withChange(report: RunReport, path: string, before: string | null, after: string): RunReport {
  const action = before === null ? 'create' : 'update';
  const change = {
    kind: 'file',
    env: '',
    manifest: path,
    target: path,
    action,
    path,
    format: 'manifest',
    before,
    after,
  } as const;
  return { ...report, files: [path], plan: { ...report.plan, changes: [change] } };
}
