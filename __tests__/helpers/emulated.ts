import { expect } from '@jest/globals';
import { type AwsClients, type Environment, seedEnvironment, type SeedOptions } from '@amplify-import-auth/testbed/aws';
import { aws } from '../../src/adapters/aws/aws.ts';
import type { RunReport } from '../../src/domain/report.ts';
import { RULES, type RuleId } from '../../src/domain/rule.ts';
import { loadInputs } from '../../src/interface/inputs.ts';
import type { InputName } from '../../src/interface/input-table.ts';
import { runPipeline } from '../../src/app/pipeline.ts';
import { awsEnv, clientsFor, freshAccount } from './emulator.ts';
import { FakeRuntime, fakeSurroundings } from './fake-run.ts';
import { FakeWorkspace } from './fake-workspace.ts';
import { marked, type Marked } from './marked.ts';

// Commands run in this process, with the real AWS adapter on the emulator and everything else faked.

export interface RunOptions {
  readonly command?: 'validate' | 'plan';
  readonly inputs?: Partial<Record<InputName, string>>;
  /** Variables on top of those that give the account's root credentials. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly today?: string;
}

/**
 * Runs a command on a manifest in the name of an account's root. The SDK reads its credentials from `process.env`, so the tests of
 * one file must run one after the other.
 */
export async function runEmulated(account: string, manifest: string, options: RunOptions = {}): Promise<RunReport> {
  Object.assign(process.env, awsEnv(account), options.variables);
  const runtime = new FakeRuntime();
  runtime.day = options.today ?? runtime.day;
  const loaded = loadInputs((name) => (name === 'command' ? options.command : options.inputs?.[name]) ?? '');
  if (loaded.problems.length > 0) throw new Error(loaded.problems.join('\n'));
  const { report } = await runPipeline(loaded.inputs, {
    ...fakeSurroundings(runtime),
    aws: aws({
      userAgent: 'test',
      sessionName: 'test',
      idToken: undefined,
      mask: () => undefined,
      quotaShare: loaded.inputs.quotaShare,
      clock: {
        now: () => performance.now(),
        sleep: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
      },
      cancelled: runtime.cancelled,
    }),
    workspace: new FakeWorkspace({ 'amplify-auth.yml': manifest, ...options.files }),
  });
  return report;
}

/** One env with exactly one thing wrong, or nothing. */
export interface RuleCase extends RunOptions {
  readonly what: string;
  /** What is seeded otherwise than a healthy env. */
  readonly seed?: SeedOptions;
  /** Changes what was seeded. */
  readonly change?: (env: Environment, clients: AwsClients) => Promise<void>;
  /** Makes more, and names it for the texts below. */
  readonly also?: (env: Environment, clients: AwsClients) => Promise<Readonly<Record<string, string>>>;
  /** The manifest. `<webClientId>` and the like stand for seeded values, a mark `▸` at each place of `finds`. */
  readonly yaml: string;
  /**
   * What is found at the marks, in their order: `rule`, followed by the severity where it is not the rule's own, and by the env
   * where it is not `dev` (`–`: the whole manifest).
   */
  readonly finds: readonly string[];
  /** Rules that cannot be judged because of the fault. */
  readonly unchecked?: readonly RuleId[];
  /** Texts that the messages, or the hints, hold. */
  readonly says?: readonly string[];
  readonly hints?: readonly string[];
}

/** Seeds a case in an account of its own and expects exactly its findings. */
export async function checkCase(given: RuleCase): Promise<void> {
  const clients = clientsFor(freshAccount());
  const env = await seedEnvironment(clients, given.seed);
  await given.change?.(env, clients);
  const values = { ...namesOf(env), ...(await given.also?.(env, clients)) };
  clients.destroy();
  const { text, places } = marked(fill(given.yaml, values));
  const report = await runEmulated(clients.account, text, filled(given, values));
  expectFindings(report, given.finds, places);
  expect([...new Set(report.unchecked.map(({ rule }) => rule))].toSorted()).toEqual(
    [...(given.unchecked ?? [])].toSorted(),
  );
  const messages = report.findings.map(({ message }) => message).join('\n');
  const hints = report.findings.map(({ hint = '' }) => hint).join('\n');
  for (const part of given.says ?? []) expect(messages).toContain(fill(part, values));
  for (const part of given.hints ?? []) expect(hints).toContain(fill(part, values));
  expect(report.incomplete).toBeUndefined();
}

const SEVERITIES = ['error', 'warning', 'notice'];

/** Expects exactly these findings at these places; `finds` as in a {@link RuleCase}. */
export function expectFindings(report: RunReport, finds: readonly string[], places: Marked['places']): void {
  const expected = finds.map((find, index) => {
    const [rule = '', ...more] = find.split(' ');
    const severity = more.find((word) => SEVERITIES.includes(word)) ?? RULES[rule as RuleId].severity;
    const env = more.find((word) => !SEVERITIES.includes(word)) ?? 'dev';
    return `${rule} ${severity} ${places[index]?.line ?? 0}:${places[index]?.column ?? 0} ${env}`;
  });
  const found = report.findings.map(
    ({ rule, severity, env, place }) => `${rule} ${severity} ${place.line}:${place.column} ${env ?? '–'}`,
  );
  expect(found.toSorted()).toEqual(expected.toSorted());
  expect(places).toHaveLength(expected.length);
}

/** A manifest of one env called `dev`, whose lines are given; `head` comes before the envs. */
export function dev(...lines: readonly string[]): string {
  return manifest([], lines);
}

export function manifest(head: readonly string[], lines: readonly string[]): string {
  return ['version: 1', 'project: shop', ...head, 'envs:', '  dev:', ...lines.map((one) => `    ${one}`), ''].join(
    '\n',
  );
}

/** The ids of a seeded env, as a manifest names them. */
export const USER_POOL = 'userPoolId: <userPoolId>';
export const WEB = 'webClientId: <webClientId>';
export const NATIVE = 'nativeClientId: <nativeClientId>';
export const IDENTITY_POOL = 'identityPoolId: <identityPoolId>';

/** `<name>` in a text, replaced by the value of that name; one that is unknown or empty is a mistake in the test. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/<([\w.]+)>/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined || value === '') throw new Error(`${whole} was not seeded`);
    return value;
  });
}

function filled({ inputs = {}, ...options }: RunOptions, values: Readonly<Record<string, string>>): RunOptions {
  const texts = Object.entries(inputs).map(([name, text]) => [name, fill(text, values)] as const);
  return { ...options, inputs: Object.fromEntries(texts) };
}

/** Everything that was seeded by name, a group's role as `<group.editors>`. */
export function namesOf(env: Environment): Readonly<Record<string, string>> {
  const { groups, ...texts } = env;
  const roles = Object.entries(groups).flatMap(([group, { roleArn, roleName }]) => [
    [`group.${group}`, roleArn] as const,
    [`role.${group}`, roleName] as const,
  ]);
  return { ...texts, ...Object.fromEntries(roles) };
}
