import type { Unchecked } from '../domain/fact.ts';
import type { Finding } from '../domain/finding.ts';
import type { Lock } from '../domain/lock.ts';
import type { EnvSpec, Manifest, PolicyMode } from '../domain/manifest.ts';
import { RULES } from '../domain/rule.ts';
import { withCeiling } from '../policies/modes.ts';
import type { BaseBranch } from '../ports/base-branch.ts';
import { orphanSpec } from '../planning/orphans.ts';
import { withBaseRoles } from './base-roles.ts';
import type { Selection } from './read-manifests.ts';

/** An env that a run is about, before anything is looked at in AWS. */
export interface ChosenEnv {
  readonly kind: 'declared' | 'orphaned';
  readonly manifest: Manifest;
  readonly env: EnvSpec;
  readonly lock: Lock;
  readonly refused: Unchecked | undefined;
}

export interface ChoiceOptions {
  readonly ceiling: PolicyMode;
  /** Whether envs that are in the lock alone are to be unlinked. */
  readonly prune: boolean;
  /** Only on pull requests. */
  readonly base: BaseBranch | undefined;
  readonly today: string;
}

/** The envs of the manifests, with the roles that may be assumed for them, and those that are in a lock alone. */
export async function chosenEnvs(
  selection: Selection,
  locks: ReadonlyMap<Manifest, Lock>,
  options: ChoiceOptions,
): Promise<{ readonly envs: readonly ChosenEnv[]; readonly findings: readonly Finding[] }> {
  const findings: Finding[] = [];
  const chosen: ChosenEnv[] = [];
  for (const [manifest, selected] of selection.envs) {
    const lock = locks.get(manifest);
    if (lock === undefined) continue;
    const limited = selected.map((env) => ({ ...env, policies: withCeiling(options.ceiling, env.policies) }));
    const access =
      options.base === undefined
        ? limited.map((env) => ({ env, refused: undefined, findings: [] }))
        : await withBaseRoles(manifest, limited, options.base, options.today);
    for (const one of access) {
      chosen.push({ kind: 'declared', manifest, lock, env: one.env, refused: one.refused });
      findings.push(...one.findings);
    }
    for (const [name, entry] of orphansOf(manifest, lock, selection)) {
      if (options.prune) {
        const env = orphanSpec(manifest, name, entry);
        const policies = withCeiling(options.ceiling, env.policies);
        chosen.push({ kind: 'orphaned', manifest, lock, env: { ...env, policies }, refused: undefined });
      } else {
        findings.push(orphanFinding(manifest, name));
      }
    }
  }
  return { envs: chosen, findings };
}

function orphansOf(manifest: Manifest, lock: Lock, selection: Selection) {
  const declared = new Set(manifest.envs.map((env) => env.name));
  // A manifest with errors may lack an env because of them.
  if (manifest.faulty) return [];
  return Object.entries(lock.envs).filter(([name]) => !declared.has(name) && selection.includes(name));
}

function orphanFinding(manifest: Manifest, name: string): Finding {
  const rule = 'lock/orphaned-env';
  return {
    rule,
    severity: RULES[rule].severity,
    message: `the env ${name} is in the lock and no longer in the manifest; what was made for it is still there`,
    hint: 'Run apply with `prune: true` to unlink it, or write it into the manifest again.',
    env: name,
    place: manifest.envsPlace,
  };
}
