import { describe, expect, test } from '@jest/globals';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { SCENARIOS } from '../../helpers/scenarios.ts';

// What people read on GitHub, for people to read here. `UPDATE_GOLDEN=1` writes the texts anew; scripts/screenshots/ makes pictures of them.
const folder = new URL('./golden/', import.meta.url);

describe('golden texts', () => {
  test.each(Object.entries(SCENARIOS))('%s', async (name, run) => {
    const texts = Object.entries(await run());
    const own = new URL(`${name}/`, folder);
    if (process.env['UPDATE_GOLDEN'] === '1') {
      mkdirSync(own, { recursive: true });
      for (const [text, written] of texts) writeFileSync(new URL(`${text}.md`, own), written);
    }
    expect(readdirSync(own).toSorted()).toEqual(texts.map(([text]) => `${text}.md`).toSorted());
    for (const [text, written] of texts) expect(written).toBe(readFileSync(new URL(`${text}.md`, own), 'utf8'));
  });
});
