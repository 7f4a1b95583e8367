import type { Node } from 'jsonc-parser';
import { find, propertiesOf, readJson, valueOf, type JsonDocument } from './document.ts';
import { lineIndent, styleOf, written } from './style.ts';

/** Where a new key goes: after all others, among keys that are sorted, or by a list of keys whose order is known. */
export type KeyOrder = 'last' | 'sorted' | readonly string[];

/**
 * The text with another value at a path; objects that are missing on the way are made. Nothing else changes, to the byte: a value
 * that is there is replaced on the spot, a new one is laid out as its neighbors are.
 *
 * @throws where the text is no JSON, or the path leads through something else than objects.
 */
export function withJson(text: string, path: readonly string[], value: unknown, order: KeyOrder = 'last'): string {
  const document = understood(text);
  const found = find(document, path);
  if (found.state === 'fault') throw new Error(found.reason);
  if (found.state === 'absent') {
    const [key, ...inner] = found.missing;
    const whole = inner.reduceRight<unknown>((below, one) => ({ [one]: below }), value);
    return inserted(document, found.in, key, whole, order);
  }
  const { offset, length } = found.node;
  const object = found.node.parent?.parent ?? document.root;
  return replaced(document, offset, offset + length, written(value, styleOf(document, object)));
}

/** The text without what is at a path, and without the comma that it needed. */
export function withoutJson(text: string, path: readonly string[]): string {
  const document = understood(text);
  const found = find(document, path);
  if (found.state === 'fault') throw new Error(found.reason);
  const property = found.state === 'found' ? found.node.parent : undefined;
  const object = property?.parent;
  if (property === undefined || object === undefined) return text;
  const properties = propertiesOf(object);
  const index = properties.findIndex(({ node }) => node === property);
  const [before, after] = [properties[index - 1]?.node, properties[index + 1]?.node];
  if (before !== undefined) return replaced(document, endOf(before), endOf(property), '');
  if (after !== undefined) return replaced(document, property.offset, after.offset, '');
  return replaced(document, object.offset, endOf(object), '{}');
}

function understood(text: string): JsonDocument {
  const document = readJson(text);
  if (typeof document === 'string') throw new Error(document);
  return document;
}

function inserted(document: JsonDocument, object: Node, key: string, value: unknown, order: KeyOrder): string {
  const { body } = document;
  const style = styleOf(document, object);
  const text = `${JSON.stringify(key)}${style.colon}${written(value, style)}`;
  const properties = propertiesOf(object);
  const last = properties.at(-1);
  if (last === undefined) {
    const closing = lineIndent(body, object.offset);
    const inside = style.indent === undefined ? text : `${style.eol}${style.indent}${text}${style.eol}${closing}`;
    return replaced(document, object.offset, endOf(object), `{${inside}}`);
  }
  const separator = style.indent === undefined ? style.comma : `,${style.eol}${style.indent}`;
  const next =
    properties[
      placeFor(
        key,
        properties.map((property) => property.key),
        order,
      )
    ];
  if (next !== undefined) return replaced(document, next.node.offset, next.node.offset, `${text}${separator}`);
  return replaced(document, endOf(last.node), endOf(last.node), `${separator}${text}`);
}

/** The index of the key that is to follow; that of none where the new one comes last. */
function placeFor(key: string, keys: readonly string[], order: KeyOrder): number {
  if (order === 'last') return keys.length;
  if (order === 'sorted') {
    const isSorted = keys.every((one, index) => index === 0 || (keys[index - 1] ?? '') <= one);
    const next = isSorted ? keys.findIndex((one) => one > key) : -1;
    return next < 0 ? keys.length : next;
  }
  const later = new Set(order.slice(order.indexOf(key) + 1));
  const next = keys.findIndex((one) => later.has(one));
  return next < 0 ? keys.length : next;
}

/** The value at a path; undefined where nothing is, or nobody can tell. */
export function jsonAt(document: JsonDocument, path: readonly string[]): unknown {
  const found = find(document, path);
  return found.state === 'found' ? valueOf(document, found.node) : undefined;
}

function replaced({ bom, body }: JsonDocument, from: number, to: number, text: string): string {
  return `${bom}${body.slice(0, from)}${text}${body.slice(to)}`;
}

function endOf({ offset, length }: Node): number {
  return offset + length;
}
