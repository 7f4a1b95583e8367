/** How much of a foreign text a message repeats: enough to recognize it. */
const MAX_TEXT = 200;
const MAX_NAMES = 20;

/** The beginning of a text that is too long for a message. */
export function clipped(text: string, max: number = MAX_TEXT): string {
  if (text.length <= max) return text;
  // Not between the two halves of a surrogate pair.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(max - 1)) ? max - 1 : max;
  return `${text.slice(0, end)}…`;
}

/** Names with commas, the first of many: a list of thousands helps nobody. */
export function listed(names: readonly string[], max: number = MAX_NAMES): string {
  const shown = names.slice(0, max).map((name) => clipped(name));
  return names.length <= max ? shown.join(', ') : `${shown.join(', ')} and ${names.length - max} more`;
}
