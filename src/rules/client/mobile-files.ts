import { valueOf } from '../../domain/fact.ts';
import { outputKind, type OutputSpec } from '../../domain/output.ts';
import type { EnvView } from '../rule.ts';
import type { ClientSubject } from './subjects.ts';

/** The files with the id of a client that mobile apps read: those of the native client, or of the web client where it serves both. */
export function mobileFiles(
  { manifest, env, observed: { nativeClient } }: EnvView,
  { client }: ClientSubject,
  isMeant: (output: OutputSpec) => boolean = () => true,
): readonly string[] {
  if (nativeClient !== undefined && valueOf(nativeClient)?.id !== client.id) return [];
  return manifest.outputs
    .filter(({ format, platform }) => outputKind(format).platforms.includes(platform) && platform !== 'javascript')
    .filter(isMeant)
    .flatMap(({ targets }) => targets.filter((target) => target.env === env.name).map(({ path }) => path));
}
