import { VERSION } from '../../domain/version.ts';
import { COMMAND_HELP, COMMAND_NAMES, type CommandName } from '../../interface/commands.ts';
import { INPUTS, type InputName } from '../../interface/input-table.ts';
import { TERMINAL_FLAGS, type TerminalFlagName } from './flags.ts';

const PROGRAM = 'amplify-import-auth';
/** Lines of the help are at most so long. */
const WIDTH = 100;

/** The help of the program: its commands, and what holds for all of them. What belongs into jobs is left out. */
export function programHelp(): string {
  const names = COMMAND_NAMES.filter((name) => COMMAND_HELP[name]?.inJobs !== true);
  const commands = names.map((name): Row => [name, COMMAND_HELP[name]?.summary ?? '']);
  return page([
    `${PROGRAM} ${VERSION}`,
    `Usage: ${PROGRAM} ${names.join('|')} [flags]\n       ${PROGRAM} COMMAND --help`,
    ['Commands:', commands],
    ['Flags of all commands:', [...inputRows((name) => !('helpOf' in INPUTS[name])), ...terminalRows(undefined)]],
    [
      'First steps:',
      [
        [`${PROGRAM} discover`, 'writes a manifest for what is there'],
        [`${PROGRAM} plan`, 'shows what apply would change'],
        [`${PROGRAM} apply`, 'shows it again, asks, and does it'],
      ],
    ],
    ['Exit codes:', EXIT_CODES],
  ]);
}

/** The help of one command: what it does, its own flags, examples. */
export function commandHelp(command: CommandName): string {
  const { summary = command, details = '', examples = [], inJobs } = COMMAND_HELP[command] ?? {};
  const isIn = (list: unknown) => Array.isArray(list) && list.includes(command);
  const own = [
    ...inputRows((name) => isIn((INPUTS[name] as { readonly helpOf?: unknown }).helpOf)),
    ...terminalRows(command),
  ];
  return page([
    `${PROGRAM} ${command}: ${summary}.`,
    wrapped(details, '').join('\n'),
    ...(inJobs === true ? ['It belongs into the jobs of a workflow; see docs/fleets.md.'] : []),
    ['Flags:', own],
    ['Flags of all commands:', [...inputRows((name) => !('helpOf' in INPUTS[name])), ...terminalRows(undefined)]],
    ['Examples:', examples.map(([args, what]): Row => [`${PROGRAM} ${args}`, what])],
  ]);
}

export const EXIT_CODES = [
  ['0', 'all is well'],
  ['1', 'something is wrong, or the run could not be completed'],
  ['2', 'only drift was found'],
] as const satisfies readonly Row[];

type Row = readonly [name: string, text?: string];
type Section = string | readonly [title: string, rows: readonly Row[]];

function inputRows(isShown: (name: InputName) => boolean): readonly Row[] {
  return (Object.keys(INPUTS) as InputName[]).filter(isShown).map((name): Row => {
    const { description, default: value } = INPUTS[name];
    // That it goes with this command need not be said in its own help.
    const text = description.replace(/^With \w+: (.)/, (_, first: string) => first.toUpperCase());
    return [`--${name}`, `${text}${value === '' || value === 'false' ? '' : ` [${value}]`}`];
  });
}

/** Flags that are no inputs: those of one command, or those of all. */
function terminalRows(command: CommandName | undefined): readonly Row[] {
  return (Object.keys(TERMINAL_FLAGS) as TerminalFlagName[]).flatMap((name): readonly Row[] => {
    const flag: { readonly short?: string; readonly description: string; readonly helpOf?: readonly CommandName[] } =
      TERMINAL_FLAGS[name];
    const isShown = command === undefined ? flag.helpOf === undefined : flag.helpOf?.includes(command) === true;
    return isShown ? [[`--${name}${flag.short === undefined ? '' : `, -${flag.short}`}`, flag.description]] : [];
  });
}

function page(sections: readonly Section[]): string {
  const parts = sections.flatMap((section) => {
    if (typeof section === 'string') return [section];
    const [title, rows] = section;
    if (rows.length === 0) return [];
    const width = Math.max(...rows.map(([name]) => name.length)) + 2;
    return [[title, ...rows.flatMap(([name, text = '']) => rowLines(name, text, width))].join('\n')];
  });
  return `${parts.join('\n\n')}\n`;
}

function rowLines(name: string, text: string, width: number): readonly string[] {
  const [first = '', ...more] = wrapped(text, ' '.repeat(width + 2));
  return [`  ${name.padEnd(width)}${first.trimStart()}`.trimEnd(), ...more];
}

/** Words in lines that begin with `indent`. */
function wrapped(text: string, indent: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > WIDTH) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, indent + line];
}
