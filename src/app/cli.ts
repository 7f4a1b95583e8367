import { aws } from '../adapters/aws/aws.ts';
import { openWorkspace } from '../adapters/open-workspace.ts';
import { personAt } from '../adapters/person.ts';
import { processRuntime } from '../adapters/runtime.ts';
import { terminalConsole, terminalResults } from '../adapters/terminal-console.ts';
import { loadInputs } from '../interface/inputs.ts';
import { COMMAND_NAMES, type CommandName } from '../interface/commands.ts';
import type { Ports } from '../ports/ports.ts';
import { GitHubFailure } from '../ports/github.ts';
import { logLine } from '../report/escape.ts';
import { openAndRun } from './run.ts';
import { VERSION } from '../domain/version.ts';
import { readCommandLine, unknownCommand, type CommandLine } from './terminal/flags.ts';
import { commandHelp, programHelp } from './terminal/help.ts';

/** Runs from a terminal: the same commands, every input as a flag of the same name. Gives the exit code. */
export async function runCli(args: readonly string[]): Promise<number> {
  const line = readCommandLine(args);
  if (line.isOn('version')) {
    process.stdout.write(`${VERSION}\n`);
    return 0;
  }
  const word = line.command === 'help' ? args.filter((arg) => !arg.startsWith('-'))[1] : line.command;
  const wantsHelp = line.isOn('help') || args.length === 0 || line.command === 'help';
  const unknown = word === undefined ? undefined : unknownCommand(word);
  if (unknown !== undefined) {
    process.stderr.write(`${logLine(unknown)}\nRun amplify-import-auth --help for the commands.\n`);
    return 1;
  }
  const named = COMMAND_NAMES.find((name) => name === word);
  if (wantsHelp) {
    process.stdout.write(named === undefined ? programHelp() : commandHelp(named));
    return 0;
  }
  return runCommand(named, line);
}

/** Runs a command that exists; undefined: none is named. */
function runCommand(named: CommandName | undefined, line: CommandLine): Promise<number> {
  const runtime = processRuntime('terminal');
  const mode = { verbose: line.isOn('debug'), json: line.isOn('json'), quiet: line.isOn('quiet') };
  const console = terminalConsole(mode);
  const edge = { runtime, results: terminalResults(), console };
  return openAndRun(edge, async () => {
    const command = named ?? 'validate';
    const dryRun = line.isOn('dry-run');
    const { inputs, problems } = loadInputs(
      (name) => (name === 'command' ? commandFor(command, dryRun) : (line.input(name) ?? '')),
      { dryRun, isSet: (name) => line.input(name) !== undefined },
    );
    const opened = await openWorkspace(() => process.cwd());
    const canAsk = process.stdin.isTTY && process.stderr.isTTY && !mode.json;
    const dialog = { input: process.stdin, output: process.stderr };
    const person = personAt(dialog, console, runtime.cancelled, inputs.maskAccountIds);
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
      person: line.isOn('yes') ? undefined : canAsk ? person : 'nobody',
    };
    const noShards =
      command === 'collect'
        ? ['collect publishes the artifacts of the jobs of a workflow run; a terminal has none']
        : [];
    return { loaded: { inputs, problems: [...line.problems, ...problems, ...opened.problems, ...noShards] }, ports };
  });
}

/** What a dry run of `apply` does is `plan`. */
function commandFor(command: CommandName, dryRun: boolean): CommandName {
  return dryRun && command === 'apply' ? 'plan' : command;
}
