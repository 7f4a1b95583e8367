import { posix } from 'node:path';
import { findingOf, type Finding } from '../../domain/finding.ts';
import { startOf } from '../../domain/place.ts';
import type { RunReport } from '../../domain/report.ts';
import { listed } from '../../domain/shown.ts';
import { unpublishedOn } from '../../interface/events.ts';
import type { ActionInputs } from '../../interface/inputs.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Workspace } from '../../ports/workspace.ts';
import { countOf } from '../../report/count.ts';
import { discoveryMarkdown, discoveryText } from '../../report/discovery.ts';
import { publish, publishArtifacts, NOTHING_PUBLISHED } from '../publish/publish.ts';
import type { Ran } from '../report/ran.ts';
import { buildReport, nothingDone } from '../report/report.ts';
import { manifestOf, OTHER_PATH, refused, type App, type MadeManifest } from './manifest-of.ts';
import { findFolders, readFolder } from './read-folder.ts';

/** A manifest that differs from what was there. */
type Changed = MadeManifest & { readonly after: string };

/**
 * Writes a manifest for what is there, or adds the envs that an existing one lacks; in a monorepo one for each Amplify folder. What is
 * written in it already is never changed, apart from discover's own comments, and nothing in AWS is. What would have to be guessed is
 * asked where somebody can answer, and else listed.
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
    return fail(refused('discover reads AWS, and cannot work offline', hint).findings);
  }
  const made: MadeManifest[] = [];
  for (const app of await appsOf(inputs, workspace)) {
    const one = await ports.console.group('Discovering', () => manifestOf(app, ports));
    if ('findings' in one) return fail(one.findings);
    const twin = made.find(({ discovered }) => discovered.project === one.discovered.project);
    if (twin !== undefined) {
      const message = `two Amplify folders are of the project "${one.discovered.project}": ${twin.discovered.folder ?? ''} beside ${twin.file}, and that beside ${one.file}`;
      return fail(refused(message, 'Run discover for one of them with the input `working-directory`.').findings);
    }
    made.push(one);
  }
  // What was not looked at to the end is no manifest.
  if (runtime.cancelled.aborted) return fail([]);
  const changed = made.filter((one): one is Changed => one.after !== null && one.after !== one.before);
  for (const { file, after } of inputs.dryRun ? [] : changed) {
    const problem = await writeManifest(workspace, file, after);
    if (problem !== undefined) return fail([problem]);
  }
  const published = await send(changed, inputs, ports);
  const report = buildReport({
    ...nothing,
    calls: aws.calls(),
    findings: published.findings,
    publication: published.publication,
    notes: [...made.flatMap((one) => notesOf(one, inputs)), ...published.notes],
    document: {
      markdown: made.map((one) => discoveryMarkdown(one.discovered, one.file, textIfChanged(one))).join('\n\n'),
      text: made.map((one) => discoveryText(one.discovered, one.file, one.after, made.length > 1)).join('---\n'),
      data: { discovered: dataOf(made) },
    },
  });
  return { report: withChanges(report, changed), manifests: [] };
}

/**
 * The apps to write manifests for: one for each Amplify folder. Of a single folder, or where the input names the manifest, it is written
 * where the other commands look for it.
 */
async function appsOf(inputs: ActionInputs, workspace: Workspace): Promise<readonly App[]> {
  const folders = await findFolders(workspace, inputs.workingDirectory);
  const [first, ...more] = folders;
  const named = inputs.manifest.length > 0 ? folders.filter((folder) => isBeside(inputs, folder)) : [];
  if (more.length === 0 || inputs.manifest.length > 0) {
    return [{ folder: more.length === 0 ? first : named[0], inputs, taken: [] }];
  }
  const pools = await Promise.all(
    folders.map(async (folder) =>
      (await readFolder(workspace, folder)).envs.flatMap(({ ids }) => ids?.userPoolId ?? []),
    ),
  );
  return folders.map((folder, index) => ({
    folder,
    inputs: { ...inputs, workingDirectory: posix.dirname(folder) },
    taken: pools.flatMap((ids, other) => (other === index ? [] : ids)),
  }));
}

function isBeside({ manifest, workingDirectory }: ActionInputs, folder: string): boolean {
  return manifest.some((path) => posix.dirname(posix.join(workingDirectory, path)) === posix.dirname(folder));
}

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

function textIfChanged({ before, after }: MadeManifest): string | undefined {
  return after === null || after === before ? undefined : after;
}

/** One app is an object, as it was before monorepos; several are a list. */
function dataOf(made: readonly MadeManifest[]): unknown {
  const all = made.map(({ discovered, file }) => ({ ...discovered, manifest: file }));
  return all.length === 1 ? all[0] : all;
}

function notesOf(one: MadeManifest, { dryRun }: ActionInputs): readonly string[] {
  const { file, discovered } = one;
  const { envs, suggested, questions } = discovered;
  const verb = dryRun ? 'would be written' : 'was written';
  const names = envs.length === 0 ? 'no env that is switched on' : envs.map(({ name }) => name).join(', ');
  const command = file === 'amplify-auth.yml' ? 'plan' : `plan with the manifest ${file}`;
  const next = envs.length === 0 ? '' : ` Run ${command} next: it shows what an apply would do.`;
  const isChanged = textIfChanged(one) !== undefined;
  return [
    isChanged
      ? `${file} ${verb}, with ${names}.${next}`
      : 'Nothing was written: there is no env that the manifest lacks and that could be taken over without a decision of yours.',
    ...(suggested.length === 0
      ? []
      : [
          `${countOf(suggested.length, 'user pool')} could be taken over, and nothing says that they belong to this app: ${listed(suggested.map(({ name }) => name))}. Name those that do in the input \`envs\`, or switch them on in ${file}.`,
        ]),
    ...(questions.length === 0
      ? []
      : [`${countOf(questions.length, 'decision')} left to you; they are listed with the manifest.`]),
  ];
}

async function send(changed: readonly Changed[], inputs: ActionInputs, ports: Ports) {
  const none = { publication: NOTHING_PUBLISHED, findings: [] as readonly Finding[], notes: [] as readonly string[] };
  const complete = changed.flatMap((one) => (one.manifest === undefined ? [] : [{ ...one, manifest: one.manifest }]));
  if (complete.length === 0 || inputs.dryRun) return none;
  const publications = complete.map(({ manifest, file, before, after }) => ({
    manifest,
    files: [{ path: file, before, after }],
    basis: new Map([[file, before]]),
    shared: [],
  }));
  const wanted = inputs.publish.has('commit') || inputs.publish.has('pull-request');
  const unpublished = unpublishedOn(ports.runtime);
  const texts = {
    title: `Add discovered envs to ${complete.map(({ file }) => file).join(', ')}`,
    body: () =>
      'Merging this adds what `discover` found to the manifest. Nothing in AWS was changed, and merging changes nothing there: ' +
      '`plan` then shows what an `apply` would do.\n',
  };
  const mayPublish = wanted && unpublished === undefined;
  const left = wanted && unpublished !== undefined ? { ...none, notes: [unpublished] } : none;
  const done = mayPublish ? await publish(publications, texts, inputs, ports) : left;
  if (!inputs.publish.has('artifact')) return done;
  const artifacts = complete.map(({ manifest, file, after }) => ({ manifest, files: [{ path: file, text: after }] }));
  const { artifact, findings } = await publishArtifacts(artifacts, inputs, ports);
  return {
    ...done,
    publication: { ...done.publication, artifact },
    findings: [...done.findings, ...findings],
  };
}

/** A manifest is a file of the run like any other: outputs and summary show it. */
function withChanges(report: RunReport, changed: readonly Changed[]): RunReport {
  const changes = changed.map(({ file, before, after }) => {
    const action = before === null ? ('create' as const) : ('update' as const);
    const common = { kind: 'file', env: '', manifest: file, target: file, path: file, format: 'manifest' } as const;
    return { ...common, action, before, after };
  });
  if (changes.length === 0) return report;
  return { ...report, files: changed.map(({ file }) => file), plan: { ...report.plan, changes } };
}
