/**
 * What a run that is asked to stop does by when, in milliseconds after the first signal. The runner kills ten seconds after its
 * SIGINT, and others five after a SIGTERM. Source: GitHub Docs, "Workflow cancellation".
 */
export const GRACE_MS = {
  /** Until then the env in hand is finished or put back. Everything else ends at once. */
  aws: 2_500,
  /** Until then the run has come back; what it still waits for is left to itself, and the report is written without it. */
  run: 3_200,
  /** Until then outputs, summary and report are written: the process ends. */
  process: 4_800,
} as const;
