import type { SharedOutputFile } from '../formats/format.ts';

/** The same file, with the parts put into one that is there and cannot be understood; or in its place, where that cannot be. */
export function adopting(file: SharedOutputFile): SharedOutputFile {
  const isForeign = (text: string | null): text is string => text !== null && file.parts(text) === undefined;
  return {
    ...file,
    parts: (text) => file.parts(isForeign(text) ? null : text),
    withParts: (text, changes) => file.withParts(isForeign(text) ? (file.adopt?.(text) ?? null) : text, changes),
    replaced: (text) => (isForeign(text) ? text : undefined),
  };
}
