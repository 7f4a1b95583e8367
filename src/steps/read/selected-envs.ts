import type { Unchecked } from '../../domain/fact.ts';
import { findingOf, type Finding } from '../../domain/finding.ts';
import type { Lock, LockEntry } from '../../lock/model.ts';
import type { EnvSpec, Manifest, PolicyMode } from '../../manifest/model.ts';
import { withCeiling } from '../../policies/modes.ts';
import type { BaseBranch } from '../../ports/base-branch.ts';
import { namedRole } from '../../plan/named-role.ts';
import { orphanSpec, unlinkedSpec } from '../../plan/orphans.ts';
import { entryOf } from '../../lock/lock-file.ts';
import { firstWritten } from '../../rules/rule.ts';
import type { Place } from '../../domain/place.ts';
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
  /** Whether envs that are only in the lock are to be unlinked. */
  readonly prune: boolean;
  /** Whether all envs of the run are to be unlinked. */
  readonly unlinks: boolean;
  /** Whether the command takes back what is no longer wanted; else such envs are left out. */
  readonly takesBack: boolean;
  /** Only on pull requests. */
  readonly base: BaseBranch | undefined;
  readonly today: string;
}

/** The envs of the manifests, with the roles that may be assumed for them, and those that are to be unlinked. */
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
    const choice = choose(manifest, selected, lock, selection, options);
    findings.push(...choice.findings);
    const specs = choice.envs.map(({ env }) => ({ ...env, policies: withCeiling(options.ceiling, env.policies) }));
    const access =
      options.base === undefined
        ? specs.map((env) => ({ env, refused: undefined, findings: [] }))
        : await withBaseRoles(manifest, specs, options.base, options.today);
    for (const [index, { env, refused, findings: found }] of access.entries()) {
      const kind = choice.envs[index]?.kind ?? 'declared';
      const access = choice.envs[index]?.refused;
      chosen.push({ kind, manifest, lock, env, refused: access ?? refused });
      findings.push(...found);
    }
  }
  return { envs: chosen, findings };
}

interface Choice {
  readonly envs: readonly Pick<ChosenEnv, 'kind' | 'env' | 'refused'>[];
  readonly findings: readonly Finding[];
}

function choose(
  manifest: Manifest,
  selected: readonly EnvSpec[],
  lock: Lock,
  selection: Selection,
  options: ChoiceOptions,
): Choice {
  const findings: Finding[] = [];
  const envs: Pick<ChosenEnv, 'kind' | 'env' | 'refused'>[] = [];
  const unlinked = (name: string, entry: LockEntry): Choice['envs'][number] => {
    const { refused } = namedRole(manifest, name, entry);
    return { kind: 'orphaned', env: orphanSpec(manifest, name, entry), refused };
  };
  for (const env of selected) {
    const entry = entryOf(lock, env.name);
    if (!options.unlinks && env.managedBy === undefined) envs.push({ kind: 'declared', env, refused: undefined });
    else if (!options.takesBack) continue;
    else if (env.protect && (options.unlinks || entry !== undefined)) {
      findings.push(protectedFinding(env, options.unlinks));
    } else if (entry === undefined) {
      // Without an entry only the env's own ids tell where to look; Amplify's own are not ours to look at.
      if (options.unlinks && env.managedBy === undefined) {
        envs.push({ kind: 'orphaned', env: unlinkedSpec(env), refused: undefined });
      }
    } else if (!mayUnlink(entry, options)) findings.push(keptFinding(env.name, env.keyPlace, options.ceiling));
    else {
      const one = unlinked(env.name, entry);
      envs.push({ ...one, env: { ...one.env, keyPlace: env.keyPlace } });
    }
  }
  for (const [name, entry] of orphansOf(manifest, lock, selection)) {
    const wanted = options.prune || options.unlinks;
    if (wanted && entry.protect === true) findings.push(protectedOrphan(manifest, name));
    else if (wanted && mayUnlink(entry, options)) {
      envs.push(unlinked(name, entry));
    } else findings.push(orphanFinding(manifest, name, { ...options, prune: wanted }));
  }
  return { envs, findings };
}

function orphansOf(manifest: Manifest, lock: Lock, selection: Selection) {
  const declared = new Set(manifest.envs.map((env) => env.name));
  // A manifest with errors may lack an env because of them.
  if (manifest.faulty) return [];
  return Object.entries(lock.envs).filter(([name]) => !declared.has(name) && selection.includes(name));
}

/** An entry whose policies must not be deleted stays whole: without it nobody would know of them any more. */
function mayUnlink(entry: LockEntry, { ceiling }: ChoiceOptions): boolean {
  return ceiling === 'manage' || (entry.policies.length === 0 && (entry.lambdas ?? []).length === 0);
}

function protectedFinding(env: EnvSpec, unlinks: boolean): Finding {
  const rule = 'input/invalid';
  const why = unlinks ? 'unlink was asked for it' : 'managedBy: amplify would unlink it';
  return findingOf(rule, firstWritten(env, ['protect']), {
    message: `the env ${env.name} is protected, and ${why}`,
    hint: 'Take `protect: true` out first, or leave the env out.',
    env: env.name,
  });
}

/** The manifest no longer has the env, so only the lock knows that it was protected. */
function protectedOrphan(manifest: Manifest, name: string): Finding {
  const rule = 'lock/orphaned-env';
  return findingOf(rule, manifest.envsPlace, {
    message: `the env ${name} is only in the lock, and protected; it was left as it is`,
    hint: 'Write it into the manifest again without `protect: true`, run apply, and then take it out.',
    env: name,
  });
}

function keptFinding(name: string, place: Place, ceiling: PolicyMode): Finding {
  const rule = 'lock/orphaned-env';
  return findingOf(rule, place, {
    message: `the env ${name} is still linked: it has policies, which the input \`policies: ${ceiling}\` keeps`,
    hint: 'Run again with `policies: manage`.',
    env: name,
  });
}

function orphanFinding(
  manifest: Manifest,
  name: string,
  { prune, ceiling }: Pick<ChoiceOptions, 'prune' | 'ceiling'>,
): Finding {
  const rule = 'lock/orphaned-env';
  const how = prune
    ? `It has policies, which the input \`policies: ${ceiling}\` keeps: run apply with \`policies: manage\``
    : 'Run apply with `prune: true`';
  return findingOf(rule, manifest.envsPlace, {
    message: `the env ${name} is in the lock and no longer in the manifest; what was made for it is still there`,
    hint: `${how} to unlink it, or write it into the manifest again.`,
    env: name,
  });
}
