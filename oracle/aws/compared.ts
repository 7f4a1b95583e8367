/** What a judge says: how much it looked at, and what is not as it should be. */
export interface Compared {
  readonly checked: number;
  readonly faults: readonly string[];
}
