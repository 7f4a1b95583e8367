import { expect, test } from '@jest/globals';
import { ISSUE_LABEL, keepIssue, type DriftIssue } from '../../src/publish/drift-issue.ts';
import { FakeGitHub } from '../helpers/fake-github.ts';

const MARKER = '<!-- drift:shop -->';

function keep(github: FakeGitHub, { body = 'one', ...changes }: Partial<Omit<DriftIssue, 'body'>> & { body?: string }) {
  const texts = { marker: MARKER, title: 'Drift in shop', body: () => body };
  const issue = { ...texts, drifted: true, complete: true, ...changes };
  return keepIssue(issue, github.issues, async (number, text) => {
    await github.comments.create(number, text);
  });
}

test('opened once, updated, closed with a word, opened anew', async () => {
  const github = new FakeGitHub();
  const first = await keep(github, {});
  expect(await keep(github, { body: 'two' })).toBe(first);
  expect(github.tickets).toEqual([
    {
      number: first,
      title: 'Drift in shop',
      body: `${MARKER}\ntwo`,
      labels: [ISSUE_LABEL],
      own: true,
      open: true,
    },
  ]);
  const writes = github.writes.length;
  await keep(github, { body: 'two' });
  expect(github.writes).toHaveLength(writes);

  expect(await keep(github, { drifted: false, body: 'fine' })).toBeUndefined();
  expect(github.tickets[0]?.open).toBe(false);
  expect(github.threads.map(({ on, body }) => [on, body])).toEqual([
    [first, expect.stringContaining('gone') as unknown],
  ]);
  expect(await keep(github, {})).not.toBe(first);
});

test('its text is made from what it says so far', async () => {
  const github = new FakeGitHub();
  const seen: (string | undefined)[] = [];
  const issue = {
    marker: MARKER,
    title: 'Drift in shop',
    body: (before: string | undefined) => {
      seen.push(before);
      return 'one';
    },
    drifted: true,
    complete: true,
  };
  for (let run = 1; run <= 2; run += 1) await keepIssue(issue, github.issues, () => Promise.resolve());
  expect(seen).toEqual([undefined, `${MARKER}\none`]);
});

test('not rewritten for the link to another run', async () => {
  const github = new FakeGitHub();
  const text = (run: number) => `drift [run ${run}](https://github.com/o/r/actions/runs/${run})`;
  await keep(github, { body: text(1) });
  await keep(github, { body: text(2) });
  expect(github.tickets[0]?.body).toBe(`${MARKER}\n${text(1)}`);
});

test('no drift and no issue: nothing is written', async () => {
  const github = new FakeGitHub();
  expect(await keep(github, { drifted: false })).toBeUndefined();
  expect(github.writes).toEqual([]);
});

test('a run that did not see everything closes nothing', async () => {
  const github = new FakeGitHub();
  const number = await keep(github, {});
  expect(await keep(github, { drifted: false, complete: false })).toBe(number);
  expect(github.tickets[0]?.open).toBe(true);
});

test("other people's issues with our mark stay untouched", async () => {
  const github = new FakeGitHub();
  const planted = {
    number: 900,
    title: 'x',
    body: `${MARKER}\nplanted`,
    labels: [ISSUE_LABEL],
    own: false,
    open: true,
  };
  github.tickets.push(planted);
  await keep(github, {});
  await keep(github, { drifted: false });
  expect(github.tickets[0]).toEqual(planted);
});

test('doubles are closed', async () => {
  const github = new FakeGitHub();
  for (const number of [901, 902]) {
    github.tickets.push({ number, title: 'x', body: MARKER, labels: [ISSUE_LABEL], own: true, open: true });
  }
  expect(await keep(github, {})).toBe(901);
  expect(github.tickets.map(({ open }) => open)).toEqual([true, false]);
});
