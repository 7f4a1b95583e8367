/**
 * How much one manifest may ask for once `extends`, `defaults` and placeholders are worked in: generous for people, small enough that
 * no manifest can exhaust a runner. What the YAML text itself may hold is limited in `read-yaml.ts`.
 */
export const MANIFEST_LIMITS = {
  maxEnvs: 10_000,
  /** Envs that one env may take values from by `extends`, one above the other. */
  maxExtends: 32,
  /** Values of all envs together; a long text counts one more per 100 characters. */
  maxValues: 1_000_000,
  /** Files of all outputs and envs together. */
  maxFiles: 100_000,
  /** Globs of all entries of `ignore` together; plain names are not counted. */
  maxGlobs: 200,
  maxFindings: 50_000,
} as const;

/** `1000000` → `1,000,000`. */
export function counted(count: number): string {
  return count.toLocaleString('en-US');
}
