import { posix } from 'node:path';
import { findingOf, type Finding } from '../../domain/finding.ts';
import { startOf } from '../../domain/place.ts';
import type { Discovered } from '../../discovery/discovered.ts';
import { clean } from '../../discovery/env-name.ts';
import { newManifest, withEnvs } from '../../discovery/manifest-text.ts';
import type { ActionInputs } from '../../interface/inputs.ts';
import type { Manifest } from '../../manifest/model.ts';
import { unsafePathReason } from '../../manifest/output-paths.ts';
import { resolveManifest } from '../../manifest/resolve.ts';
import { NAME } from '../../manifest/schema.ts';
import type { Ports } from '../../ports/ports.ts';
import { readManifests, selectEnvs } from '../read/read-manifests.ts';
import { findEnvs } from './find-envs.ts';
import { readFolder } from './read-folder.ts';

/** What one run of discover makes for one app. */
export interface MadeManifest {
  readonly file: string;
  readonly discovered: Discovered;
  /** Null: there was none. */
  readonly before: string | null;
  /** Equal to `before`, or null, where there is nothing to write. */
  readonly after: string | null;
  /** What it says; where no env is switched on yet, what it would say. */
  readonly manifest: Manifest | undefined;
}

export interface Failed {
  readonly findings: readonly Finding[];
}

/** An app of the checkout: where its manifest goes, and its Amplify folder, if it has one. */
export interface App {
  readonly folder: string | undefined;
  readonly inputs: ActionInputs;
  /** User pools of other apps of the checkout. */
  readonly taken: readonly string[];
}

/** Finds the envs of one app, and works out its manifest. Nothing is written. */
export async function manifestOf(app: App, ports: Ports): Promise<MadeManifest | Failed> {
  const { inputs } = app;
  const { workspace, runtime } = ports;
  const read = await readManifests(workspace, inputs, runtime.today());
  const [existing, second] = read.manifests;
  if (second !== undefined) {
    const message = `discover writes one manifest, and ${read.manifests.map(({ file }) => file).join(', ')} are there`;
    return refused(message, 'Name one of them in the input `manifest`.', second.file);
  }
  const isNew = existing === undefined && read.findings.every(({ rule }) => rule === 'manifest/not-found');
  const errors = read.findings.filter(({ severity }) => severity === 'error');
  const empty = isNew || existing !== undefined ? undefined : await textWithoutEnvs(read.findings, ports);
  if (!isNew && empty === undefined && (existing === undefined || errors.length > 0))
    return { findings: read.findings };
  const file = existing?.file ?? empty?.file ?? newPath(inputs);
  if (file === undefined) {
    const message = 'the input `manifest` matches nothing, and is no single path';
    return refused(message, 'Give the path of the manifest to write, without wildcards.');
  }
  const unsafe = unsafePathReason(file);
  if (unsafe !== undefined) {
    return refused(`the manifest ${file} cannot be written: its path ${unsafe}`, OTHER_PATH);
  }
  const folder = app.folder === undefined ? undefined : await readFolder(workspace, app.folder);
  const { includes } = selectEnvs([], inputs, []);
  const found = await findEnvs(
    {
      folder,
      existing,
      taken: app.taken,
      includes,
      isChosen: inputs.envs.length + inputs.excludeEnvs.length > 0,
      allowedAccounts: inputs.allowedAccountIds,
    },
    ports,
  );
  if ('findings' in found) return found;
  const discovered: Discovered = {
    ...found,
    project: projectOf(folder?.project, existing, ports),
    resourceName: folder?.resourceName,
    folder: app.folder === undefined ? undefined : posix.relative(posix.dirname(file), app.folder),
    envs: found.envs.filter(({ name }) => includes(name)),
  };
  const before = existing?.text ?? empty?.text ?? null;
  const after = textOf(discovered, before);
  const resolved = after === null ? undefined : resolveManifest(after, file, runtime.today());
  if (resolved !== undefined && resolved.manifest === undefined && !holdsNoEnv(resolved.findings)) {
    throw new Error(
      `the manifest that discover wrote cannot be read: ${JSON.stringify(resolved.findings[0]?.message)}`,
    );
  }
  const { manifest = existing } = resolved ?? {};
  // As long as nothing is switched on, the project is that of what could be.
  const switchedOn = () => newManifest({ ...discovered, envs: discovered.suggested, suggested: [] });
  return {
    file,
    discovered,
    before,
    after,
    manifest: manifest ?? (after === null ? undefined : resolveManifest(switchedOn(), file, runtime.today()).manifest),
  };
}

export const OTHER_PATH = 'Give another path in the input `manifest`, or remove what is in the way.';

export function refused(message: string, hint: string, file = ''): Failed {
  return { findings: [findingOf('input/invalid', startOf(file), { message, hint })] };
}

/** A manifest of an earlier run in which nothing is switched on yet. */
async function textWithoutEnvs(
  findings: readonly Finding[],
  { workspace }: Pick<Ports, 'workspace'>,
): Promise<{ readonly file: string; readonly text: string } | undefined> {
  const [only] = findings;
  if (only === undefined || !holdsNoEnv(findings)) return undefined;
  const state = await workspace.read(only.place.file);
  return state.state === 'file' ? { file: only.place.file, text: state.text } : undefined;
}

function holdsNoEnv(findings: readonly Finding[]): boolean {
  const [only, ...more] = findings;
  return only?.message === '"envs" must be a mapping of env names' && more.length === 0;
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

/** Null where there is nothing to write: a manifest needs at least one env, or one that can be switched on. */
function textOf(discovered: Discovered, before: string | null): string | null {
  if (before !== null) return withEnvs(before, discovered.envs, discovered);
  return discovered.envs.length + discovered.suggested.length === 0 ? null : newManifest(discovered);
}
