import { parse, type Expression, type Program } from 'acorn';

/**
 * More than any file of the CLI holds. A constant counts again wherever it is used: lists of lists of it would fill the memory once they
 * are written. A long text counts one more per 100 characters.
 */
const LIMITS = { maxDepth: 100, maxValues: 100_000 } as const;

/** Constants, with how many values each stands for and how deep they are. */
type Scope = Map<string, Measured>;

interface Measured {
  readonly value: unknown;
  readonly size: number;
  readonly depth: number;
}

/**
 * The default export of a module that holds values and nothing else. The Amplify CLI runs the file to learn what is in it; it is
 * somebody else's code, so here it is only read: literals, lists, objects, and constants made of them. Undefined where it holds
 * anything that would have to be run.
 */
export function readExports(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const exported = exportOf(parse(text, { ecmaVersion: 'latest', sourceType: 'module' }));
    return isObject(exported) ? exported : undefined;
  } catch (error) {
    // Not JavaScript at all, deeper than the parser can go, or something to be run.
    if (error instanceof SyntaxError || error instanceof RangeError || error instanceof NotPlain) return undefined;
    throw error;
  }
}

/** The file holds something that is no plain value. */
class NotPlain extends Error {}

function exportOf({ body }: Program): unknown {
  const scope: Scope = new Map();
  let exported: unknown;
  for (const statement of body) {
    if (statement.type === 'VariableDeclaration') {
      for (const { id, init } of statement.declarations) {
        if (id.type !== 'Identifier' || !init) throw new NotPlain();
        scope.set(id.name, valueOf(init, scope));
      }
    } else if (statement.type === 'ExportDefaultDeclaration') {
      exported = valueOf(statement.declaration as Expression, scope).value;
    } else if (statement.type === 'ExpressionStatement') {
      // `'use strict'`, and the form of CommonJS.
      if (statement.directive === undefined) exported = commonJsExport(statement.expression, scope);
    } else if (statement.type !== 'EmptyStatement') {
      throw new NotPlain();
    }
  }
  return exported;
}

function commonJsExport(expression: Expression, scope: Scope): unknown {
  if (expression.type !== 'AssignmentExpression' || expression.operator !== '=') throw new NotPlain();
  const { left, right } = expression;
  const isExport =
    left.type === 'MemberExpression' &&
    !left.computed &&
    left.object.type === 'Identifier' &&
    left.property.type === 'Identifier' &&
    ['module.exports', 'exports.default'].includes(`${left.object.name}.${left.property.name}`);
  if (!isExport) throw new NotPlain();
  return valueOf(right, scope).value;
}

function valueOf(node: Expression, scope: Scope): Measured {
  switch (node.type) {
    case 'Literal':
      return leaf(literal(node.value));
    case 'TemplateLiteral': {
      const [only, ...more] = node.quasis;
      if (only === undefined || more.length > 0) throw new NotPlain();
      return leaf(only.value.cooked);
    }
    case 'UnaryExpression': {
      const { value } = valueOf(node.argument, scope);
      if (node.operator !== '-' || typeof value !== 'number') throw new NotPlain();
      return leaf(-value);
    }
    case 'ArrayExpression': {
      const items = node.elements.map((element) => {
        if (element === null || element.type === 'SpreadElement') throw new NotPlain();
        return valueOf(element, scope);
      });
      return measured(
        items.map(({ value }) => value),
        items,
      );
    }
    case 'ObjectExpression': {
      const members = node.properties.map((property) => {
        if (property.type === 'SpreadElement' || property.computed || property.kind !== 'init') throw new NotPlain();
        return [keyOf(property.key), valueOf(property.value, scope)] as const;
      });
      return measured(
        Object.fromEntries(members.map(([key, { value }]) => [key, value])),
        members.map(([, member]) => member),
      );
    }
    case 'Identifier': {
      if (node.name === 'undefined') return leaf(undefined);
      const constant = scope.get(node.name);
      if (constant === undefined) throw new NotPlain();
      return constant;
    }
    default:
      throw new NotPlain();
  }
}

function leaf(value: unknown): Measured {
  return { value, size: typeof value === 'string' ? 1 + Math.floor(value.length / 100) : 1, depth: 0 };
}

function measured(value: unknown, members: readonly Measured[]): Measured {
  const size = members.reduce((sum, member) => sum + member.size, 1);
  const depth = members.reduce((most, member) => Math.max(most, member.depth), 0) + 1;
  if (size > LIMITS.maxValues || depth > LIMITS.maxDepth) throw new NotPlain();
  return { value, size, depth };
}

/** Regular expressions and big integers have no place in JSON, which the file is written as. */
function literal(value: unknown): unknown {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value;
  throw new NotPlain();
}

/** `__proto__` is no key in JavaScript: it changes what the object inherits. */
function keyOf(key: Expression): string {
  const name = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : undefined;
  if (name === undefined || name === '__proto__') throw new NotPlain();
  return name;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
