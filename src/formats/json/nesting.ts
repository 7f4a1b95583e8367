/** What JSON of a checkout may be nested: parsers manage more, the code that walks and writes values does not. */
export const MAX_NESTING = 100;

/** UTF-16 code units of the characters that matter. */
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Whether brackets outside of strings are nested deeper than `levels`. The text need not be JSON: that is for a parser to say, which need
 * not be asked where this is true. No regular expression: on a string of millions of characters those run out of stack.
 */
export function isNestedDeeper(text: string, levels: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (inString) {
      if (sign === BACKSLASH) at += 1;
      else if (sign === QUOTE) inString = false;
    } else if (sign === QUOTE) {
      inString = true;
    } else if (sign === OPEN_LIST || sign === OPEN_OBJECT) {
      depth += 1;
      if (depth > levels) return true;
    } else if (sign === CLOSE_LIST || sign === CLOSE_OBJECT) {
      depth -= 1;
    }
  }
  return false;
}
