import { describe, expect, test } from '@jest/globals';
import { REPORTERS } from '../../src/reporters/index.ts';
import { Shop } from '../helpers/shop.ts';

const LOCAL = { 'sarif-file': 'findings.sarif' };

/** What a run leaves that needs no network, by the reporter that leaves it, and a port on which that reporter relies alone. */
const LEFT: readonly (readonly [what: string, isThere: (shop: Shop) => boolean, breakIt: (shop: Shop) => void])[] = [
  [
    'the plan',
    ({ results }) => results.files.has('plan.json'),
    (shop) => {
      refuse(shop, 'plan.json');
    },
  ],
  [
    'the report',
    ({ results }) => results.files.has('report.json'),
    (shop) => {
      refuse(shop, 'report.json');
    },
  ],
  [
    'the SARIF file',
    ({ workspace }) => workspace.files.has('findings.sarif'),
    ({ workspace }) => {
      workspace.stage = () => Promise.reject(new Error('no room'));
    },
  ],
  [
    'the outputs',
    ({ results }) => results.outputs.has('result'),
    ({ results }) => {
      results.setOutput = () => {
        throw new Error('no room');
      };
    },
  ],
  [
    'the summary',
    ({ results }) => results.summaries !== '',
    ({ results }) => {
      results.summary = () => Promise.reject(new Error('no room'));
    },
  ],
];

function refuse({ results }: Shop, refused: string): void {
  const write = results.writeReport.bind(results);
  results.writeReport = (name, text) => (name === refused ? Promise.reject(new Error('no room')) : write(name, text));
}

describe('the list of reporters', () => {
  test('each has a name of its own', () => {
    expect(new Set(REPORTERS.map(({ what }) => what)).size).toBe(REPORTERS.length);
  });

  test('what asks GitHub names the permission that it needs', () => {
    const asking = REPORTERS.filter(({ stage }) => stage === 'github');
    expect(asking.map(({ permission }) => permission)).not.toContain(undefined);
    expect(asking.length).toBeGreaterThan(0);
  });

  test('each that writes without network is tried below', () => {
    const writing = REPORTERS.filter(({ stage, what }) => stage === 'here' && what !== 'the annotations');
    expect(writing.map(({ what }) => what)).toEqual(LEFT.map(([what]) => what));
  });
});

test.each(LEFT)(
  '%s that cannot be written is a warning, and takes no other with it',
  async (what, isThere, breakIt) => {
    const shop = new Shop('dev');
    breakIt(shop);
    const { code } = await shop.step('validate', LOCAL);
    const name = `${what.charAt(0).toUpperCase()}${what.slice(1)}`;
    expect(code).toBe(0);
    expect(shop.console.annotations).toContainEqual(
      expect.objectContaining({ severity: 'warning', message: `${name} could not be written: no room` }),
    );
    expect(isThere(shop)).toBe(false);
    for (const [other, isOtherThere] of LEFT)
      if (other !== what) expect([other, isOtherThere(shop)]).toEqual([other, true]);
  },
);
