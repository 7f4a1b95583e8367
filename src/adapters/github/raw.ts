/**
 * The text of a file that was asked for as `raw`. The client gives a string where the answer says that it is UTF-8, as
 * GitHub's does, and bytes where it does not; its types know neither.
 */
export function rawText(data: unknown): string {
  return data instanceof ArrayBuffer ? Buffer.from(data).toString() : String(data);
}
