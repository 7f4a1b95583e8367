import { COMMANDS, type Command } from '../../interface/commands.ts';
import type { TextFile } from '../../domain/file.ts';
import { findingOf, inOrder, type Finding } from '../../domain/finding.ts';
import type { Manifest } from '../../manifest/model.ts';
import { startOf } from '../../domain/place.ts';
import type { RunReport } from '../../domain/report.ts';
import { rulesOf } from '../../interface/events.ts';
import { combined } from '../../fleet/combined-report.ts';
import type { ShardFile } from '../../fleet/shard-file.ts';
import { type ActionInputs } from '../../interface/inputs.ts';
import { COMMAND_NAMES } from '../../interface/commands.ts';
import type { PlacedEnv } from '../../fleet/shards.ts';
import type { Runtime } from '../../ports/runtime.ts';
import type { Workspace } from '../../ports/workspace.ts';
import type { PendingLocks } from '../read/pending-lock.ts';
import { changedTexts, type ManifestPublication } from '../publish/publication.ts';
import { publishMade } from '../publish/publish-run.ts';
import { NOTHING_PUBLISHED } from '../publish/publish.ts';
import { published, resultOf } from '../report/report.ts';
import { collectedPublication, type CollectedPublication } from './collected-publication.ts';
import { fetchShards, missing, type FetchPorts } from './fetch-shards.ts';

export interface CollectBasis {
  readonly manifests: readonly Manifest[];
  readonly locks: PendingLocks;
  readonly fleet: readonly PlacedEnv[];
  readonly findings: readonly Finding[];
}

/** Puts together what the shards of this workflow run have made, and publishes it once. A shard that is missing keeps nothing back. */
export async function collect(basis: CollectBasis, inputs: ActionInputs, ports: FetchPorts): Promise<RunReport> {
  const { manifests, locks, fleet } = basis;
  const { shards, findings } = await fetchShards(manifests, fleet, inputs, ports);
  const combination = combined(shards, manifests);
  const publications = await publicationsOf(basis, shards, ports.workspace);
  const refused = publications.flatMap(({ manifest, refused: reasons }) =>
    reasons.map((reason) => missing(manifest, reason, 'Run the whole workflow again.')),
  );
  const channels = ports.runtime.cancelled.aborted ? 'nothing' : channelsOf(shards[0]?.report.command, ports.runtime);
  // The checkout gets the files, too: later steps may want to build with them.
  const failed = channels === 'nothing' ? [] : await writeFiles(publications, ports.workspace);
  const generated = await generatedFiles(publications, ports.workspace);
  const found = inOrder([...basis.findings, ...findings, ...refused, ...failed, ...combination.findings]);
  const report: RunReport = {
    ...combination,
    command: 'collect',
    collected: shards[0]?.report.command,
    findings: found,
    result: resultOf(inputs, found, combination.unchecked, combination.incomplete),
    publication: NOTHING_PUBLISHED,
    issue: undefined,
    matrix: undefined,
    document: undefined,
  };
  const made = { publications, report, filesOf: (one: ManifestPublication) => generated.get(one) ?? [] };
  const outcome = await publishMade(made, channels, inputs, ports);
  const count = new Set(shards.map(({ shard }) => shard)).size;
  const notes = [...locks.notes, ...report.notes];
  return published(
    { ...report, notes },
    { ...outcome, notes: [...outcome.notes, `Collected from ${count} shard(s).`] },
    inputs,
  );
}

/** What the shards' command may publish: `validate` and `plan` have made nothing. */
function channelsOf(command: string | undefined, runtime: Runtime): Command['publishes'] {
  const name = COMMAND_NAMES.find((one) => one === command);
  return name !== undefined && rulesOf(runtime).writes ? COMMANDS[name].publishes : 'nothing';
}

async function publicationsOf(
  { manifests, locks }: CollectBasis,
  shards: readonly ShardFile[],
  workspace: Workspace,
): Promise<readonly CollectedPublication[]> {
  const publications: CollectedPublication[] = [];
  for (const manifest of manifests) {
    const own = shards.filter(({ project }) => project === manifest.project);
    const lock = locks.locks.get(manifest);
    if (own.length === 0 || lock === undefined) continue;
    const here = { lock, path: locks.paths.get(manifest) ?? '', text: locks.texts.get(manifest) ?? null };
    publications.push(await collectedPublication(manifest, here, own, workspace));
  }
  return publications;
}

async function writeFiles(
  publications: readonly CollectedPublication[],
  workspace: Workspace,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const publication of publications) {
    const { manifest, files } = publication;
    try {
      for (const { path, text } of changedTexts(publication)) await (await workspace.stage(path, text)).commit();
      for (const { path, after } of files) if (after === null) await workspace.remove(path);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const message = `the files of ${manifest.project} could not be written here: ${why}`;
      const rule = 'apply/failed';
      findings.push(findingOf(rule, startOf(manifest.file), { message }));
    }
  }
  return findings;
}

/** Every generated file of the envs, changed or not: whoever takes the artifact wants them all. */
async function generatedFiles(
  publications: readonly CollectedPublication[],
  workspace: Workspace,
): Promise<ReadonlyMap<ManifestPublication, readonly TextFile[]>> {
  const each = publications.map(async (one) => {
    const gone = new Set(one.files.filter(({ after }) => after === null).map(({ path }) => path));
    const paths = [...one.basis.keys()].filter((path) => path !== one.manifest.file && !gone.has(path));
    const states = await Promise.all(paths.map(async (path) => [path, await workspace.read(path)] as const));
    const texts = states.flatMap(([path, state]) => (state.state === 'file' ? [{ path, text: state.text }] : []));
    return [one, texts] as const;
  });
  return new Map<ManifestPublication, readonly TextFile[]>(await Promise.all(each));
}
