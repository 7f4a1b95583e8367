/** What a command does once the manifests are read. Everything that is not listed for a command stays off. */
export interface Command {
  /** Whether the command asks AWS at all, and whether it writes there. */
  readonly aws: 'nothing' | 'read' | 'write';
  /** Observes the envs in AWS; else manifests and locks are all that is read. */
  readonly observes: boolean;
  /** Reads the files on disk and works out what would change. */
  readonly plans: boolean;
  /** Whether it may read a client's secret, for a file that is to hold it. */
  readonly secrets: boolean;
  /** Carries the plan out. Such a command is refused where foreign code may have a say. */
  readonly writes: boolean;
  /** Asks IAM's simulator whether the wanted rights hold. That costs some calls a role, so only commands that plan do. */
  readonly proves: boolean;
  /** Compares with the lock. */
  readonly drifts: boolean;
  /** Takes back what was made for the envs. */
  readonly unlinks: boolean;
  /** Whether the lock may stand in for AWS. */
  readonly offline: boolean;
  /** Whether files and locks may reach the repository, by commit or pull request. */
  readonly publishes: 'all' | 'files' | 'nothing';
}

/** A command that does nothing but read manifests and locks. */
const READS_MANIFESTS: Command = {
  aws: 'nothing',
  observes: false,
  plans: false,
  secrets: false,
  writes: false,
  proves: false,
  drifts: false,
  unlinks: false,
  offline: true,
  publishes: 'nothing',
};

/** A command that also observes the envs in AWS. */
const OBSERVES: Command = { ...READS_MANIFESTS, aws: 'read', observes: true };

/** A command that changes AWS and the repository. It never takes the lock for AWS. */
const CHANGES: Command = { ...OBSERVES, aws: 'write', plans: true, writes: true, offline: false, publishes: 'all' };

/** All commands, in the order in which they are documented. */
export const COMMANDS = {
  validate: OBSERVES,
  plan: { ...OBSERVES, plans: true, secrets: true, proves: true },
  apply: { ...CHANGES, secrets: true, proves: true },
  drift: { ...OBSERVES, plans: true, drifts: true, offline: false, publishes: 'files' },
  unlink: { ...CHANGES, unlinks: true },
  discover: { ...READS_MANIFESTS, aws: 'read', offline: false, publishes: 'all' },
  matrix: READS_MANIFESTS,
  collect: { ...READS_MANIFESTS, publishes: 'all' },
  permissions: READS_MANIFESTS,
} as const satisfies Readonly<Record<string, Command>>;

export type CommandName = keyof typeof COMMANDS;

export const COMMAND_NAMES = Object.keys(COMMANDS) as readonly CommandName[];

/** What the command of a run does; with `--dry-run` everything but writing. */
export function commandOf({ command, dryRun }: { readonly command: CommandName; readonly dryRun: boolean }): Command {
  const whole: Command = COMMANDS[command];
  return dryRun ? { ...whole, writes: false, publishes: 'nothing' } : whole;
}

/** What the help of a command says. */
export interface CommandHelp {
  /** One line, as a sentence without its period. */
  readonly summary: string;
  /** What it reads and what it changes. */
  readonly details: string;
  /** What follows the name of the program, and what it is for. */
  readonly examples: readonly (readonly [args: string, what: string])[];
  /** Whether it belongs into jobs: the help of a terminal does not list it. */
  readonly inJobs?: true;
}

/** In the words of a terminal; the contract of each command is in {@link COMMANDS}. */
export const COMMAND_HELP: Readonly<Partial<Record<CommandName, CommandHelp>>> = {
  validate: {
    summary: 'Check the manifest and what it names in AWS',
    details:
      'Reads the manifest and AWS. Changes nothing. Without any AWS credentials the lock stands in for AWS, and the verdict says so.',
    examples: [
      ['validate', 'all envs'],
      ['validate --envs dev,staging', 'two of them'],
    ],
  },
  plan: {
    summary: 'Show what apply would change: policies, files, the lock',
    details:
      'Reads the manifest, AWS and the files on disk. Prints each role policy and file with its lines before and after. Changes nothing.',
    examples: [
      ['plan', 'all envs'],
      ['plan --envs dev --json > report.json', 'one env, as JSON'],
    ],
  },
  apply: {
    summary: 'Write role policies, generated files and the lock',
    details:
      'Shows the plan and asks before it writes; --yes answers, and is needed where there is no terminal to ask. An env with errors is left alone, the others go on. User pools, app clients, identity pools and trust policies are never changed.',
    examples: [
      ['apply --envs dev', 'shows the plan and asks'],
      ['apply --yes', 'all envs, without asking'],
      ['apply --dry-run', 'only shows the plan'],
    ],
  },
  drift: {
    summary: 'Compare AWS and the files with what was last applied',
    details:
      'Reads the manifest, the lock, AWS and the files. Changes nothing. The exit code is 2 where only drift was found.',
    examples: [['drift', 'all envs']],
  },
  unlink: {
    summary: 'Remove what this action made for the envs named by --envs',
    details:
      'Shows the plan and asks before it writes; --yes answers. Removes policies of this action, access of Lambda functions and generated auth configuration. The Cognito resources stay.',
    examples: [
      ['unlink --envs staging', 'shows what would go, and asks'],
      ["unlink --envs '*' --dry-run", 'only shows it, for all envs'],
    ],
  },
  discover: {
    summary: 'Write a manifest for what is there, or add the envs that it lacks',
    details:
      'Reads AWS and the Amplify folders of the checkout, and prints the manifest. Envs are called what Amplify calls them. User pools that nothing ties to the app are asked about, or listed as comments; --envs takes them by name. What is written already is never overwritten, and nothing in AWS is changed.',
    examples: [
      ['discover', 'writes amplify-auth.yml'],
      ['discover --dry-run > found.yml', 'only prints it'],
      ["discover --envs 'shop-*'", 'takes the user pools of these names'],
    ],
  },
  permissions: {
    summary: 'Print the least IAM policy and OIDC trust for each role',
    details:
      'Reads manifests and locks, and calls nothing. Prints one policy for each role, also where it serves several envs.',
    examples: [
      ['permissions --envs dev', 'what the roles of one env need'],
      ['permissions --json', 'the same as JSON'],
    ],
  },
  matrix: {
    summary: 'Print the jobs of a fleet for strategy.matrix, as JSON',
    details: 'Reads manifests and locks, and calls nothing.',
    examples: [['matrix --matrix-by account', 'a job for each account']],
    inJobs: true,
  },
  collect: {
    summary: 'Publish once what the shards of a fleet have made',
    details: 'Reads the artifacts of the jobs of the same workflow run: there are none in a terminal.',
    examples: [],
    inJobs: true,
  },
};
