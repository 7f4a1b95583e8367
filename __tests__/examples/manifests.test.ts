import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { resolveManifest } from '../../src/manifest/resolve.ts';

// What people copy must be right: by our own reading, and by the JSON Schema that their editors read.
const TODAY = '2026-11-25';
const folder = new URL('../../examples/', import.meta.url);
const manifests = readdirSync(folder).filter((name) => /^amplify-auth.*\.yml$/.test(name));
const textOf = (name: string) => readFileSync(new URL(name, folder), 'utf8');

/** The schema as published. */
const schema = z.fromJSONSchema(
  JSON.parse(readFileSync(new URL('../../schema/amplify-auth.schema.json', import.meta.url), 'utf8')) as Parameters<
    typeof z.fromJSONSchema
  >[0],
);

test('there are a small and a larger manifest', () => {
  expect(manifests).toEqual(['amplify-auth.accounts.yml', 'amplify-auth.yml']);
});

describe.each(manifests)('examples/%s', (name) => {
  test('has no finding', () => {
    expect(resolveManifest(textOf(name), name, TODAY).findings).toEqual([]);
  });

  test('is valid by the JSON Schema', () => {
    expect(schema.safeParse(parse(textOf(name))).error).toBeUndefined();
  });

  test('tells editors of the schema', () => {
    expect(textOf(name)).toMatch(
      /^# yaml-language-server: \$schema=https:\/\/\S+\/schema\/amplify-auth\.schema\.json\n/,
    );
  });

  test('names a role to read and another one to write for every env, so that the example workflows need no credentials', () => {
    const envs = resolveManifest(textOf(name), name, TODAY).manifest?.envs ?? [];
    expect(envs.length).toBeGreaterThan(1);
    for (const { roleToAssume } of envs) expect(roleToAssume?.read).not.toBe(roleToAssume?.write);
  });
});

test('the larger manifest shows what it says it shows', () => {
  const name = 'amplify-auth.accounts.yml';
  const envs = new Map(resolveManifest(textOf(name), name, TODAY).manifest?.envs.map((env) => [env.name, env]));
  expect([...envs].map(([env, { accountId }]) => [env, accountId])).toEqual([
    ['dev', '111122223333'],
    ['feature', '111122223333'],
    ['staging', '111122223333'],
    ['prod', '444455556666'],
  ]);
  expect(envs.get('feature')?.userPoolId).toBe(envs.get('dev')?.userPoolId);
  expect(JSON.stringify(envs.get('feature')?.categories)).toContain('shop-feature-uploads-111122223333');
});

test('the schema is no formality: a key that does not exist is refused', () => {
  const text = textOf('amplify-auth.yml').replace('userPoolId', 'userPolId');
  expect(schema.safeParse(parse(text)).success).toBe(false);
});
