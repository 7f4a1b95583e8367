import type { Finding } from '../../src/domain/finding.ts';

/** `rule line:column env`, in the order of the places: what a test compares. */
export function brief(findings: readonly Finding[]): readonly string[] {
  return findings
    .toSorted((a, b) => a.place.line - b.place.line || a.place.column - b.place.column)
    .map(({ rule, place, env }) => `${rule} ${place.line}:${place.column}${env === null ? '' : ` ${env}`}`);
}
