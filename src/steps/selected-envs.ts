import type { Unchecked } from '../domain/fact.ts';
import type { Finding } from '../domain/finding.ts';
import type { Lock, LockEntry } from '../domain/lock.ts';
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
    const gone = orphansOf(manifest, lock, selection);
    const unlinked = options.prune ? gone.filter(([, entry]) => mayUnlink(entry, options)) : [];
    const kept = gone.filter((one) => !unlinked.includes(one));
    findings.push(...kept.map(([name]) => orphanFinding(manifest, name, options)));
    const orphans = unlinked.map(([name, entry]) => orphanSpec(manifest, name, entry));
    const limited = [...selected, ...orphans].map((env) => ({
      ...env,
      policies: withCeiling(options.ceiling, env.policies),
    }));
    const access =
      options.base === undefined
        ? limited.map((env) => ({ env, refused: undefined, findings: [] }))
        : await withBaseRoles(manifest, limited, options.base, options.today);
    for (const [index, { env, refused, findings: found }] of access.entries()) {
      chosen.push({ kind: index < selected.length ? 'declared' : 'orphaned', manifest, lock, env, refused });
      findings.push(...found);
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

/** An entry whose policies must not be deleted stays whole: without it nobody would know of them any more. */
function mayUnlink(entry: LockEntry, { ceiling }: ChoiceOptions): boolean {
  return ceiling === 'manage' || entry.policies.length === 0;
}

function orphanFinding(manifest: Manifest, name: string, { prune, ceiling }: ChoiceOptions): Finding {
  const rule = 'lock/orphaned-env';
  const how = prune
    ? `It has policies, which the input \`policies: ${ceiling}\` keeps: run apply with \`policies: manage\``
    : 'Run apply with `prune: true`';
  return {
    rule,
    severity: RULES[rule].severity,
    message: `the env ${name} is in the lock and no longer in the manifest; what was made for it is still there`,
    hint: `${how} to unlink it, or write it into the manifest again.`,
    env: name,
    place: manifest.envsPlace,
  };
}
