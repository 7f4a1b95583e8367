import { regionOfUserPool } from '../domain/partition.ts';
import type { SourceMap, SourceNode } from '../domain/source.ts';
import type { ManifestHead } from './schema.ts';
import { entryOf, nodeAt } from './source-node.ts';

export const PLACEHOLDERS = ['env', 'project', 'accountId', 'region'] as const;

/** What placeholders stand for in one env; those without a value are left out. A map: `{constructor}` is no placeholder. */
export type PlaceholderValues = ReadonlyMap<string, string>;

/**
 * A name in braces. Paths of REST APIs such as `/items/{id}` are keys, in which nothing is replaced; with a `$` before it, it is a
 * variable of IAM; numbers and anything but a name are text.
 */
const PLACEHOLDER = /(\$?)\{([A-Za-z_]\w*)\}/g;

/** `{name}` in strings, replaced by what it stands for; `leftOver` receives those that stand for nothing, which stay. */
export function substitute(
  node: SourceNode,
  values: PlaceholderValues,
  leftOver: (node: SourceNode, name: string) => void = () => undefined,
): SourceNode {
  switch (node.kind) {
    case 'scalar': {
      if (typeof node.value !== 'string' || !node.value.includes('{')) return node;
      const text = node.value.replace(PLACEHOLDER, (whole, dollar: string, name: string) => {
        const value = values.get(name);
        if (value === undefined && dollar === '') leftOver(node, name);
        return value === undefined ? whole : `${dollar}${value}`;
      });
      return text === node.value ? node : { ...node, value: text, text };
    }
    case 'list':
      return { ...node, items: node.items.map((item) => substitute(item, values, leftOver)) };
    case 'map': {
      const entries = [...node.entries].map(
        ([key, entry]) => [key, { key: entry.key, value: substitute(entry.value, values, leftOver) }] as const,
      );
      return { ...node, entries: new Map(entries) };
    }
  }
}

export function placeholderValues(env: string, node: SourceMap, head: ManifestHead | undefined): PlaceholderValues {
  const text = (...path: readonly string[]) => {
    const at = nodeAt(node, path);
    return at?.kind === 'scalar' && at.value !== null ? at.text : undefined;
  };
  const account = text('account');
  const accounts = head?.accounts ?? {};
  const userPoolId = text('userPoolId');
  const arns = [
    ['authRoleArn'],
    ['guestRoleArn'],
    ['roleToAssume'],
    ['roleToAssume', 'read'],
    ['roleToAssume', 'write'],
  ].map((path) => text(...path)?.split(':')[4]);
  const found: Readonly<Record<(typeof PLACEHOLDERS)[number], string | undefined>> = {
    env,
    project: head?.project,
    accountId:
      text('accountId') ??
      (account !== undefined && Object.hasOwn(accounts, account) ? accounts[account]?.id : undefined) ??
      arns.find((id) => id !== undefined && /^\d{12}$/.test(id)),
    region: text('region') ?? (userPoolId && regionOfUserPool(userPoolId)),
  };
  return new Map(
    Object.entries(found).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

/** Whether the env names an account anywhere: if so, and it has no id, that is reported there. */
export function namesAccount(node: SourceMap): boolean {
  return ['accountId', 'account', 'authRoleArn', 'guestRoleArn'].some((key) => entryOf(node, key) !== undefined);
}
