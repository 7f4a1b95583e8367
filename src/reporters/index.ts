import { annotations } from './annotations.ts';
import { checkRun } from './check-run.ts';
import { comment } from './comment.ts';
import { driftIssue } from './drift-issue.ts';
import { log } from './log.ts';
import { outputs } from './outputs.ts';
import { planFile } from './plan-file.ts';
import { reportFile } from './report-file.ts';
import type { Reporter } from './reporter.ts';
import { sarifFile } from './sarif-file.ts';
import { suggestions } from './suggestions.ts';
import { summary } from './summary.ts';

/** All reporters, in the order in which those of a stage come. */
export const REPORTERS: readonly Reporter[] = [
  annotations,
  planFile,
  reportFile,
  sarifFile,
  outputs,
  summary,
  comment,
  suggestions,
  checkRun,
  driftIssue,
  log,
];
