/**
 * JSON for a file: two spaces (or as asked), keys as given, a newline at the end. The two line separators of Unicode are escaped:
 * they end lines for some readers of JavaScript.
 */
export function json(value: unknown, indent = 2): string {
  return `${text(value, indent)}\n`;
}

/** The same as a JavaScript expression. JSON is one, whatever its strings hold. */
export function expression(value: unknown, indent = 2): string {
  return text(value, indent);
}

function text(value: unknown, indent: number): string {
  return JSON.stringify(value, undefined, indent).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

/** An object of the entries that have a value. */
export function compact(entries: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}
