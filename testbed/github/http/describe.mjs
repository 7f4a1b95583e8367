// @ts-check
/**
 * npm run describe --workspace testbed: takes what the stand-in's routes need out of GitHub's OpenAPI description, and writes it to
 * description.json. The package that holds it takes 385 MB on the disk, so it is fetched for this only.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { restRoutes } from '../rest/index.mjs';

const PACKAGE = '@octokit/openapi@23.0.2';
/** What a check has no use for. */
const PROSE = ['description', 'summary', 'example', 'examples'];

const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
try {
  const packed = execFileSync('npm', ['pack', PACKAGE, '--silent'], { cwd: folder, encoding: 'utf8' }).trim();
  execFileSync('tar', ['-xzf', packed, 'package/generated/api.github.com.json'], { cwd: folder });
  const whole = JSON.parse(readFileSync(join(folder, 'package/generated/api.github.com.json'), 'utf8'));
  const text = JSON.stringify(extracted(whole));
  writeFileSync(new URL('description.json', import.meta.url), `${text}\n`);
  console.log(`${PACKAGE}: ${restRoutes.length} operations, ${text.length} characters`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @param {any} whole @returns {object} the operations of the routes, and the components that they lead to */
function extracted({ paths: all, components: known }) {
  /** @type {Record<string, Record<string, object>>} */
  const paths = {};
  /** @type {Record<string, Record<string, object>>} */
  const components = { schemas: { 'basic-error': withoutProse(known.schemas['basic-error']) } };
  const follow = (/** @type {object} */ value) => {
    for (const [, kind = '', name = ''] of JSON.stringify(value).matchAll(/"#\/components\/([^/"]+)\/([^"]+)"/g)) {
      const group = (components[kind] ??= {});
      if (!(name in group)) {
        group[name] = withoutProse(known[kind][name]);
        follow(group[name] ?? {});
      }
    }
  };
  for (const { signature } of restRoutes) {
    const [method = '', path = ''] = signature.split(' ');
    const { externalDocs, parameters, requestBody, responses } = all[path][method.toLowerCase()];
    const operation = withoutProse({ parameters, requestBody, responses });
    paths[path] = { ...paths[path], [method.toLowerCase()]: { externalDocs, ...operation } };
    follow(operation);
  }
  return { paths, components };
}

/** Properties may have such names, too: those are objects. @param {any} value @returns {any} */
function withoutProse(value) {
  if (Array.isArray(value)) return value.map(withoutProse);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([key, inner]) => key !== 'examples' && key !== 'example' && !(PROSE.includes(key) && typeof inner === 'string'),
  );
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutProse(inner)]));
}
