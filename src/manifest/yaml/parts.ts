import type { CST, ParsedNode } from 'yaml';
import type { Finding } from '../../domain/finding.ts';
import type { SourceNode } from '../../domain/source.ts';

/**
 * How much YAML is taken: generous for people, small enough that no manifest can exhaust a runner. `maxNodes` counts the
 * nodes after aliases are expanded.
 */
export const YAML_LIMITS = { maxBytes: 1024 * 1024, maxDepth: 32, maxNodes: 200_000 } as const;

/** A finished node with the size and depth that it has once its aliases are expanded. */
export interface Measured {
  readonly node: SourceNode;
  readonly size: number;
  readonly depth: number;
}

/** A key and its value as the parser leaves them. */
export interface MapItem {
  readonly key: ParsedNode | null;
  readonly value: ParsedNode | null;
}

/** A node without nodes below it. */
export function leaf(node: SourceNode): Measured {
  return { node, size: 1, depth: 0 };
}

/** The tokens right below one. */
export function* childTokens(token: CST.Token): Iterable<CST.Token> {
  if (token.type === 'document') {
    if (token.value) yield token.value;
  } else if ('items' in token) {
    for (const item of token.items) {
      if (item.key) yield item.key;
      if (item.value) yield item.value;
    }
  }
}

/** Raised while YAML is read and caught there: it leaves a deep recursion with a finding. */
export class Stop extends Error {
  readonly finding: Finding;

  constructor(finding: Finding) {
    super(finding.message);
    this.finding = finding;
  }
}
