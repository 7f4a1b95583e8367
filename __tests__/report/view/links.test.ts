import { expect, test } from '@jest/globals';
import { triggerOf } from '../../../src/adapters/trigger.ts';
import { commitUrl, lineUrl, linksOf, NO_LINKS } from '../../../src/report/view/links.ts';
import { rulePage } from '../../../src/report/rule-pages.ts';
import { placeAtLine } from '../../helpers/reports.ts';

test('the line of the commit that was checked out, and the page of the run', () => {
  const links = linksOf(
    triggerOf({
      GITHUB_SERVER_URL: 'https://ghe.example/',
      GITHUB_REPOSITORY: 'octo/shop',
      GITHUB_SHA: 'abc',
      GITHUB_RUN_ID: '4711',
    }),
  );
  expect(lineUrl(links, placeAtLine(7))).toBe('https://ghe.example/octo/shop/blob/abc/amplify-auth.yml#L7');
  expect(lineUrl(links, { ...placeAtLine(7), file: 'a b/#?.yml', endLine: 9 })).toBe(
    'https://ghe.example/octo/shop/blob/abc/a%20b/%23%3F.yml#L7-L9',
  );
  expect(links.run).toBe('https://ghe.example/octo/shop/actions/runs/4711');
  expect(commitUrl(links, 'abc')).toBe('https://ghe.example/octo/shop/commit/abc');
});

test('no link where there is nothing to link to', () => {
  expect(linksOf(triggerOf({}))).toEqual(NO_LINKS);
  expect(lineUrl(NO_LINKS, placeAtLine(7))).toBeUndefined();
  expect(
    lineUrl({ ...NO_LINKS, repository: 'https://github.com/o/r', commit: 'a' }, { ...placeAtLine(1), file: '' }),
  ).toBeUndefined();
});

test('a rule has one page', () => {
  expect(rulePage('trust/audience')).toMatch(/^https:\/\/.*\/docs\/rules\/trust\/audience\.md$/);
});
