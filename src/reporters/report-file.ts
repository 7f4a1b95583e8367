import { reportJson } from '../report/report-json.ts';
import type { Reporter } from './reporter.ts';

export const reportFile: Reporter = {
  what: 'the report',
  stage: 'here',
  report: async ({ report }, { results }) => ({ report: await results.writeReport('report.json', reportJson(report)) }),
};
