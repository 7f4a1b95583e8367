import { describe, expect, test } from '@jest/globals';
import { readCommandLine, unknownCommand } from '../../../src/app/terminal/flags.ts';
import { commandHelp, programHelp } from '../../../src/app/terminal/help.ts';
import { COMMAND_HELP, COMMAND_NAMES } from '../../../src/interface/commands.ts';
import { INPUTS } from '../../../src/interface/input-table.ts';

const flagsIn = (text: string) => [...text.matchAll(/^ {2}--([a-z-]+)/gm)].map((match) => match[1] ?? '');
const FOR_JOBS = /matrix|collect|shard|publish\b|pull-request|pr-|commit-message|github-token|artifact-name|--comment/;

describe('help', () => {
  test.each(COMMAND_NAMES)('%s says what it does, and shows it', (name) => {
    const help = COMMAND_HELP[name];
    expect(help?.summary).toMatch(/^[A-Z].*[^.]$/);
    const text = commandHelp(name);
    expect(text).toContain(help?.summary);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    // Examples are command lines of this command, which can be read.
    for (const [args] of help?.examples ?? []) {
      expect(text).toContain(`amplify-import-auth ${args}`);
      const words = args.replace(/ > .*/, '').replaceAll("'", '').split(' ');
      expect(readCommandLine(words)).toMatchObject({ command: name, problems: [] });
    }
  });

  test('what belongs into jobs is in the help of no other command', () => {
    const texts = [
      programHelp(),
      ...COMMAND_NAMES.filter((name) => COMMAND_HELP[name]?.inJobs !== true).map(commandHelp),
    ];
    for (const text of texts) {
      for (const flag of flagsIn(text)) expect(flag).not.toMatch(FOR_JOBS);
      expect(text).not.toMatch(/^ {2}(matrix|collect)\b/m);
    }
    expect(flagsIn(commandHelp('matrix'))).toEqual(expect.arrayContaining(['shards', 'matrix-by']));
  });

  test('each command lists its own flags', () => {
    expect(flagsIn(commandHelp('apply'))).toEqual(
      expect.arrayContaining(['yes', 'dry-run', 'prune', 'plan-digest', 'envs']),
    );
    expect(flagsIn(commandHelp('validate'))).not.toEqual(expect.arrayContaining(['yes']));
    expect(flagsIn(commandHelp('permissions'))).toEqual(flagsIn(programHelp()));
  });
});

describe('the nearest is suggested', () => {
  test.each([
    ['aply', '; did you mean "apply"?'],
    ['valdiate', '; did you mean "validate"?'],
    ['xyzzyplugh', ''],
  ])('for %s', (word, guess) => {
    expect(unknownCommand(word)).toBe(`unknown command "${word}"${guess}`);
  });

  test('and for flags; the value of an unknown one is no word of its own', () => {
    const { problems } = readCommandLine(['plan', '--exlude-envs', 'dev', '--jsno', '--yse=true', 'extra', '--envs']);
    expect(problems).toEqual([
      'unknown flag --exlude-envs; did you mean --exclude-envs?',
      'unknown flag --jsno; did you mean --json?',
      'unknown flag --yse; did you mean --yes?',
      '--envs needs a value',
      'unexpected word "extra"',
    ]);
  });

  test('every input of the action is a flag', () => {
    for (const name of Object.keys(INPUTS)) {
      expect(readCommandLine(['plan', `--${name}=x`]).problems).toEqual([]);
    }
  });
});
