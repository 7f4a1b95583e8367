/**
 * JSON as a Dart string in which nothing is taken for something else: raw, so that `$` and backslashes stay what they are. What would
 * end it, three quotes in a row, can only stand in a JSON string and is written as JSON's own escape there.
 * Source: Dart language specification, "Strings".
 */
export function dartLiteral(json: string): string {
  return `r'''${json.replaceAll("'''", "''\\u0027")}'''`;
}

const COMMENTS = String.raw`(?:\s|//[^\n]*(?:\n|$)|/\*[^*]*\*+(?:[^/*][^*]*\*+)*/)*`;
const CONSTANT = new RegExp(
  String.raw`^${COMMENTS}const\s+(?:String\s+)?amplifyconfig\s*=\s*r?('''|""")([^]*?)\1\s*;${COMMENTS}$`,
);

/**
 * What the constant `amplifyconfig` of a Dart file holds; undefined where the file is anything else than that constant. Like the CLI,
 * it takes what stands between the quotes for JSON, whether or not the literal is raw.
 */
export function readDartLiteral(text: string): string | undefined {
  return CONSTANT.exec(text)?.[2];
}
