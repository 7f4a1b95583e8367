import { findingOf, type Finding } from '../../domain/finding.ts';
import type { Manifest } from '../../manifest/model.ts';
import { startOf } from '../../domain/place.ts';
import { MAX_SHARD_BYTES, readShardFile } from '../../fleet/read-shard-file.ts';
import { SHARD_FILE, type ShardFile } from '../../fleet/shard-file.ts';
import type { ActionInputs } from '../../interface/inputs.ts';
import { textHash } from '../../domain/file.ts';
import { shardsOf, type PlacedEnv } from '../../fleet/shards.ts';
import { parseShard, shardName, type Shard } from '../../domain/shard.ts';
import type { ArtifactName, Artifacts } from '../../ports/github.ts';
import type { Workspace } from '../../ports/workspace.ts';
import { artifactName } from '../publish/publish.ts';
import type { PublishPorts } from '../../ports/ports.ts';

export interface FetchPorts extends PublishPorts {
  readonly workspace: Workspace;
}

export interface FetchedShards {
  readonly shards: readonly ShardFile[];
  /** One for each shard that should be there and is not, or cannot be used. */
  readonly findings: readonly Finding[];
}

/** The shards of every manifest that this workflow run has uploaded. */
export async function fetchShards(
  manifests: readonly Manifest[],
  fleet: readonly PlacedEnv[],
  inputs: ActionInputs,
  ports: FetchPorts,
): Promise<FetchedShards> {
  let client: Artifacts;
  let names: readonly ArtifactName[];
  try {
    client = await ports.artifacts();
    names = await client.list();
  } catch (error) {
    const reason = `the artifacts of this run cannot be listed: ${textOf(error)}`;
    return { shards: [], findings: manifests.slice(0, 1).map((manifest) => missing(manifest, reason)) };
  }
  const shards: ShardFile[] = [];
  const findings: Finding[] = [];
  for (const manifest of manifests) {
    if (!fleet.some((env) => env.manifest === manifest)) continue;
    const uploads = uploadsOf(names, artifactName({ ...inputs, shard: undefined }, manifest.project));
    const count = uploads.at(-1)?.shard.count;
    if (count === undefined) {
      findings.push(missing(manifest, `no shard has uploaded anything for ${manifest.project}`));
      continue;
    }
    for (const [index, members] of shardsOf(fleet, count).entries()) {
      const own = members.flatMap(({ manifest: of, env }) => (of === manifest ? [env.name] : []));
      const upload = uploads.findLast(({ shard }) => shard.index === index + 1 && shard.count === count);
      const which = `shard ${index + 1} of ${count}`;
      if (upload === undefined) {
        if (own.length > 0) findings.push(missing(manifest, `${which} has uploaded nothing (${own.join(', ')})`));
        continue;
      }
      const file = await read(client, upload, manifest, ports);
      if (typeof file === 'string') findings.push(missing(manifest, `${which} cannot be used: ${file}`));
      else shards.push(file);
    }
  }
  return ofOneCommand(shards, findings, manifests);
}

/** A shard that is missing, or was refused. */
export function missing(
  manifest: Manifest,
  message: string,
  hint = 'Run the failed jobs again, and then this one; what the others have made is published.',
): Finding {
  const rule = 'collect/shard-missing';
  return findingOf(rule, startOf(manifest.file), { message, hint });
}

interface Upload {
  readonly artifact: ArtifactName;
  readonly shard: Shard;
}

/** The artifacts of shards, oldest first. How many shards there are is what the newest says. */
function uploadsOf(names: readonly ArtifactName[], name: string): readonly Upload[] {
  return names
    .toSorted((a, b) => Number(a.id) - Number(b.id))
    .flatMap((artifact): readonly Upload[] => {
      if (!artifact.name.startsWith(`${name}-`)) return [];
      const shard = parseShard(artifact.name.slice(name.length + 1).replace('-of-', '/'));
      return shard === undefined ? [] : [{ artifact, shard }];
    });
}

async function read(
  client: Artifacts,
  { artifact, shard }: Upload,
  manifest: Manifest,
  { runtime, workspace }: FetchPorts,
): Promise<ShardFile | string> {
  let text: string | undefined;
  try {
    text = await client.read(artifact, SHARD_FILE, MAX_SHARD_BYTES);
  } catch (error) {
    return textOf(error);
  }
  const file = text === undefined ? `it holds no ${SHARD_FILE}` : readShardFile(text);
  if (typeof file === 'string') return file;
  if (file.project !== manifest.project || file.manifest !== manifest.file) return 'it is of another manifest';
  if (file.shard !== shardName(shard)) return `it is of the shard ${file.shard}`;
  const { sha } = runtime.trigger;
  if (file.sha !== sha) return `it rests on the commit ${file.sha}, and this job on ${sha}`;
  for (const [path, before] of Object.entries(file.basis)) {
    const state = await workspace.read(path);
    if ((state.state === 'file' ? textHash(state.text) : null) !== before) {
      return `it rests on another ${path} than the one that is checked out here`;
    }
  }
  return file;
}

/** All shards of a run do the same. */
function ofOneCommand(
  shards: readonly ShardFile[],
  findings: readonly Finding[],
  manifests: readonly Manifest[],
): FetchedShards {
  const command = shards[0]?.report.command;
  const others = shards.filter(({ report }) => report.command !== command);
  const refused = others.flatMap(({ project, shard, report }) => {
    const manifest = manifests.find((one) => one.project === project);
    const reason = `shard ${shard.replace('/', ' of ')} cannot be used: it is of the command ${report.command}, and others of ${command ?? ''}`;
    return manifest === undefined
      ? []
      : [missing(manifest, reason, 'Give each command an `artifact-name` of its own.')];
  });
  return { shards: shards.filter((one) => !others.includes(one)), findings: [...findings, ...refused] };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
