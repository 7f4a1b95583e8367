/**
 * A raw string of Dart with this text in JSON: `$` and backslashes mean nothing in it. Three quotes would end it, so they are escaped
 * as JSON escapes: in JSON they can stand in strings alone. Source: Dart Language Specification, "Strings".
 */
export function dartLiteral(json: string): string {
  return `r'''${json.replaceAll("'''", String.raw`''\u0027`)}'''`;
}
