/** One part of the text; a long text is cut between two of them. */
export interface Section {
  /** What it is, for when it is cut. */
  readonly what: string;
  readonly text: string;
  /** Whether it goes on right below the one before, as a row of a table does. */
  readonly isRow?: boolean;
  /** Whether it stays whatever is cut: what follows from the rest and is short. */
  readonly stays?: boolean;
}

/** Room for saying what was cut. */
const RESERVE = 500;

/** As many sections as fit, in their order; what was cut is counted, and the reader is shown where the whole of it is. */
export function fit(sections: readonly Section[], maxBytes: number, whole = 'The report (output `report`)'): string {
  const shown = sections.filter(({ text }) => text !== '');
  const sizeOf = ({ text }: Section) => Buffer.byteLength(text) + 2;
  const always = shown.filter(({ stays }) => stays === true).reduce((sum, section) => sum + sizeOf(section), 0);
  let left = maxBytes - RESERVE - always;
  const cut = new Map<string, number>();
  const kept = shown.filter((section) => {
    if (section.stays === true) return true;
    left -= sizeOf(section);
    // What comes after something that was cut would be read as if it were all.
    if (left < 0) {
      left = -1;
      cut.set(section.what, (cut.get(section.what) ?? 0) + 1);
    }
    return left >= 0;
  });
  const note = cut.size === 0 ? undefined : cutNote(cut, whole);
  // The note stands where the cut is: before what stays at the end.
  const end = kept.findLastIndex(({ stays }) => stays !== true) + 1;
  const all = note === undefined ? kept : [...kept.slice(0, end), note, ...kept.slice(end)];
  return `${all.map(({ text, isRow }, index) => `${index === 0 ? '' : isRow === true ? '\n' : '\n\n'}${text}`).join('')}\n`;
}

function cutNote(cut: ReadonlyMap<string, number>, whole: string): Section {
  const list = [...cut].map(([what, count]) => `${what} × ${count}`).join(', ');
  return { what: 'note', text: `_Cut off here, since GitHub takes no more: ${list}. ${whole} has everything._` };
}
