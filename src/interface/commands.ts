import type { ActionInputs, CommandName } from './inputs.ts';

/** What a command does after the manifests are read, the envs are looked at and the rules have spoken. */
export interface Command {
  /** Looks at the envs; else manifests and locks are all that is read. */
  readonly looks: boolean;
  /** Looks at the files on disk and works out what would change. */
  readonly plans: boolean;
  /** Whether it may read a client's secret, for a file that is to hold it. */
  readonly secrets: boolean;
  /** Carries the plan out. Such a command is refused where foreign code may have a say. */
  readonly writes: boolean;
  /** Has IAM's simulator say whether the wanted rights hold. It costs some calls a role, so only commands that plan do. */
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

export const COMMANDS: Readonly<Record<CommandName, Command>> = {
  validate: {
    looks: true,
    plans: false,
    secrets: false,
    writes: false,
    proves: false,
    drifts: false,
    unlinks: false,
    offline: true,
    publishes: 'nothing',
  },
  plan: {
    looks: true,
    plans: true,
    secrets: true,
    writes: false,
    proves: true,
    drifts: false,
    unlinks: false,
    offline: true,
    publishes: 'nothing',
  },
  apply: {
    looks: true,
    plans: true,
    secrets: true,
    writes: true,
    proves: true,
    drifts: false,
    unlinks: false,
    offline: false,
    publishes: 'all',
  },
  drift: {
    looks: true,
    plans: true,
    secrets: false,
    writes: false,
    proves: false,
    drifts: true,
    unlinks: false,
    offline: false,
    publishes: 'files',
  },
  discover: {
    looks: false,
    plans: false,
    secrets: false,
    writes: false,
    proves: false,
    drifts: false,
    unlinks: false,
    offline: false,
    publishes: 'all',
  },
  matrix: {
    looks: false,
    plans: false,
    secrets: false,
    writes: false,
    proves: false,
    drifts: false,
    unlinks: false,
    offline: true,
    publishes: 'nothing',
  },
  collect: {
    looks: false,
    plans: false,
    secrets: false,
    writes: false,
    proves: false,
    drifts: false,
    unlinks: false,
    offline: true,
    publishes: 'all',
  },
  permissions: {
    looks: false,
    plans: false,
    secrets: false,
    writes: false,
    proves: false,
    drifts: false,
    unlinks: false,
    offline: true,
    publishes: 'nothing',
  },
  unlink: {
    looks: true,
    plans: true,
    secrets: false,
    writes: true,
    proves: false,
    drifts: false,
    unlinks: true,
    offline: false,
    publishes: 'all',
  },
};

/** What the command of a run does; with `--dry-run` everything but writing. */
export function commandOf({ command, dryRun }: Pick<ActionInputs, 'command' | 'dryRun'>): Command {
  const whole = COMMANDS[command];
  return dryRun ? { ...whole, writes: false, publishes: 'nothing' } : whole;
}
