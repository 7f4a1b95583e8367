import type { Finding, UncheckedItem } from '../../domain/finding.ts';
import type { EnvState } from '../../domain/report.ts';
import { isDrift } from '../../domain/rule.ts';

/** Names an env among those of several manifests. */
export function envKey(manifest: string, env: string | null): string {
  return JSON.stringify([manifest, env]);
}

/** What the checks say of an env, by its {@link envKey}: the worst of its findings and unchecked items. */
export function checkedStates(
  findings: readonly Finding[],
  unchecked: readonly UncheckedItem[],
): (key: string) => Extract<EnvState, 'blocked' | 'drifted' | 'unchecked' | 'healthy'> {
  const counted = findings.filter(({ ignored }) => ignored === undefined);
  const keys = (items: readonly Pick<Finding, 'place' | 'env'>[]) =>
    new Set(items.map(({ place, env }) => envKey(place.file, env)));
  const blocked = keys(counted.filter(({ severity }) => severity === 'error'));
  const drifted = keys(counted.filter(({ rule }) => isDrift(rule)));
  const open = keys(unchecked);
  return (key) => {
    if (blocked.has(key)) return 'blocked';
    if (drifted.has(key)) return 'drifted';
    return open.has(key) ? 'unchecked' : 'healthy';
  };
}
