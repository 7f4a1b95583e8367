import type { PolicyDocument } from '../../domain/iam-policy.ts';
import { groupedBy, sortedSet } from '../../domain/ordering.ts';
import type { RolePolicyChange } from '../../domain/plan.ts';
import type { RunReport } from '../../domain/report.ts';
import { listed } from '../../domain/shown.ts';
import { isGranted, rightsIn } from '../../iam/coverage.ts';
import { parsePolicy } from '../../iam/document.ts';
import { joined } from './change-view.ts';
import { envKey } from './env-key.ts';

/** What one kind of users may do that they could not, and the other way round. */
export interface RightsChange {
  /** `signed-in users`, `guests`, `members of editors`, `the function f`. */
  readonly who: string;
  readonly category: string;
  /** IAM actions. */
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  /** Actions that stay and are on other resources, or under other conditions, than before. */
  readonly moved: readonly string[];
  readonly envs: readonly string[];
}

/** The rights that a plan gives and takes away, or that a run gave and took; envs with the same change are one item. */
export function rightsChanges(report: RunReport): readonly RightsChange[] {
  const done = new Set(
    report.outcomes
      .filter(({ status }) => status === 'applied' || status === 'unconfirmed')
      .map(({ manifest, env, target }) => JSON.stringify([manifest, env, target])),
  );
  const envs = new Map(report.envs.map((env) => [envKey(env.manifest, env.env), env]));
  const changes = report.plan.changes.flatMap((change): readonly RightsChange[] => {
    if (change.kind !== 'role-policy' && change.kind !== 'lambda-policy') return [];
    if (report.outcomes.length > 0 && !done.has(JSON.stringify([change.manifest, change.env, change.target])))
      return [];
    const env = envs.get(envKey(change.manifest, change.env));
    const actions = changedActions(change);
    if (actions.gained.length + actions.lost.length + actions.moved.length === 0) return [];
    const who = joined((change.grantees ?? [granteeOf(change, env?.config)]).map(wordsFor));
    return [{ who, category: change.policyName.split('.').at(-1) ?? '', ...actions, envs: [env?.name ?? change.env] }];
  });
  const same = groupedBy(changes, ({ who, category, gained, lost, moved }) =>
    JSON.stringify([who, category, gained, lost, moved]),
  );
  return [...same.values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [{ ...first, envs: [...first.envs, ...more.flatMap(({ envs: others }) => others)] }],
  );
}

function changedActions({ before, after, alreadyGranted = [] }: RolePolicyChange) {
  const old = before === null ? undefined : parsePolicy(before);
  const elsewhere = new Set(alreadyGranted);
  const missing = (from: PolicyDocument | null | undefined, to: PolicyDocument | null | undefined) =>
    from ? rightsIn(from).filter((right) => !isGranted(right, to ? [to] : [])) : [];
  const actionsOf = (rights: ReturnType<typeof rightsIn>) => sortedSet(rights.map(({ action }) => action));
  const gained = actionsOf(
    missing(after, old).filter(({ action, resource }) => !elsewhere.has(`${action} on ${resource}`)),
  );
  const lost = actionsOf(missing(old, after));
  const both = (actions: readonly string[], others: readonly string[]) =>
    actions.filter((action) => others.includes(action));
  const only = (actions: readonly string[], others: readonly string[]) =>
    actions.filter((action) => !others.includes(action));
  return { gained: only(gained, lost), lost: only(lost, gained), moved: both(gained, lost) };
}

function granteeOf(
  { kind, role: roleArn }: RolePolicyChange,
  config: { readonly authRoleArn: string | null; readonly guestRoleArn: string | null } | undefined,
): string {
  if (config?.authRoleArn === roleArn) return 'auth';
  if (config?.guestRoleArn === roleArn) return 'guest';
  const role = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  return kind === 'lambda-policy' ? `function ${role}` : `role ${role}`;
}

/** `signed-in users` for `auth`, `guests`, `members of editors` for `group editors`: whom a grantee of a report stands for. */
export function wordsFor(grantee: string): string {
  if (grantee === 'auth') return 'signed-in users';
  if (grantee === 'guest') return 'guests';
  const [kind, ...name] = grantee.split(' ');
  const rest = name.join(' ');
  if (kind === 'group') return `members of ${rest}`;
  return kind === 'function' ? `functions with the role ${rest}` : `users with the role ${rest}`;
}

/** So many changes and actions are named, and the rest counted. */
const MAX_CHANGES = 6;
const MAX_ACTIONS = 6;

/** How foreign text is shown where the sentence goes. */
export interface Style {
  readonly text: (text: string) => string;
  readonly code: (text: string) => string;
}

/**
 * One sentence on the rights that are gained and lost, and by whom; undefined where there are none. Envs are named where not all of the
 * report have the change.
 */
export function rightsSentence(report: RunReport, { text, code }: Style): string | undefined {
  const changes = rightsChanges(report);
  if (changes.length === 0) return undefined;
  const isDone = report.outcomes.length > 0;
  const named = (actions: readonly string[]) => listed(actions.map(code), MAX_ACTIONS);
  const parts = changes.slice(0, MAX_CHANGES).map(({ who, category, gained, lost, moved, envs }) => {
    const by = ` (${text(category)})`;
    const what = joined([
      ...(gained.length === 0 ? [] : [`${isDone ? 'gained' : 'gain'} ${named(gained)}`]),
      ...(lost.length === 0 ? [] : [`${isDone ? 'lost' : 'lose'} ${named(lost)}`]),
      ...(moved.length === 0 ? [] : [`${isDone ? 'have' : 'get'} ${named(moved)} on other resources`]),
    ]);
    const where = envs.length === report.envs.length ? '' : ` in ${listed(envs.map(text), 3)}`;
    return `${text(who)} ${what}${by}${where}`;
  });
  const more = changes.length - parts.length;
  const sentence = parts.join('; ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}${more > 0 ? `; and ${more} more` : ''}.`;
}
