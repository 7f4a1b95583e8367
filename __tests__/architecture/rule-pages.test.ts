import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { RULES, type RuleId } from '../../src/domain/rule.ts';
import { isProtected } from '../../src/manifest/ignore.ts';
import { HOME, rulePage } from '../../src/report/rule-pages.ts';

// The address that SARIF, annotations and tables link to is a file of the repository, with every section.
test.each(Object.keys(RULES) as RuleId[])('%s has a page where it is linked to', (rule) => {
  const path = rulePage(rule).replace(`${HOME}/blob/main/`, '');
  expect(existsSync(path)).toBe(true);
  const page = readFileSync(path, 'utf8');
  expect(page.match(/^#+ .*/gm)).toEqual([`# ${rule}`, '## Why it matters', '## How to fix it', '## How to accept it']);
  expect(page).toContain(`**${RULES[rule].severity}**`);
  expect(page.includes('It cannot be accepted')).toBe(isProtected(rule));
});
