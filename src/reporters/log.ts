import { envLogs, verdictLines } from '../report/terminal.ts';
import type { Reporter } from './reporter.ts';

/** The end of the log: what was done, env by env, the verdict, and where the report is. On a screen it is the whole run. */
export const log: Reporter = {
  what: 'the log',
  stage: 'end',
  async report({ readable, left }, { console }) {
    if (console.show !== undefined) {
      console.show(readable, left.report);
      return {};
    }
    for (const { title, lines } of envLogs(readable)) {
      await console.group(title, () => {
        for (const line of lines) console.info(line);
        return Promise.resolve();
      });
    }
    for (const line of verdictLines(readable)) console.info(line);
    if (left.report !== undefined) console.info(`report: ${left.report}`);
    return {};
  },
};
