import { summaryOf } from '../report/summary.ts';
import type { Reporter } from './reporter.ts';

/** The summary of the job. It comes after the other files, and says which of them are missing. */
export const summary: Reporter = {
  what: 'the summary',
  stage: 'here',
  async report({ readable, lost }, { results }) {
    await results.summary(summaryOf({ ...readable, notes: [...readable.notes, ...lost] }));
    return {};
  },
};
