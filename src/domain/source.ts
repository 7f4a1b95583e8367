import type { Place } from './place.ts';

/**
 * A YAML value together with where it is written. Anchors, merge keys, `extends` and `defaults` are worked in by sharing
 * nodes, so an inherited value still points to the line on which somebody wrote it.
 */
export type SourceNode = SourceScalar | SourceList | SourceMap;

export interface SourceScalar {
  readonly kind: 'scalar';
  readonly place: Place;
  readonly value: string | number | boolean | null;
  /** The text as written, without quotes: `012345678901` keeps its zero here. */
  readonly text: string;
}

export interface SourceList {
  readonly kind: 'list';
  readonly place: Place;
  readonly items: readonly SourceNode[];
}

export interface SourceMap {
  readonly kind: 'map';
  readonly place: Place;
  readonly entries: ReadonlyMap<string, SourceEntry>;
}

export interface SourceEntry {
  /** Where the key is written. */
  readonly key: Place;
  readonly value: SourceNode;
}

/** A way down into a node: map keys and list positions. */
export type NodePath = readonly (string | number)[];
