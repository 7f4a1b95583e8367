import type { RunReport } from '../../domain/report.ts';
import { envKey, keyOf } from './env-key.ts';

/** How a report calls the env of a finding: `dev`, or `shop/dev` where it has several manifests; null for none. */
export function envNames({ envs }: Pick<RunReport, 'envs'>): (item: Parameters<typeof keyOf>[0]) => string | null {
  const names = new Map(envs.map(({ manifest, env, name }) => [envKey(manifest, env), name]));
  // One that is not among the envs of the report is called as the manifest calls it.
  return (item) => names.get(keyOf(item)) ?? item.env;
}
