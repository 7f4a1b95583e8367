import { planJson } from '../report/report-json.ts';
import type { Reporter } from './reporter.ts';

export const planFile: Reporter = {
  what: 'the plan',
  stage: 'here',
  report: async ({ report }, { results }) => ({ plan: await results.writeReport('plan.json', planJson(report)) }),
};
