import type { SharedOutputFile } from '../formats/format.ts';

/** The same file, with one in its place that cannot be understood taken for none: it is written anew as a whole. */
export function adopting(file: SharedOutputFile): SharedOutputFile {
  return {
    ...file,
    parts: (text) => file.parts(text) ?? file.parts(null),
    withParts: (text, changes) => file.withParts(file.parts(text) === undefined ? null : text, changes),
  };
}
