/** Means the same to every reader without quotes, shells and Docker included. */
const PLAIN = /^[\w:/.@+=,-]*$/;

/**
 * A value as it stands after `KEY=`; undefined where there is no way to write it. Readers take the quotes off and nothing else, so a
 * value cannot hold the quotes around it, nor, for a reader that relies on `\'`, end with a backslash. Only in double quotes do `\n` and
 * `\r` mean line ends; elsewhere a carriage return is lost. Source: `parse` of the npm package dotenv, 16 to 18.
 */
export function dotenvValue(value: string): string | undefined {
  if (PLAIN.test(value)) return value;
  const quotable = !value.endsWith('\\');
  if (quotable && !/['\r]/.test(value)) return `'${value}'`;
  if (quotable && !/[`\r]/.test(value)) return `\`${value}\``;
  if (quotable && !/"|\\[nr]/.test(value))
    return `"${value.replaceAll('\n', String.raw`\n`).replaceAll('\r', String.raw`\r`)}"`;
  // Without quotes a value ends at a comment or a line end, and white space around it is lost.
  return /[#\r\n\u2028\u2029]/.test(value) || /^['"`\s]|\s$/.test(value) ? undefined : value;
}
