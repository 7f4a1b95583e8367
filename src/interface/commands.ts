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
