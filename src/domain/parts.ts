/** A text in which each env has a part of its own, found by its name. */
export interface Parts {
  /** The part of every env that has one, in one form; undefined where the text cannot be understood. */
  parts(text: string | null): ReadonlyMap<string, string> | undefined;
  /**
   * The text with other parts; undefined takes one out. All else stays as it is, to the byte. `text` is one that can be understood.
   */
  withParts(text: string | null, changes: PartChanges): string | null;
}

/** Parts that are to change, by env; undefined: the env's part goes. */
export type PartChanges = ReadonlyMap<string, string | undefined>;
