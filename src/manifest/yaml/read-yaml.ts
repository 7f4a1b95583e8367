import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  Parser,
  type CST,
  type Document,
  type Node,
  type ParsedNode,
  type Scalar,
} from 'yaml';
import { findingOf, type Finding } from '../../domain/finding.ts';
import type { Place } from '../../domain/place.ts';
import type { RuleId } from '../../domain/rule.ts';
import { clipped } from '../../domain/shown.ts';
import { childTokens, leaf, Stop, YAML_LIMITS, type MapItem, type Measured } from './parts.ts';
import type { SourceEntry, SourceMap, SourceNode } from '../../domain/source.ts';

export interface YamlResult {
  /** Undefined where the text is no usable YAML. */
  readonly root: SourceNode | undefined;
  readonly findings: readonly Finding[];
}

/** Reads YAML text into nodes that know their place. Never throws; what is wrong comes back as findings. */
export function readYaml(text: string, file: string): YamlResult {
  return new Reader(text, file).read();
}

class Reader {
  readonly #text: string;
  readonly #file: string;
  readonly #lines = new LineCounter();
  readonly #anchors = new Map<string, Measured>();
  readonly #findings: Finding[] = [];

  constructor(text: string, file: string) {
    // A byte order mark is no column in any editor.
    this.#text = text.startsWith('\uFEFF') ? text.slice(1) : text;
    this.#file = file;
  }

  read(): YamlResult {
    try {
      const root = this.#convertDocument(this.#compose());
      return { root, findings: this.#findings };
    } catch (error) {
      if (error instanceof Stop) return { root: undefined, findings: [...this.#findings, error.finding] };
      throw error;
    }
  }

  /**
   * The composer of `yaml` recurses, and Node dies of a stack of some ten thousand levels without a chance to catch it; its
   * token parser does not recurse. So depth is measured on the tokens, before composing.
   */
  #compose(): Document.Parsed {
    const bytes = Buffer.byteLength(this.#text, 'utf8');
    if (bytes > YAML_LIMITS.maxBytes) {
      throw this.#stop(
        'manifest/limits',
        0,
        0,
        `the manifest has ${bytes} bytes; at most ${YAML_LIMITS.maxBytes} are read`,
      );
    }
    const tokens = [...new Parser(this.#lines.addNewLine).parse(this.#text)];
    for (const token of tokens) this.#limitDepth(token);
    // Unique keys are checked below: the library's own check takes quadratic time.
    const composer = new Composer({ uniqueKeys: false });
    const [document, second] = composer.compose(tokens, true, this.#text.length);
    if (document === undefined) throw this.#stop('manifest/syntax', 0, 0, 'the manifest is empty');
    const fault = document.errors[0] ?? document.warnings.find((warning) => warning.code === 'TAG_RESOLVE_FAILED');
    if (fault !== undefined) {
      const message = (fault.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
      throw this.#stop('manifest/syntax', fault.pos[0], fault.pos[1], clipped(message));
    }
    if (second !== undefined) {
      const start = second.contents?.range[0] ?? this.#text.length;
      throw this.#stop(
        'manifest/syntax',
        start,
        start,
        'a manifest is one YAML document, and here a second one begins',
      );
    }
    return document;
  }

  #limitDepth(token: CST.Token): void {
    const stack: { token: CST.Token; depth: number }[] = [{ token, depth: 0 }];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (next.depth > YAML_LIMITS.maxDepth + 1) {
        const { offset } = next.token;
        throw this.#stop('manifest/limits', offset, offset, `nested deeper than ${YAML_LIMITS.maxDepth} levels`);
      }
      for (const child of childTokens(next.token)) stack.push({ token: child, depth: next.depth + 1 });
    }
  }

  #convertDocument(document: Document.Parsed): SourceNode {
    if (document.contents === null) throw this.#stop('manifest/syntax', 0, 0, 'the manifest is empty');
    return this.#convert(document.contents, this.#place(0, 0)).node;
  }

  #convert(node: Node | null, emptyPlace: Place): Measured {
    if (node === null) return leaf({ kind: 'scalar', place: emptyPlace, value: null, text: '' });
    const measured = this.#convertValue(node);
    if (!isAlias(node) && node.anchor !== undefined) this.#anchors.set(node.anchor, measured);
    return measured;
  }

  #convertValue(node: Node): Measured {
    const place = this.#placeOf(node);
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      if (target === undefined) {
        const message = `the alias *${node.source} has no finished anchor &${node.source} before it`;
        throw new Stop(this.#finding('manifest/syntax', place, message));
      }
      return target;
    }
    if (isScalar(node)) {
      const text = node.type === 'PLAIN' ? (node.source ?? '') : String(node.value);
      return leaf({ kind: 'scalar', place, value: this.#plain(node, place), text });
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => this.#convert(item as ParsedNode | null, place));
      return this.#measure({ kind: 'list', place, items: items.map((item) => item.node) }, items);
    }
    if (isMap(node)) return this.#convertMap(node.items as readonly MapItem[], place);
    throw new Stop(this.#finding('manifest/syntax', place, 'this kind of YAML node is not understood'));
  }

  #plain({ value, source }: Scalar, place: Place): string | number | boolean | null {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
    if (value === null || value === undefined) return null;
    // Dates of YAML 1.1: what is written is what is meant.
    if (value instanceof Date) return source ?? '';
    this.#findings.push(this.#finding('manifest/schema', place, 'a value is text, a number, true or false'));
    return null;
  }

  #convertMap(items: readonly MapItem[], place: Place): Measured {
    const entries = new Map<string, SourceEntry>();
    const merged: { key: Place; value: SourceNode }[] = [];
    const children: Measured[] = [];
    for (const { key, value } of items) {
      if (key !== null && !isScalar(key)) {
        throw new Stop(this.#finding('manifest/syntax', this.#placeOf(key), 'a key must be plain text'));
      }
      const keyPlace = key === null ? place : this.#placeOf(key);
      const child = this.#convert(value, { ...keyPlace, line: keyPlace.endLine, column: keyPlace.endColumn });
      children.push(child);
      const name = key === null ? '' : key.type === 'PLAIN' ? key.source : String(key.value);
      if (name === '<<' && key?.type === 'PLAIN') {
        merged.push({ key: keyPlace, value: child.node });
      } else if (name === '__proto__') {
        this.#findings.push(this.#finding('manifest/unknown-key', keyPlace, 'the key __proto__ is not allowed'));
      } else if (entries.has(name)) {
        const first = entries.get(name)?.key.line ?? 0;
        this.#findings.push(
          this.#finding(
            'manifest/duplicate-key',
            keyPlace,
            `the key "${clipped(name)}" is written twice (first in line ${first})`,
          ),
        );
      } else {
        entries.set(name, { key: keyPlace, value: child.node });
      }
    }
    // Before anything is merged: that takes time with the size of what is merged in.
    const measured = this.#measure({ kind: 'map', place, entries } satisfies SourceMap, children);
    for (const { key, value } of merged) this.#mergeInto(entries, key, value);
    return measured;
  }

  /** `<<` brings in the keys of one map, or of several of which earlier ones win; written keys win over all of them. */
  #mergeInto(entries: Map<string, SourceEntry>, key: Place, value: SourceNode): void {
    const sources = value.kind === 'list' ? value.items : [value];
    for (const source of sources) {
      if (source.kind !== 'map') {
        this.#findings.push(
          this.#finding('manifest/schema', key, 'a merge key (<<) takes a mapping or a list of mappings'),
        );
        continue;
      }
      for (const [name, entry] of source.entries) if (!entries.has(name)) entries.set(name, entry);
    }
  }

  #measure(node: SourceNode, children: readonly Measured[]): Measured {
    const size = children.reduce((sum, child) => sum + child.size, 1);
    const depth = children.reduce((max, child) => Math.max(max, child.depth), 0) + 1;
    if (size > YAML_LIMITS.maxNodes) {
      const message = `aliases expand to more than ${YAML_LIMITS.maxNodes} nodes`;
      throw new Stop(this.#finding('manifest/limits', node.place, message));
    }
    if (depth > YAML_LIMITS.maxDepth) {
      const message = `nested deeper than ${YAML_LIMITS.maxDepth} levels once aliases are expanded`;
      throw new Stop(this.#finding('manifest/limits', node.place, message));
    }
    return { node, size, depth };
  }

  #placeOf(node: Node): Place {
    const [start, end] = node.range ?? [0, 0];
    return this.#place(start, end);
  }

  #place(start: number, end: number): Place {
    const from = this.#lines.linePos(start);
    const to = this.#lines.linePos(this.#trimmedEnd(start, end));
    // LineCounter knows no line before the first token: column 0 of line 0 is the first character.
    return {
      file: this.#file,
      line: Math.max(1, from.line),
      column: Math.max(1, from.col),
      endLine: Math.max(1, to.line),
      endColumn: Math.max(1, to.col),
    };
  }

  /** Block values reach to the start of the next key; people mark the last character that is there. */
  #trimmedEnd(start: number, end: number): number {
    let trimmed = end;
    while (trimmed > start && /\s/.test(this.#text.charAt(trimmed - 1))) trimmed -= 1;
    return trimmed;
  }

  #finding(rule: RuleId, place: Place, message: string): Finding {
    return findingOf(rule, place, { message });
  }

  #stop(rule: RuleId, start: number, end: number, message: string): Stop {
    return new Stop(this.#finding(rule, this.#place(start, end), message));
  }
}
