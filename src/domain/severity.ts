/** How bad a finding is: what `fail-on` compares with, and how GitHub colors the annotation. */
export type Severity = 'error' | 'warning' | 'notice';

const RANK: Record<Severity, number> = { error: 0, warning: 1, notice: 2 };

/** Sorts errors before warnings before notices. */
export function compareSeverities(a: Severity, b: Severity): number {
  return RANK[a] - RANK[b];
}

/** Whether `severity` is `limit` or worse. */
export function isAtLeast(severity: Severity, limit: Severity): boolean {
  return RANK[severity] <= RANK[limit];
}
