/** One part of the text; a long text is cut between two of them. */
export interface Section {
  /** What it is, for when it is cut. */
  readonly what: string;
  readonly text: string;
}

/** As many sections as fit, and what was cut. A report that is cut says where the whole of it is. */
export function fit(sections: readonly Section[], maxBytes: number): string {
  const kept: string[] = [];
  let size = 500;
  for (const { text } of sections) {
    size += Buffer.byteLength(text) + 2;
    if (size > maxBytes) break;
    kept.push(text);
  }
  const cut = new Map<string, number>();
  for (const { what } of sections.slice(kept.length)) cut.set(what, (cut.get(what) ?? 0) + 1);
  if (cut.size > 0) {
    const list = [...cut].map(([what, count]) => `${what} × ${count}`).join(', ');
    kept.push(`_Cut off here, since GitHub takes no more: ${list}. The report (output \`report\`) has everything._`);
  }
  return `${kept.join('\n\n')}\n`;
}
