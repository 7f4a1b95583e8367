import { parseArgs } from 'node:util';
import { COMMAND_NAMES, COMMANDS, type CommandName } from '../../interface/commands.ts';
import { INPUTS, type InputName } from '../../interface/input-table.ts';
import { nearest } from '../../manifest/nearest.ts';

interface TerminalFlag {
  readonly short?: string;
  readonly description: string;
  /** The commands whose help lists it; left out: all. */
  readonly helpOf?: readonly CommandName[];
}

const WRITING = COMMAND_NAMES.filter((name) => COMMANDS[name].writes);

/** Flags that are no inputs of the action. */
export const TERMINAL_FLAGS = {
  yes: { short: 'y', description: 'Write without asking.', helpOf: WRITING },
  'dry-run': { description: 'Show what would be done, and do nothing.', helpOf: [...WRITING, 'discover'] },
  json: { description: 'Print the report as JSON, and nothing else on standard output.' },
  quiet: { short: 'q', description: 'Print only findings and the verdict, or the document that was asked for.' },
  debug: { description: 'Say more on standard error.' },
  help: { short: 'h', description: 'Print the help of the program, or of a command.' },
  version: { short: 'v', description: 'Print the version.' },
} as const satisfies Readonly<Record<string, TerminalFlag>>;

export type TerminalFlagName = keyof typeof TERMINAL_FLAGS;

/** A command line, as far as it can be understood. */
export interface CommandLine {
  /** The first word; undefined: there is none. */
  readonly command: string | undefined;
  readonly isOn: (flag: TerminalFlagName) => boolean;
  /** The value of an input; undefined: it is not set. */
  readonly input: (name: InputName) => string | undefined;
  /** What is wrong with flags and further words, each as a message. */
  readonly problems: readonly string[];
}

/** Reads a command line. Never throws: what is not understood is a problem. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parseArgs({
    args: args.map(withValue),
    options: {
      ...Object.fromEntries(Object.keys(INPUTS).map((name) => [name, { type: 'string' as const }])),
      ...Object.fromEntries(
        Object.entries(TERMINAL_FLAGS).map(([name, flag]) => [
          name,
          { type: 'boolean' as const, ...('short' in flag ? { short: flag.short } : {}) },
        ]),
      ),
    },
    allowPositionals: true,
    strict: false,
  });
  const given: Readonly<Record<string, unknown>> = values;
  return {
    command: positionals[0],
    isOn: (flag) => given[flag] === true || given[flag] === 'true',
    input: (name) => (typeof given[name] === 'string' ? given[name] : undefined),
    problems: [
      ...unknownFlags(given),
      ...valuelessFlags(given),
      ...unexpected(args, positionals.slice(1)).map((word) => `unexpected word "${word}"`),
    ],
  };
}

/** Why a word is no command, with the command that was probably meant; undefined where it is one. */
export function unknownCommand(word: string): string | undefined {
  if (COMMAND_NAMES.some((name) => name === word)) return undefined;
  const near = nearest(word, COMMAND_NAMES);
  return `unknown command "${word}"${near === undefined ? '' : `; did you mean "${near}"?`}`;
}

/** `--adopt` alone means `--adopt=true`: a flag that is on or off needs no value. */
function withValue(argument: string, index: number, all: readonly string[]): string {
  const name = argument.replace(/^--/, '');
  const isSwitch =
    argument.startsWith('--') && name in INPUTS && /^(true|false|auto)$/.test(INPUTS[name as InputName].default);
  const next = all[index + 1];
  return isSwitch && (next === undefined || !/^(true|false|auto)$/i.test(next)) ? `${argument}=true` : argument;
}

/** Words that belong to nothing. One behind a flag that is not known is taken for its value. */
function unexpected(args: readonly string[], words: readonly string[]): readonly string[] {
  const isValue = (word: string) => {
    const before = args[args.indexOf(word) - 1];
    return before !== undefined && /^--[^=]+$/.test(before) && unknownFlags({ [before.slice(2)]: true }).length > 0;
  };
  return words.filter((word) => !isValue(word));
}

/** `--envs` at the end of the line, or before a variable that is empty and not quoted, must not mean "all". */
function valuelessFlags(values: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(INPUTS)
    .filter((name) => values[name] === true)
    .map((name) => `--${name} needs a value`);
}

function unknownFlags(values: Readonly<Record<string, unknown>>): readonly string[] {
  // Of two that are as near, the one of the terminal is meant.
  const known = [...Object.keys(TERMINAL_FLAGS), ...Object.keys(INPUTS)];
  return Object.keys(values)
    .filter((name) => !known.includes(name))
    .map((name) => {
      if (name.length === 1) return `unknown flag -${name}`;
      const near = nearest(name, known);
      return `unknown flag --${name}${near === undefined ? '' : `; did you mean --${near}?`}`;
    });
}
