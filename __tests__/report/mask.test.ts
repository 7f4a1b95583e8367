import { expect, test } from '@jest/globals';
import type { RunReport } from '../../src/domain/report.ts';
import { maskAccounts, maskedReport, maskingConsole } from '../../src/report/mask.ts';
import { FakeConsole } from '../helpers/fake-run.ts';

test.each([
  ['arn:aws:iam::111122223333:role/x', 'arn:aws:iam::************:role/x'],
  ['the account 111122223333.', 'the account ************.'],
  ['sha256:0a111122223333bb', 'sha256:0a111122223333bb'],
  ['1111222233334', '1111222233334'],
])('%s', (text, expected) => {
  expect(maskAccounts(text)).toBe(expected);
});

const ID = '111122223333';
const STARS = '*'.repeat(12);

test.each<[string, unknown, unknown]>([
  ['a text', { notes: [`see ${ID}`] }, { notes: [`see ${STARS}`] }],
  [
    'a text deep inside',
    { plan: { changes: [{ roleArn: `a:${ID}:b` }] } },
    { plan: { changes: [{ roleArn: `a:${STARS}:b` }] } },
  ],
  ['what is no text', { calls: { total: 111122223333 }, issue: null }, { calls: { total: 111122223333 }, issue: null }],
  ['where a file is', { files: [`config/${ID}/aws-exports.js`] }, { files: [`config/${ID}/aws-exports.js`] }],
  ['where a manifest is', { envs: [{ manifest: `${ID}/a.yml` }] }, { envs: [{ manifest: `${ID}/a.yml` }] }],
  ['where a change is made', { changes: [{ path: `${ID}/a.js` }] }, { changes: [{ path: `${ID}/a.js` }] }],
  ['where a finding is', { place: { file: `${ID}/a.yml`, line: 1 } }, { place: { file: `${ID}/a.yml`, line: 1 } }],
  ['a list that is called otherwise', { paths: [ID] }, { paths: [STARS] }],
  ['a fix without an id', { findings: [{ fix: 'a' }] }, { findings: [{ fix: 'a' }] }],
  ['a fix with an id, which would be wrong', { findings: [{ fix: ID, rule: 'a' }] }, { findings: [{ rule: 'a' }] }],
  ['the id elsewhere than in a fix', { findings: [{ hint: ID }] }, { findings: [{ hint: STARS }] }],
])('a report for people: %s', (_, report, expected) => {
  expect(maskedReport(report as RunReport)).toEqual(expected);
});

test('a console for people', async () => {
  const console = new FakeConsole();
  const masking = maskingConsole(console);
  masking.info(`info ${ID}`);
  masking.debug(`debug ${ID}`);
  await masking.group(`group ${ID}`, () => Promise.resolve());
  const place = { file: `${ID}.yml`, line: 1, column: 1, endLine: 1, endColumn: 1 };
  masking.annotate({ severity: 'notice', title: 't', message: `note ${ID}`, place });
  expect(console.lines).toEqual([`info ${STARS}`, `debug ${STARS}`, `group ${STARS}`]);
  expect(console.annotations).toEqual([{ severity: 'notice', title: 't', message: `note ${STARS}`, place }]);
});
