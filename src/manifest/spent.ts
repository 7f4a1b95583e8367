import type { SourceNode } from '../domain/source.ts';

/** A long text counts as several values. */
const CHARACTERS = 100;

/** Counts how many values are made out of a manifest, before they are made. */
export class Spent {
  readonly #limit: number;
  readonly #sizes = new WeakMap<SourceNode, number>();
  #spent = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether these may be copied again. */
  takes(nodes: readonly SourceNode[]): boolean {
    this.#spent += nodes.reduce((sum, node) => sum + this.#sizeOf(node), 0);
    return this.#spent <= this.#limit;
  }

  /** Nodes are shared by aliases and `extends`: each is measured once. Their depth is limited where they are read. */
  #sizeOf(node: SourceNode): number {
    const known = this.#sizes.get(node);
    if (known !== undefined) return known;
    const size = this.#measured(node);
    this.#sizes.set(node, size);
    return size;
  }

  #measured(node: SourceNode): number {
    switch (node.kind) {
      case 'scalar':
        return 1 + Math.floor(node.text.length / CHARACTERS);
      case 'list':
        return node.items.reduce((sum, item) => sum + this.#sizeOf(item), 1);
      case 'map': {
        let size = 1;
        for (const [key, { value }] of node.entries) size += Math.floor(key.length / CHARACTERS) + this.#sizeOf(value);
        return size;
      }
    }
  }
}
