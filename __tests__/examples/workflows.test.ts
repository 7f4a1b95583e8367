import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { COMMANDS } from '../../src/interface/commands.ts';
import { eventRules } from '../../src/interface/events.ts';
import { INPUTS } from '../../src/interface/input-table.ts';
import { COMMAND_NAMES } from '../../src/interface/commands.ts';
import { OUTPUTS } from '../../src/interface/outputs.ts';

// Workflows that people copy, and our own: what actionlint does not know about them. Their syntax is actionlint's business
// (`npm run lint:workflows`), and that they work is act's (`npm run test:act`).
interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const root = new URL('../../', import.meta.url);
const workflowsIn = (folder: string) =>
  readdirSync(new URL(folder, root))
    .filter((name) => name.endsWith('.yml') && !name.startsWith('amplify-auth'))
    .map((name) => folder + name);
const examples = workflowsIn('examples/');
const textOf = (path: string) => readFileSync(new URL(path, root), 'utf8');
const read = (path: string) => parse(textOf(path)) as Workflow;
const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps }) => steps);
const isOurs = ({ uses = '' }: Step) => uses === './' || uses.startsWith('org/amplify-import-auth@');

const pinned = [
  ...examples,
  ...workflowsIn('.github/workflows/'),
  ...workflowsIn('testbed/runner/act/workflows/'),
  'docs/github.md',
];

test.each(pinned)('%s pins the actions of others by commit, and says of which version it is', (path) => {
  const used = [...textOf(path).matchAll(/uses: (.+)/g)].map(([, reference = '']) => reference);
  const others = used.filter((reference) => !isOurs({ uses: reference }));
  for (const reference of others) expect(reference).toMatch(/^[\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test('one commit stands for one version everywhere', () => {
  const pins = new Set(pinned.flatMap((path) => textOf(path).match(/[\w-]+\/[\w/-]+@[0-9a-f]{40} # \S+/g) ?? []));
  const actions = [...pins].map((pin) => pin.split('@')[0]);
  expect(actions.toSorted()).toEqual([...new Set(actions)].toSorted());
});

describe.each(examples)('%s', (path) => {
  const workflow = read(path);

  test('gives each job its permissions, and nothing more', () => {
    expect(workflow.permissions).toEqual({});
    for (const job of Object.values(workflow.jobs)) expect(job.permissions).toBeDefined();
  });

  test('ends when it hangs, and says what happens when two runs meet', () => {
    expect(workflow.concurrency).toBeDefined();
    for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
  });

  test('leaves no token in the checkout', () => {
    const checkouts = stepsOf(workflow).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBeGreaterThan(0);
    for (const step of checkouts) expect(step.with).toMatchObject({ 'persist-credentials': false });
  });

  test('knows our inputs, commands and outputs', () => {
    const ours = stepsOf(workflow).filter(isOurs);
    const inputs = ours.flatMap((step) => Object.keys(step.with ?? {}));
    expect(without(inputs, Object.keys(INPUTS))).toEqual([]);
    const commands = ours.map((step) => String(step.with?.['command']));
    expect(without(commands, COMMAND_NAMES)).toEqual([]);
    for (const id of ours.flatMap((step) => step.id ?? [])) {
      const used = [...textOf(path).matchAll(new RegExp(`steps\\.${id}\\.outputs\\.([\\w-]+)`, 'g'))];
      expect(
        without(
          used.map(([, name = '']) => name),
          Object.keys(OUTPUTS),
        ),
      ).toEqual([]);
    }
  });

  test('applies on no event that refuses it', () => {
    const writes = stepsOf(workflow).some(
      ({ with: inputs }) => inputs?.['command'] === 'apply' && COMMANDS.apply.writes,
    );
    const refusing = Object.keys(workflow.on).filter((event) => !eventRules(event).writes);
    expect(writes ? refusing : []).toEqual([]);
  });
});

test('the README of the examples lists them all', () => {
  const names = readdirSync(new URL('examples/', root)).filter((name) => name.endsWith('.yml'));
  for (const name of names) expect(textOf('examples/README.md')).toContain(`[${name}](${name})`);
});

function without(names: readonly string[], known: readonly string[]): readonly string[] {
  return names.filter((name) => !known.includes(name));
}
