import { parseArgs } from 'node:util';
import { aws } from '../adapters/aws/aws.ts';
import { openWorkspace } from '../adapters/open-workspace.ts';
import { processRuntime } from '../adapters/runtime.ts';
import { terminalConsole, terminalResults } from '../adapters/terminal-console.ts';
import { loadInputs } from '../interface/inputs.ts';
import { INPUTS, type InputName } from '../interface/input-table.ts';
import { COMMAND_NAMES } from '../interface/commands.ts';
import { nearest } from '../manifest/nearest.ts';
import type { Ports } from '../ports/ports.ts';
import { GitHubFailure } from '../ports/github.ts';
import { openAndRun } from './run.ts';
import { VERSION } from '../domain/version.ts';

/** Runs from a terminal: the same commands, every input as a flag of the same name. Gives the exit code. */
export async function runCli(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: args.map(withValue),
    options: {
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'v' },
      'dry-run': { type: 'boolean' },
      debug: { type: 'boolean' },
      ...Object.fromEntries(Object.keys(INPUTS).map((name) => [name, { type: 'string' as const }])),
    },
    allowPositionals: true,
    strict: false,
  });
  if (values['version'] === true) {
    process.stdout.write(`${VERSION}\n`);
    return 0;
  }
  if (values['help'] === true || args.length === 0) {
    process.stdout.write(help());
    return 0;
  }
  const unknown = [
    ...unknownFlags(values),
    ...valuelessFlags(values),
    ...positionals.slice(1).map((word) => `unexpected word "${word}"`),
  ];
  const [command] = positionals;
  const dryRun = values['dry-run'] === true;
  const runtime = processRuntime('terminal');
  const edge = { runtime, results: terminalResults(), console: terminalConsole({ verbose: false }) };
  return openAndRun(edge, async () => {
    const { inputs, problems } = loadInputs(
      (name) => {
        if (name === 'command' && command !== undefined) return dryRun && command === 'apply' ? 'plan' : command;
        const value = values[name];
        return typeof value === 'string' ? value : '';
      },
      { dryRun, isSet: (name) => typeof values[name] === 'string' },
    );
    const opened = await openWorkspace(() => process.cwd());
    const ports: Ports = {
      ...edge,
      aws: aws({
        userAgent: `amplify-import-auth/${VERSION}`,
        sessionName: 'amplify-import-auth-local',
        idToken: undefined,
        // A terminal has no masks; nothing prints a secret in the first place.
        mask: () => undefined,
        quotaShare: inputs.quotaShare,
        clock: runtime,
        cancelled: runtime.cancelled,
      }),
      workspace: opened.workspace,
      github: () => Promise.reject(new GitHubFailure('a terminal publishes nothing to GitHub', undefined)),
      artifacts: () => Promise.reject(new Error('a terminal has no artifacts')),
      console: terminalConsole({ verbose: values['debug'] === true }),
    };
    return { loaded: { inputs, problems: [...unknown, ...problems, ...opened.problems] }, ports };
  });
}

/** `--adopt` alone means `--adopt=true`: a flag that is on or off needs no value. */
function withValue(argument: string, index: number, all: readonly string[]): string {
  const name = argument.replace(/^--/, '');
  const isSwitch =
    argument.startsWith('--') && name in INPUTS && /^(true|false|auto)$/.test(INPUTS[name as InputName].default);
  const next = all[index + 1];
  return isSwitch && (next === undefined || !/^(true|false|auto)$/i.test(next)) ? `${argument}=true` : argument;
}

/** `--envs` at the end of the line, or before a variable that is empty and not quoted, must not mean "all". */
function valuelessFlags(values: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(INPUTS)
    .filter((name) => values[name] === true)
    .map((name) => `--${name} needs a value`);
}

function unknownFlags(values: Readonly<Record<string, unknown>>): readonly string[] {
  const known = [...Object.keys(INPUTS), 'help', 'version', 'dry-run', 'debug'];
  return Object.keys(values)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearest(name, known);
      return `unknown flag --${name}${near === undefined ? '' : `; did you mean --${near}?`}`;
    });
}

function help(): string {
  const width = Math.max(...Object.keys(INPUTS).map((name) => name.length)) + 4;
  const flags = Object.entries(INPUTS)
    .filter(([name]) => name !== 'command')
    .map(
      ([name, { description, default: value }]) =>
        `  ${`--${name}`.padEnd(width)}${description}${value === '' ? '' : ` [${value}]`}`,
    );
  return [
    `amplify-import-auth ${VERSION}`,
    '',
    `Usage: amplify-import-auth ${COMMAND_NAMES.join('|')} [--input value …]`,
    '',
    ...flags,
    `  ${'--dry-run'.padEnd(width)}With apply or unlink: show what would be done, and do nothing.`,
    `  ${'--debug'.padEnd(width)}Say more on standard error.`,
    `  ${'--version'.padEnd(width)}Print the version.`,
    '',
  ].join('\n');
}
