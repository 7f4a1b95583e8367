import type { Node } from 'jsonc-parser';
import { propertiesOf, type JsonDocument } from './document.ts';

/** How a text is laid out around a place: what is added there looks like its neighbors. */
export interface Style {
  /** The white space that begins a line of the object's properties; undefined: all is on one line. */
  readonly indent: string | undefined;
  /** What one level more is indented by. */
  readonly unit: string;
  readonly eol: string;
  /** Between a key and its value. */
  readonly colon: string;
  /** Between two values on one line. */
  readonly comma: string;
}

/** The style for properties of an object, taken from its own, or else from what is around it. */
export function styleOf(document: JsonDocument, object: Node): Style {
  const { body, root } = document;
  const [outermost] = propertiesOf(root);
  const [first] = propertiesOf(object);
  const unit = outermost === undefined ? '  ' : (ownLineIndent(body, outermost.node.offset) ?? '  ');
  const onLines =
    first === undefined
      ? outermost === undefined || ownLineIndent(body, outermost.node.offset) !== undefined
      : ownLineIndent(body, first.node.offset) !== undefined;
  const empty = `${lineIndent(body, object.offset)}${unit}`;
  const sample = first ?? outermost;
  const colon = sample === undefined ? ': ' : between(body, sample.name, sample.value, ': ');
  return {
    indent: onLines ? (first === undefined ? empty : lineIndent(body, first.node.offset)) : undefined,
    unit,
    eol: /\r?\n/.exec(body)?.[0] ?? '\n',
    colon,
    comma: commaOf(body, object, colon),
  };
}

/** A value in a style. */
export function written(value: unknown, style: Style): string {
  const { indent, unit, eol, colon, comma } = style;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = indent === undefined ? undefined : indent + unit;
  const items = Array.isArray(value)
    ? value.map((item: unknown) => written(item, { ...style, indent: inner }))
    : Object.entries(value).map(
        ([key, item]) => `${JSON.stringify(key)}${colon}${written(item, { ...style, indent: inner })}`,
      );
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (items.length === 0) return `${open}${close}`;
  if (indent === undefined || inner === undefined) return `${open}${items.join(comma)}${close}`;
  return `${open}${eol}${inner}${items.join(`,${eol}${inner}`)}${eol}${indent}${close}`;
}

/** The white space from the beginning of the line to a place, if there is nothing else. */
function ownLineIndent(body: string, offset: number): string | undefined {
  const start = Math.max(body.lastIndexOf('\n', offset - 1), body.lastIndexOf('\r', offset - 1)) + 1;
  const before = body.slice(start, offset);
  return start > 0 && /^[ \t]*$/.test(before) ? before : undefined;
}

/** The white space that the line of a place begins with. */
export function lineIndent(body: string, offset: number): string {
  const start = Math.max(body.lastIndexOf('\n', offset - 1), body.lastIndexOf('\r', offset - 1)) + 1;
  return /^[ \t]*/.exec(body.slice(start, offset))?.[0] ?? '';
}

function between(body: string, left: Node, right: Node, otherwise: string): string {
  const text = body.slice(left.offset + left.length, right.offset);
  return /[\r\n]/.test(text) ? otherwise : text;
}

function commaOf(body: string, object: Node, colon: string): string {
  const [first, second] = propertiesOf(object);
  const usual = /\s$/.test(colon) ? ', ' : ',';
  return first === undefined || second === undefined ? usual : between(body, first.node, second.node, usual);
}
