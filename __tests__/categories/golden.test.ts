import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { CATEGORIES } from '../../src/categories/index.ts';
import { policyOf } from '../../src/iam/document.ts';
import { SAMPLES } from '../helpers/category-samples.ts';
import { GRANTEES, SCOPE, statementsOf } from '../helpers/statements.ts';

// What a role really gets, for people to read: one document for every category, profile and kind of role.
const folder = new URL('./golden/', import.meta.url);
const PROFILES = ['amplify', 'strict'] as const;

describe.each(CATEGORIES.map(({ name }) => name))('%s', (name) => {
  describe.each(PROFILES)('%s', (profile) => {
    test.each(Object.entries(GRANTEES))('%s', (file, grantee) => {
      const statements = SAMPLES[name].flatMap((entry) => statementsOf(name, entry, grantee, { ...SCOPE, profile }));
      const golden: unknown = JSON.parse(readFileSync(new URL(`${name}.${profile}.${file}.json`, folder), 'utf8'));
      expect(policyOf(statements)).toEqual(golden);
    });
  });
});

test('no document is left over', () => {
  expect(readdirSync(folder)).toHaveLength(CATEGORIES.length * PROFILES.length * Object.keys(GRANTEES).length);
});
