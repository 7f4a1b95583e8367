import type { RunReport } from '../domain/report.ts';

/** Somebody at a terminal who can be asked. */
export interface Person {
  /** Shows what would be written, and asks whether to go on. Whoever does not answer says no. */
  approves(plan: RunReport): Promise<boolean>;
  /** Lets some of a list be chosen; gives their indexes, none where nothing is answered. */
  choose(question: string, options: readonly string[]): Promise<readonly number[]>;
}

/** Why a run that was declined is not complete. */
export const DECLINED = 'the plan was declined, and nothing was written';
