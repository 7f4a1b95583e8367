import type { RunReport } from '../domain/report.ts';
import type { CheckAnnotation, Checks } from '../ports/github.ts';
import { annotationsOf } from './annotations.ts';
import { logText } from './escape.ts';
import type { TextContext } from './texts/context.ts';
import { checkSummaryOf } from './texts/check-summary.ts';
import { verdictOf } from './verdict.ts';

/** GitHub's limits for one annotation and for the summary, with some room. Source: REST API, "Create a check run". */
const MAX_MESSAGE = 60_000;
/** GitHub takes 50 annotations in a call: so many are worth twenty calls. The summary and the report have more. */
const MAX_ANNOTATIONS = 1_000;

const LEVELS = { error: 'failure', warning: 'warning', notice: 'notice' } as const;

/** All findings as one check run, for when there are more than a step may annotate. */
export function checkRunOf(report: RunReport, head: string, context: TextContext): Parameters<Checks['publish']>[0] {
  const counted = report.findings.filter(({ ignored }) => ignored === undefined);
  const annotations = annotationsOf(counted, MAX_ANNOTATIONS).flatMap(
    ({ severity, title, message, help, place }): readonly CheckAnnotation[] => {
      if (place === undefined) return [];
      const oneLine = place.line === place.endLine;
      return [
        {
          path: place.file,
          startLine: place.line,
          endLine: place.endLine,
          startColumn: oneLine ? place.column : undefined,
          endColumn: oneLine ? place.endColumn : undefined,
          level: LEVELS[severity],
          title,
          message: logText(help === undefined ? message : `${message}\n${help}`).slice(0, MAX_MESSAGE),
        },
      ];
    },
  );
  return {
    name: `amplify-import-auth ${report.command}`,
    head,
    conclusion: report.result === 'success' ? (report.unchecked.length > 0 ? 'neutral' : 'success') : 'failure',
    title: verdictOf(report).title,
    summary: checkSummaryOf(report, context),
    annotations: annotations.slice(0, MAX_ANNOTATIONS),
  };
}
