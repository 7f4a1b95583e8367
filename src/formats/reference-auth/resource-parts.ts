import { compareText } from '../../domain/ordering.ts';
import type { PartChanges, Parts } from '../../domain/file.ts';
import { readLiteral, writeLiteral } from './literal.ts';
import { END_OF_ENVS, FRAME } from './resource-frame.ts';

/**
 * `amplify/auth/resource.ts` as a file that all envs share: each has a region of its own. Regions are found by their comments; what
 * is around them is the owner's, and stays as it is to the byte.
 */
export const resourceParts: Parts = {
  parts(text) {
    if (text === null) return new Map();
    const regions = regionsIn(text);
    return regions && new Map(regions.map(({ env, body }) => [env, partOf(body)]));
  },
  withParts: (text, changes) => withParts(text ?? FRAME, changes),
};

/** The part of an env as it stands between its comments: one member of the list. */
export function writePart(value: Parameters<typeof writeLiteral>[0]): string {
  return `  ${writeLiteral(value, '  ')},\n`;
}

interface Region {
  readonly env: string;
  /** The text between the comments. */
  readonly body: string;
  /** Where it begins and ends, comments and line ends included. */
  readonly from: number;
  readonly to: number;
}

const COMMENT = /^[ \t]*\/\/ #(region|endregion) amplify-import-auth ([A-Za-z0-9-]+)[ \t]*\r?(?:\n|$)/gm;

/** All regions in their order; undefined where they are none that we could have written. */
function regionsIn(text: string): readonly Region[] | undefined {
  const regions: Region[] = [];
  const seen = new Set<string>();
  let open: { readonly env: string; readonly from: number; readonly inside: number } | undefined;
  for (const match of text.matchAll(COMMENT)) {
    const [whole, kind, env = ''] = match;
    const after = match.index + whole.length;
    if (kind === 'region') {
      if (open !== undefined || seen.has(env)) return undefined;
      seen.add(env);
      open = { env, from: match.index, inside: after };
    } else {
      if (open?.env !== env) return undefined;
      regions.push({ env, body: text.slice(open.inside, match.index), from: open.from, to: after });
      open = undefined;
    }
  }
  const end = endOfEnvs(text);
  return open !== undefined || end === undefined || regions.some(({ from }) => from > end) ? undefined : regions;
}

/** Where new regions go. */
function endOfEnvs(text: string): number | undefined {
  const [first, second] = text.matchAll(new RegExp(`^[ \\t]*// ${END_OF_ENVS}[ \\t]*\\r?$`, 'gm'));
  return second === undefined ? first?.index : undefined;
}

/** What is no literal, in whatever style, is somebody's edit and stays as it is written. */
function partOf(body: string): string {
  const value = readLiteral(body.trim().replace(/,$/, ''));
  return value === undefined ? body.replaceAll('\r\n', '\n') : writePart(value);
}

function withParts(text: string, changes: PartChanges): string | null {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  let next = text;
  for (const [env, part] of changes) {
    const regions = regionsIn(next) ?? [];
    const own = regions.find((region) => region.env === env);
    // In the order of their names, so that it does not matter which env came first.
    const later = regions.find((region) => compareText(region.env, env) > 0);
    const at = own?.from ?? later?.from ?? endOfEnvs(next) ?? next.length;
    const region = part === undefined ? '' : regionText(env, part).replaceAll('\n', newline);
    next = next.slice(0, at) + region + next.slice(own?.to ?? at);
  }
  return next === FRAME ? null : next;
}

function regionText(env: string, part: string): string {
  return `  // #region amplify-import-auth ${env}\n${part}  // #endregion amplify-import-auth ${env}\n`;
}
