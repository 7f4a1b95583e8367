import { parse, type CallExpression, type ModuleDeclaration, type Property, type Statement } from 'acorn';
import { isNestedDeeper, MAX_NESTING } from '../json/nesting.ts';
import { FRAME } from './resource-frame.ts';

/** What the manifest says of an env, in the words of `referenceAuth`. */
const IDS = new Set(['userPoolId', 'identityPoolId', 'userPoolClientId', 'authRoleArn', 'unauthRoleArn']);

/** Names that the frame declares. */
const DECLARED = new Set(['Env', 'envs', 'chosen']);

const MAX_CHARACTERS = 100_000;

const IMPORT_END = FRAME.indexOf('\n') + 1;
const EXPORT = FRAME.lastIndexOf('export const auth');

/**
 * An owner's `amplify/auth/resource.ts` with a place for the envs: the ids in its `referenceAuth({…})` give way to those of the env
 * that is deployed; imports, `access`, comments and all else stay. Undefined where the file is not of that kind. It is parsed and never
 * run.
 */
export function adoptedResource(text: string): string | undefined {
  const found = findCall(text);
  if (found === undefined) return undefined;
  const { importsEnd, call } = found;
  const [object] = call.arguments;
  if (object?.type !== 'ObjectExpression') return undefined;
  const properties = object.properties.flatMap((one) => (one.type === 'Property' ? [one] : []));
  const groups = properties.find((one) => nameOf(one) === 'groups');
  const cuts = properties
    .filter((one) => IDS.has(nameOf(one) ?? '') || one === groups)
    .map((one) => cutOf(text, one, object.end));
  if (cuts.some((cut) => cut === undefined)) return undefined;
  const kept = without(text, object.start + 1, object.end - 1, cuts as readonly Cut[]);
  const first = groups === undefined ? '' : `\n  ${text.slice(groups.start, groups.end)},`;
  const members = `{${first}\n  ...chosen().auth,${kept.trim() === '' ? '\n' : kept}}`;
  const frame = FRAME.slice(IMPORT_END, EXPORT).trimEnd();
  const body = text.slice(importsEnd, object.start).replace(/^[ \t]*\r?\n/, '\n');
  return `${text.slice(0, importsEnd)}\n${frame}\n${body}${members}${text.slice(object.end)}`;
}

interface Found {
  /** Where the last import ends. */
  readonly importsEnd: number;
  readonly call: CallExpression;
}

function findCall(text: string): Found | undefined {
  if (text.length > MAX_CHARACTERS || isNestedDeeper(text, MAX_NESTING)) return undefined;
  let body: readonly (Statement | ModuleDeclaration)[];
  try {
    ({ body } = parse(text, { ecmaVersion: 'latest', sourceType: 'module' }));
  } catch {
    return undefined;
  }
  const imports = body.flatMap((one) => (one.type === 'ImportDeclaration' ? [one] : []));
  const isImported = imports.some(
    ({ source, specifiers }) =>
      source.value === '@aws-amplify/backend' &&
      specifiers.some((one) => one.type === 'ImportSpecifier' && one.local.name === 'referenceAuth'),
  );
  if (!isImported || body.some((one) => namesIn(one).some((name) => DECLARED.has(name)))) return undefined;
  const calls = body.flatMap((one) => {
    if (one.type !== 'ExportNamedDeclaration' || one.declaration?.type !== 'VariableDeclaration') return [];
    return one.declaration.declarations.flatMap(({ id, init }) => {
      const isAuth = id.type === 'Identifier' && id.name === 'auth' && init?.type === 'CallExpression';
      return isAuth && init.callee.type === 'Identifier' && init.callee.name === 'referenceAuth' ? [init] : [];
    });
  });
  const [call] = calls;
  return call === undefined || calls.length > 1 ? undefined : { importsEnd: imports.at(-1)?.end ?? 0, call };
}

/** Names that a statement declares or imports at the top. */
function namesIn(statement: Statement | ModuleDeclaration): readonly string[] {
  const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
  if (statement.type === 'ImportDeclaration') return statement.specifiers.map(({ local }) => local.name);
  if (declaration?.type === 'FunctionDeclaration' || declaration?.type === 'ClassDeclaration') {
    return [declaration.id.name];
  }
  if (declaration?.type !== 'VariableDeclaration') return [];
  return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []));
}

function nameOf({ key, computed }: Property): string | undefined {
  if (computed) return undefined;
  return key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : undefined;
}

interface Cut {
  readonly from: number;
  readonly to: number;
}

/** A member with its comma and, where it stands alone on them, its lines; undefined where something stands between the two. */
function cutOf(text: string, { start, end }: Property, objectEnd: number): Cut | undefined {
  const comma = /^\s*,/.exec(text.slice(end, objectEnd));
  const isLast = /^\s*\}$/.test(text.slice(end, objectEnd));
  if (comma === null && !isLast) return undefined;
  const after = end + (comma?.[0].length ?? 0);
  const line = /^[ \t]*\r?\n/.exec(text.slice(after, objectEnd));
  const indent = /(?<=\n)[ \t]*$/.exec(text.slice(0, start));
  const isWholeLine = line !== null && indent !== null;
  return isWholeLine ? { from: indent.index, to: after + line[0].length } : { from: start, to: after };
}

function without(text: string, from: number, to: number, cuts: readonly Cut[]): string {
  let at = from;
  let kept = '';
  for (const cut of cuts) {
    kept += text.slice(at, cut.from);
    at = cut.to;
  }
  return kept + text.slice(at, to);
}
