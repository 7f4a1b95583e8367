import type { CommandName } from './inputs.ts';

/** What a command does after the manifests are read, the envs are looked at and the rules have spoken. */
export interface Command {
  /** Looks at the files on disk and works out what would change. */
  readonly plans: boolean;
  /** Whether it may read a client's secret, for a file that is to hold it. */
  readonly secrets: boolean;
  /** Carries the plan out. Such a command is refused where foreign code may have a say. */
  readonly writes: boolean;
  /** Compares with the lock. */
  readonly drifts: boolean;
  /** Whether the lock may stand in for AWS. */
  readonly offline: boolean;
  /** Whether files and locks may reach the repository, by commit or pull request. */
  readonly publishes: 'all' | 'files' | 'nothing';
}

export const COMMANDS: Readonly<Record<CommandName, Command>> = {
  validate: { plans: false, secrets: false, writes: false, drifts: false, offline: true, publishes: 'nothing' },
  plan: { plans: true, secrets: true, writes: false, drifts: false, offline: true, publishes: 'nothing' },
  apply: { plans: true, secrets: true, writes: true, drifts: false, offline: false, publishes: 'all' },
  drift: { plans: true, secrets: false, writes: false, drifts: true, offline: false, publishes: 'files' },
};
