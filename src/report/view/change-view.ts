import type { Change } from '../../domain/plan.ts';
import { policyText, storedPolicyText, unifiedDiff } from './diff.ts';

/** A change of the plan as people look at it. */
export interface ChangeView {
  readonly change: Change;
  /** As in `update policy`, `adopt file`. */
  readonly verb: 'create' | 'update' | 'delete' | 'adopt';
  readonly noun: 'policy' | 'variable' | 'file';
  /** What changes, line by line; undefined where it is not shown, for the reason in `note`. */
  readonly diff: string | undefined;
  readonly note: string | undefined;
}

/** How a change looks, line by line. Entries of the lock follow from the rest and are not shown. */
export function changeView(change: Change): ChangeView | undefined {
  const { action } = change;
  switch (change.kind) {
    case 'lock':
      return undefined;
    case 'lambda-environment':
      return view(
        change,
        action,
        'variable',
        variableText(change.variable, change.before),
        variableText(change.variable, change.after),
      );
    case 'file': {
      const verb = change.adopted === true ? 'adopt' : action;
      const isSecret = change.secret !== undefined;
      if (isSecret)
        return {
          change,
          verb,
          noun: 'file',
          diff: undefined,
          note: 'it holds the secret of an app client, which is not shown',
        };
      return view(change, verb, 'file', change.before, change.after);
    }
    default: {
      const before = change.before === null ? null : storedPolicyText(change.before);
      return view(change, action, 'policy', before, change.after && policyText(change.after));
    }
  }
}

function view(
  change: Change,
  verb: ChangeView['verb'],
  noun: ChangeView['noun'],
  before: string | null,
  after: string | null,
): ChangeView {
  const diff = unifiedDiff(before, after);
  return { change, verb, noun, diff, note: diff === undefined ? 'nearly every line differs' : undefined };
}

function variableText(name: string, value: string | null): string | null {
  return value === null ? null : `${name}=${value}`;
}

const NOUNS = [
  ['role-policy', 'role policy', 'role policies'],
  ['lambda-policy', 'Lambda policy', 'Lambda policies'],
  ['lambda-environment', 'Lambda variable', 'Lambda variables'],
  ['file', 'file', 'files'],
] as const;

/** `2 role policies and 1 file`; empty for none. Entries of the lock are not counted. */
export function changeCounts(changes: readonly { readonly kind: string }[]): string {
  const counts = NOUNS.flatMap(([kind, one, many]) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  return joined(counts);
}

/** `a`, `a and b`, `a, b and c`. */
export function joined(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}
