import type { Finding } from '../domain/finding.ts';
import type { Manifest } from '../domain/manifest.ts';
import { startOf } from '../domain/place.ts';
import type { RunReport } from '../domain/report.ts';
import { RULES } from '../domain/rule.ts';
import { eventRules } from '../events.ts';
import { collected, type Collected } from '../fleet/collected.ts';
import { combined } from '../fleet/combined-report.ts';
import { readShardFile, SHARD_FILE, type ShardFile } from '../fleet/shard-file.ts';
import type { ActionInputs } from '../inputs.ts';
import { filesOfPart, lockParts } from '../lock/lock-parts.ts';
import { fromFolderOf } from '../planning/paths.ts';
import { shardsOf } from '../planning/shards.ts';
import type { Artifacts } from '../ports/github.ts';
import type { Workspace } from '../ports/workspace.ts';
import { sharedFile } from '../publishers/shared-file.ts';
import { VERSION } from '../version.ts';
import { placedEnvs } from './fleet.ts';
import { openShared } from './observe-files.ts';
import type { PendingLocks } from './pending-lock.ts';
import { changedTexts, type ManifestPublication } from './publication.ts';
import { publishMade, type PublishPorts } from './publish-run.ts';
import { artifactName, NOTHING_PUBLISHED } from './publish.ts';
import type { Selection } from './read-manifests.ts';
import { resultOf } from './report.ts';

export interface CollectPorts extends PublishPorts {
  readonly workspace: Workspace;
}

interface CollectBasis {
  readonly manifests: readonly Manifest[];
  readonly locks: PendingLocks;
  readonly selection: Selection;
  readonly findings: readonly Finding[];
}

/** Puts together what the shards of this workflow run have made, and publishes it once. A shard that is missing keeps nothing back. */
export async function collect(basis: CollectBasis, inputs: ActionInputs, ports: CollectPorts): Promise<RunReport> {
  const { shards, findings } = await fetchShards(basis, inputs, ports);
  const publications: ManifestPublication[] = [];
  const refused: Finding[] = [];
  for (const manifest of basis.manifests) {
    const own = shards.filter(({ project }) => project === manifest.project);
    const lock = basis.locks.locks.get(manifest);
    if (own.length === 0 || lock === undefined) continue;
    const together = collected(manifest, lock, own);
    refused.push(...together.refused.map((reason) => fault(manifest, reason, 'Run the whole workflow again.')));
    publications.push(await publicationFrom(manifest, together, basis.locks, ports.workspace));
  }
  const report = combined(shards);
  const all = [...basis.findings, ...report.findings, ...findings, ...refused];
  const failed = await writeFiles(publications, ports.workspace);
  const whole: RunReport = {
    ...report,
    command: report.command,
    findings: [...all, ...failed],
    result: 'success',
    publication: NOTHING_PUBLISHED,
    issue: undefined,
  };
  const channels = eventRules(ports.runtime.eventName).writes ? 'all' : 'nothing';
  const made = { publications, report: whole, filesOf: () => [] };
  const outcome = await publishMade(made, report.command === 'drift' ? filesOnly(channels) : channels, inputs, ports);
  const complete = [...whole.findings, ...outcome.findings];
  return {
    ...whole,
    findings: complete,
    result: resultOf(inputs, complete, report.unchecked, report.incomplete),
    publication: outcome.publication,
    notes: [...basis.locks.notes, ...report.notes, ...outcome.notes, `Collected from ${shards.length} shard(s).`],
  };
}

function filesOnly(channels: 'all' | 'nothing'): 'files' | 'nothing' {
  return channels === 'all' ? 'files' : channels;
}

/** The shards of every manifest, and a finding for each that should be there and is not. */
async function fetchShards(
  { manifests, locks, selection }: CollectBasis,
  inputs: ActionInputs,
  { artifacts, runtime }: CollectPorts,
): Promise<{ readonly shards: readonly ShardFile[]; readonly findings: readonly Finding[] }> {
  const shards: ShardFile[] = [];
  const findings: Finding[] = [];
  let client: Artifacts;
  let names: Awaited<ReturnType<Artifacts['list']>>;
  try {
    client = await artifacts();
    names = await client.list();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const [first] = manifests;
    return {
      shards,
      findings: first === undefined ? [] : [fault(first, `the artifacts of this run cannot be listed: ${why}`, AGAIN)],
    };
  }
  const envs = placedEnvs(selection, locks.locks);
  for (const manifest of manifests) {
    const prefix = `${artifactName({ ...inputs, shard: undefined }, manifest.project)}-`;
    const own = names.flatMap(({ id, name }) => {
      const match = name.startsWith(prefix) ? /^(\d+)-of-(\d+)$/.exec(name.slice(prefix.length)) : null;
      return match === null ? [] : [{ id, name, index: Number(match[1]), count: Number(match[2]) }];
    });
    const count = Math.max(0, ...own.map((one) => one.count));
    if (count === 0) {
      if (envs.some((env) => env.manifest === manifest)) {
        findings.push(fault(manifest, `no shard has uploaded anything for ${manifest.project}`, AGAIN));
      }
      continue;
    }
    for (const [index, members] of shardsOf(envs, count).entries()) {
      const artifact = own.find((one) => one.index === index + 1 && one.count === count);
      const which = `shard ${index + 1} of ${count}`;
      if (artifact === undefined) {
        if (members.some((env) => env.manifest === manifest)) {
          const named = members.flatMap(({ manifest: of, env }) => (of === manifest ? [env.name] : []));
          findings.push(fault(manifest, `${which} has uploaded nothing (${named.join(', ')})`, AGAIN));
        }
        continue;
      }
      const file = await client
        .read(artifact, SHARD_FILE)
        .then((text) => (text === undefined ? 'it holds no shard' : usable(text, manifest, runtime.trigger.sha)))
        .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
      if (typeof file === 'string') findings.push(fault(manifest, `${which} cannot be used: ${file}`, AGAIN));
      else shards.push(file);
    }
  }
  return { shards, findings };
}

const AGAIN = 'Run the failed jobs again, and then this one; what the others have made is published.';

function usable(text: string, manifest: Manifest, sha: string): ShardFile | string {
  const file = readShardFile(text);
  if (file === undefined) return 'it cannot be understood';
  if (file.version !== VERSION) return `it is of release ${file.version}, and this is ${VERSION}`;
  if (file.project !== manifest.project || file.manifest !== manifest.file) return 'it is of another manifest';
  return file.sha === sha ? file : `it rests on the commit ${file.sha}, and this job on ${sha}`;
}

async function publicationFrom(
  manifest: Manifest,
  { files, parts, entries }: Collected,
  locks: PendingLocks,
  workspace: Workspace,
): Promise<ManifestPublication> {
  const textAt = async (path: string) => {
    const state = await workspace.read(path);
    return state.state === 'file' ? state.text : null;
  };
  const changed = await Promise.all(
    [...files].map(async ([path, after]) => ({ path, before: await textAt(path), after })),
  );
  const opened = (await openShared(workspace, manifest)).flatMap((output) => output.files);
  const shared = await Promise.all(
    opened.map(async (file) =>
      sharedFile({
        path: file.path,
        before: await textAt(file.path),
        parts: file,
        own: parts.get(file.path) ?? new Map<string, string>(),
      }),
    ),
  );
  const lock = sharedFile({
    path: locks.paths.get(manifest) ?? '',
    before: locks.texts.get(manifest) ?? null,
    parts: lockParts(manifest.project),
    own: entries,
    filesOf: (part) => filesOfPart(part).map((path) => fromFolderOf(manifest.file, path)),
  });
  const basis = new Map<string, string | null>([
    [manifest.file, manifest.text],
    ...changed.map(({ path, before }) => [path, before] as const),
  ]);
  return { manifest, files: changed, basis, shared: [lock, ...shared] };
}

/** The checkout of the job gets the files, too: later steps may want to build with them. */
async function writeFiles(
  publications: readonly ManifestPublication[],
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
      const rule = 'apply/failed';
      findings.push({
        rule,
        severity: RULES[rule].severity,
        message: `the files of ${manifest.project} could not be written: ${why}`,
        env: null,
        place: startOf(manifest.file),
      });
    }
  }
  return findings;
}

function fault(manifest: Manifest, message: string, hint: string): Finding {
  const rule = 'collect/shard-missing';
  return { rule, severity: RULES[rule].severity, message, hint, env: null, place: startOf(manifest.file) };
}
