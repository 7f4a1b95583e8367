import type { RunReport } from '../../domain/report.ts';
import { fit } from '../fit.ts';
import { matrixOf } from '../view/matrix.ts';
import { problemsOf } from '../view/problems.ts';
import type { TextContext } from './context.ts';
import { footSection, headSections, nextSection } from './head.ts';
import { matrixSections } from './matrix-table.ts';
import { openSections } from './open-checks.ts';
import { detailSections, problemSections } from './problem-table.ts';

/** GitHub takes 65,535 characters in the summary of a check run. */
const MAX_SUMMARY = 60_000;
const MAX_ENVS = 50;
const MAX_NAMES = 20;

/** The text of a check run: what is wrong and how to fix it; its annotations are at the lines themselves. */
export function checkSummaryOf(report: RunReport, context: TextContext): string {
  const problems = problemsOf(report);
  return fit(
    [
      ...headSections(report, '###'),
      ...matrixSections(matrixOf(report), { maxRows: MAX_ENVS, healthy: false, changes: false }),
      ...problemSections(problems, { links: context.links, maxRows: Infinity, maxNames: MAX_NAMES, details: 'below' }),
      ...detailSections(problems),
      ...openSections(report),
      nextSection(report, context),
      footSection(report, context),
    ],
    MAX_SUMMARY,
    'The job summary',
  );
}
