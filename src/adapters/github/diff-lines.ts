/** Lines of the new side that a patch shows, added or as context: a review comment can stand only on these. */
export function commentableLines(patch: string): ReadonlySet<number> {
  const lines = new Set<number>();
  let line = 0;
  for (const text of patch.split('\n')) {
    const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)/.exec(text);
    if (hunk !== null) {
      line = Number(hunk[1]);
    } else if (text.startsWith('+') || text.startsWith(' ')) {
      lines.add(line);
      line += 1;
    }
  }
  return lines;
}
