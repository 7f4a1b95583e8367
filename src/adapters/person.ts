import { createInterface } from 'node:readline/promises';
import { listed } from '../domain/shown.ts';
import type { Console } from '../ports/console.ts';
import type { Person } from '../ports/person.ts';
import { countOf } from '../report/count.ts';
import { logLine } from '../report/escape.ts';
import { maskAccounts, maskedReport } from '../report/mask.ts';

/** Where questions go, and answers come from. */
export interface Dialog {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** Asks whoever sits at the terminal. Nothing is asked once the run is cancelled, and what is not answered is a no. */
export function personAt(
  { input, output }: Dialog,
  console: Pick<Console, 'show'>,
  cancelled: AbortSignal,
  maskAccountIds: boolean,
): Person {
  const ask = async (question: string): Promise<string> => {
    if (cancelled.aborted) return '';
    // Not as a terminal: Ctrl-C stays a signal, and ends the run as anywhere else.
    const lines = createInterface({ input, output, terminal: false });
    // A stream that has ended answers nothing.
    const ended = new Promise<string>((resolve) =>
      lines.once('close', () => {
        resolve('');
      }),
    );
    try {
      return await Promise.race([lines.question(question, { signal: cancelled }), ended]);
    } catch {
      return '';
    } finally {
      lines.close();
    }
  };
  return {
    async approves(plan) {
      console.show?.(maskAccountIds ? maskedReport(plan) : plan, undefined);
      const envs = [...new Set(plan.plan.changes.map(({ env }) => env))].map(logLine);
      const what = envs.length > 5 ? countOf(envs.length, 'env') : listed(envs);
      const answer = await ask(`\nDo you want to ${plan.command} this in ${what}? [y/N] `);
      return /^y(es)?$/i.test(answer.trim());
    },
    async choose(question, options) {
      const list = options.map((option, index) => `  ${index + 1}. ${logLine(option)}\n`).join('');
      const text = `\n${logLine(question)}\n${list}`;
      const shown = maskAccountIds ? maskAccounts(text) : text;
      const answer = await ask(`${shown}Numbers by comma, all, or nothing for none: `);
      return chosen(answer, options.length);
    },
  };
}

/** The indexes that an answer names; what is no number of the list is left out. */
export function chosen(answer: string, count: number): readonly number[] {
  if (/^\s*all\s*$/i.test(answer)) return [...Array(count).keys()];
  const numbers = answer.split(/[\s,]+/).filter((part) => /^\d{1,4}$/.test(part));
  return [...new Set(numbers.map((number) => Number(number) - 1))].filter((index) => index >= 0 && index < count);
}
