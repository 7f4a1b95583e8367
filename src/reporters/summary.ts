import { contextOf } from '../report/texts/context.ts';
import { summaryOf } from '../report/texts/summary.ts';
import type { Reporter } from './reporter.ts';

/** The summary of the job. It comes after the other files, and says which of them are missing. */
export const summary: Reporter = {
  what: 'the summary',
  stage: 'here',
  async report({ readable, lost }, { results, runtime }) {
    const context = contextOf(runtime.trigger, runtime.kind);
    await results.summary(summaryOf({ ...readable, notes: [...readable.notes, ...lost] }, context));
    return {};
  },
};
