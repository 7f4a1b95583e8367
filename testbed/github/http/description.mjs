// @ts-check
/**
 * GitHub's published OpenAPI description, as far as the stand-in's routes go (`npm run describe --workspace testbed` takes them out of
 * it again): what a REST request may say, and what its answer has to be. It is read at the first REST request of the process, and only
 * what is called is compiled.
 */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

/** @typedef {import('ajv').ValidateFunction} Validate */

/** @type {ReturnType<typeof readDescription> | undefined} */
let description;
const described = () => (description ??= readDescription());

/** @param {string} signature @returns {string} where GitHub documents the operation */
export function documentationOf(signature) {
  return described().operation(signature).externalDocs.url;
}

/**
 * @param {string} signature as the description has it: `POST /repos/{owner}/{repo}/pulls`
 * @param {'query' | 'body' | number} part of the request, or the answer with this status
 * @param {unknown} value
 * @returns {string} what differs from the description, by a line for each place (12 at most); empty where nothing does
 */
export function differencesFrom(signature, part, value) {
  const validate = described().schema(signature, part);
  if (!validate) {
    return value === undefined ? '' : 'there should be no body';
  }
  return validate(value) ? '' : (validate.errors ?? []).slice(0, 12).map(differenceOf).join('\n');
}

/** @param {import('ajv').ErrorObject} error */
function differenceOf({ instancePath, message, params }) {
  const allowed = params['allowedValues'] ? `: ${JSON.stringify(params['allowedValues'])}` : '';
  return `${instancePath || 'it'} ${message}${allowed}`;
}

function readDescription() {
  const file = new URL('description.json', import.meta.url);
  const { paths, components } = JSON.parse(readFileSync(file, 'utf8'));
  const { 'pull-request-simple': pull, 'pull-request-review-comment': comment } = components.schemas;
  // What the description leaves out: labels without a description, and comments whose line is gone.
  pull.properties.labels.items.properties.description.nullable = true;
  comment.properties.line.nullable = true;
  const compile = compilerFor(components.schemas, false);
  const compileQuery = compilerFor(components.schemas, true);
  const target = (/** @type {any} */ one) => {
    const [, , kind, name] = one?.$ref?.split('/') ?? [];
    return kind ? components[kind][name] : one;
  };
  const schemaOf = (/** @type {any} */ message) => target(message)?.content?.['application/json']?.schema;
  /** @type {Map<string, Validate | undefined>} */
  const compiled = new Map();

  const operation = (/** @type {string} */ signature) => {
    const [method = '', path = ''] = signature.split(' ');
    return paths[path][method.toLowerCase()];
  };
  const schema = (/** @type {string} */ signature, /** @type {'query' | 'body' | number} */ part) => {
    const key = `${signature} ${part}`;
    if (!compiled.has(key)) {
      const { parameters = [], requestBody, responses } = operation(signature);
      if (part === 'query') {
        const named = parameters.map(target).map((/** @type {any} */ { name, schema }) => [name, schema]);
        compiled.set(key, compileQuery({ properties: Object.fromEntries(named) }));
      } else {
        const refusal = Number(part) >= 400 ? components.schemas['basic-error'] : undefined;
        const found = schemaOf(part === 'body' ? requestBody : responses[part]) ?? refusal;
        compiled.set(key, found && compile(found));
      }
    }
    return compiled.get(key);
  };
  return { operation, schema };
}

/**
 * @param {Record<string, object>} components schemas that others refer to by name
 * @param {boolean} coerceTypes what stands in an address is text
 * @returns {(schema: object) => Validate}
 */
function compilerFor(components, coerceTypes) {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false, validateSchema: false, coerceTypes });
  addFormats.default(ajv);
  /** @type {Set<string>} */
  const added = new Set();
  /** With components by their name; added when the first schema refers to them. @param {object} schema */
  const located = (schema) => {
    const text = JSON.stringify(schema);
    for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (!added.has(name)) {
        added.add(name);
        ajv.addSchema(located(components[name] ?? {}), name);
      }
    }
    return JSON.parse(text.replaceAll('"#/components/schemas/', '"'), orNull);
  };
  return (schema) => ajv.compile(located(schema));
}

/**
 * `nullable` of OpenAPI 3.0 in the words of JSON Schema; ajv takes it only beside a `type`.
 *
 * @param {string} _
 * @param {any} value
 */
function orNull(_, value) {
  if (value?.nullable !== true) {
    return value;
  }
  const schema = { ...value };
  delete schema.nullable;
  return { anyOf: [{ type: 'null' }, schema] };
}
