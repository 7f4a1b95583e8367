import { findingOf, type Finding } from '../domain/finding.ts';
import type { Place } from '../domain/place.ts';
import { clipped } from '../domain/shown.ts';
import type { SourceMap, SourceNode } from '../domain/source.ts';
import { merge } from './inherit.ts';
import { nearest } from './nearest.ts';
import { namesAccount, placeholderValues, PLACEHOLDERS, substitute } from './placeholders.ts';
import type { ManifestHead } from './schema.ts';
import { entryOf } from './source-node.ts';

/** What an env is made from. */
export interface EnvSource {
  readonly name: string;
  readonly keyPlace: Place;
  readonly own: SourceMap;
  readonly broken: boolean;
  readonly defaults: SourceMap | undefined;
  readonly head: ManifestHead | undefined;
}

/** The env with its defaults and placeholders filled in. */
export function withPlaceholders({ name, own, defaults, head }: EnvSource): {
  readonly node: SourceMap;
  readonly findings: readonly Finding[];
} {
  const merged = defaults === undefined ? own : merge(defaults, own);
  const values = placeholderValues(name, merged, head);
  // An env that is Amplify's own needs no account, and what it inherits is not used.
  const needsAccount = entryOf(merged, 'managedBy') === undefined && !namesAccount(merged);
  const found = new Map<SourceNode, Finding>();
  const leftOver = (node: SourceNode, placeholder: string) => {
    if (found.has(node)) return;
    const known = PLACEHOLDERS.find((one) => one === placeholder);
    // Where the project or the region are missing, that is reported itself.
    if (known === undefined) found.set(node, unknownPlaceholder(name, node.place, placeholder));
    else if (known === 'accountId' && needsAccount) found.set(node, withoutAccount(name, node.place));
  };
  const under = defaults === undefined ? undefined : (substitute(defaults, values, leftOver) as SourceMap);
  const over = substitute(own, values, leftOver) as SourceMap;
  const node = under === undefined ? over : merge(under, over);
  if (found.size === 0) return { node, findings: [] };
  // What the env writes anew in place of a default is no matter of the default any more.
  const kept = placesIn(node);
  return { node, findings: [...found.values()].filter(({ place }) => kept.has(place)) };
}

function placesIn(node: SourceNode, found = new Set<Place>()): ReadonlySet<Place> {
  if (node.kind === 'scalar') found.add(node.place);
  else if (node.kind === 'list') for (const item of node.items) placesIn(item, found);
  else for (const { value } of node.entries.values()) placesIn(value, found);
  return found;
}

function unknownPlaceholder(env: string, place: Place, placeholder: string): Finding {
  const near = nearest(placeholder, PLACEHOLDERS);
  const known = `Known placeholders: ${PLACEHOLDERS.map((one) => `{${one}}`).join(', ')}.`;
  const hint = near === undefined ? known : `Did you mean "{${near}}"? ${known}`;
  return findingOf('manifest/schema', place, {
    message: `the placeholder {${clipped(placeholder)}} is not known`,
    hint,
    env,
  });
}

function withoutAccount(env: string, place: Place): Finding {
  const hint = `Write \`accountId\` or \`account\` in envs.${env}.`;
  return findingOf('manifest/schema', place, { message: 'the placeholder {accountId} has no value here', hint, env });
}
