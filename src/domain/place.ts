import { z } from 'zod';
import { record, text, schema, type Typed } from './schema.ts';

/**
 * A stretch of text in a file of the user's repository.
 *
 * Lines and columns start at 1; columns count UTF-16 code units, as editors do. The end is exclusive, so an
 * empty stretch has equal start and end. `file` is a POSIX path relative to the workspace.
 */
export type Place = Typed<typeof placeSchema>;

export const placeSchema = schema(() =>
  record({ file: text(), line: z.number(), column: z.number(), endLine: z.number(), endColumn: z.number() }),
);

/** The first character of a file: where a problem of the whole file is shown. */
export function startOf(file: string): Place {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

/** Orders places as a reader meets them: by file, line and column. */
export function comparePlaces(a: Place, b: Place): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column;
}
