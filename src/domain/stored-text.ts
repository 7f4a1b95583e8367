/**
 * A text as git stores it. A checkout may have other line ends (`* text=auto eol=crlf`, `core.autocrlf`); with these alone a file does
 * not differ.
 */
export function asStored(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** Whether git would store the same; null: there is no file. */
export function isSameStored(one: string | null, other: string | null): boolean {
  return one === null || other === null ? one === other : asStored(one) === asStored(other);
}
