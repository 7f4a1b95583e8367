import type { Finding, UncheckedItem } from '../../domain/finding.ts';
import type { EnvState } from '../../domain/report.ts';
import { isDrift, stopsWrites } from '../../domain/rule.ts';

/** Names an env among those of several manifests. */
export function envKey(manifest: string, env: string | null): string {
  return JSON.stringify([manifest, env]);
}

/** What the checks say of an env, by its {@link envKey}: the worst of its findings and unchecked items. */
export function checkedStates(
  findings: readonly Finding[],
  unchecked: readonly UncheckedItem[],
): (key: string) => Extract<EnvState, 'blocked' | 'failed' | 'drifted' | 'unchecked' | 'healthy'> {
  const counted = findings.filter(({ ignored }) => ignored === undefined);
  const keys = (items: readonly Pick<Finding, 'place' | 'env'>[]) =>
    new Set(items.map(({ place, env }) => envKey(place.file, env)));
  const errors = counted.filter(({ severity }) => severity === 'error');
  const blocked = keys(errors.filter(({ rule }) => stopsWrites(rule)));
  const failed = keys(errors);
  const drifted = keys(counted.filter(({ rule }) => isDrift(rule)));
  const open = keys(unchecked);
  return (key) => {
    if (blocked.has(key)) return 'blocked';
    if (failed.has(key)) return 'failed';
    if (drifted.has(key)) return 'drifted';
    return open.has(key) ? 'unchecked' : 'healthy';
  };
}
