import { expect, test } from '@jest/globals';
import { keepComment } from '../../src/publish/sticky-comment.ts';
import { FakeGitHub } from '../helpers/fake-github.ts';

const MARKER = '<!-- ours -->';

function keep(
  github: FakeGitHub,
  body: string,
  worthwhile = true,
  mode: 'never' | 'on-change' | 'always' = 'on-change',
) {
  return keepComment({ pullRequest: 7, marker: MARKER, body, worthwhile }, mode, github.comments);
}

function bodies(github: FakeGitHub): readonly string[] {
  return github.threads.map(({ body }) => body);
}

test('made once, updated in place, not rewritten when it says the same', async () => {
  const github = new FakeGitHub();
  await keep(github, 'one');
  await keep(github, 'two');
  expect(bodies(github)).toEqual([`${MARKER}\ntwo`]);
  const writes = github.writes.length;
  await keep(github, 'two');
  expect(github.writes).toHaveLength(writes);
});

test('not rewritten for the link to another run, but for anything else', async () => {
  const github = new FakeGitHub();
  const text = (run: number, sha: string) =>
    `[summary](https://github.com/o/r/actions/runs/${run}) [run ${run}](https://github.com/o/r/actions/runs/${run}) ${sha}`;
  await keep(github, text(1, 'a'));
  await keep(github, text(2, 'a'));
  expect(bodies(github)).toEqual([`${MARKER}\n${text(1, 'a')}`]);
  await keep(github, text(3, 'b'));
  expect(bodies(github)).toEqual([`${MARKER}\n${text(3, 'b')}`]);
});

test.each([
  ['of another author', { own: false, body: `${MARKER}\nplanted` }],
  ['that only quotes the mark', { own: true, body: `> ${MARKER}\nhm` }],
  ['of another mark', { own: true, body: '<!-- ours too -->\nhm' }],
])('a comment %s stays untouched', async (_, comment) => {
  const github = new FakeGitHub();
  github.threads.push({ id: 900, on: 7, ...comment });
  await keep(github, 'one');
  await keep(github, 'two');
  expect(bodies(github)).toEqual([comment.body, `${MARKER}\ntwo`]);
});

test.each([
  ['never', true, false],
  ['never', false, false],
  ['on-change', false, false],
  ['on-change', true, true],
  ['always', false, true],
] as const)('%s, worthwhile %s', async (mode, worthwhile, written) => {
  const github = new FakeGitHub();
  await keep(github, 'one', worthwhile, mode);
  expect(github.threads).toHaveLength(written ? 1 : 0);
});

test('once there, it is kept up to date when nothing is wrong any more', async () => {
  const github = new FakeGitHub();
  await keep(github, 'bad');
  await keep(github, 'fine', false);
  expect(bodies(github)).toEqual([`${MARKER}\nfine`]);
});

test('of two, the older stays', async () => {
  const github = new FakeGitHub();
  for (const id of [12, 11]) github.threads.push({ id, on: 7, own: true, body: `${MARKER}\nold` });
  await keep(github, 'new');
  expect(github.threads).toEqual([{ id: 11, on: 7, own: true, body: `${MARKER}\nnew` }]);
});
