import { createHash } from 'node:crypto';
import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { Finding } from '../domain/finding.ts';
import type { RunReport } from '../domain/report.ts';
import { RULES, type RuleId } from '../domain/rule.ts';
import { json } from '../formats/serialise.ts';
import { logText } from './escape.ts';
import { HOME, rulePage } from './rule-pages.ts';

/** GitHub takes more results in a file and keeps this many. Source: GitHub Docs, "SARIF results exceed one or more limits". */
const MAX_RESULTS = 5_000;

const LEVELS = { error: 'error', warning: 'warning', notice: 'note' } as const;

/** The findings as SARIF 2.1.0, for code scanning. Columns count UTF-16 code units there too. */
export function sarif(report: RunReport, version: string): string {
  const located = report.findings.filter(({ place }) => place.file !== '');
  const rules = [...new Set(located.map(({ rule }) => rule))].toSorted();
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'amplify-import-auth',
            version,
            informationUri: HOME,
            rules: rules.map(ruleJson),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: located.slice(0, MAX_RESULTS).map((finding) => resultJson(finding, rules)),
      },
    ],
  };
  return json(log);
}

function ruleJson(id: RuleId): ReportingDescriptor {
  const { when, severity } = RULES[id];
  return {
    id,
    shortDescription: { text: when },
    defaultConfiguration: { level: LEVELS[severity] },
    helpUri: rulePage(id),
  };
}

function resultJson(finding: Finding, rules: readonly RuleId[]): Result {
  const { rule, severity, message, hint, env, place, ignored } = finding;
  const text = `${env === null ? '' : `${env}: `}${message}${hint === undefined ? '' : `\n${hint}`}`;
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level: LEVELS[severity],
    message: { text: logText(text) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: place.file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
          region: {
            startLine: place.line,
            startColumn: place.column,
            endLine: place.endLine,
            endColumn: place.endColumn,
          },
        },
      },
    ],
    // Independent of the line, so that an alert survives edits above it.
    partialFingerprints: {
      'amplifyImportAuth/v1': createHash('sha256')
        .update(JSON.stringify([rule, env, place.file, message]))
        .digest('hex'),
    },
    ...(ignored === undefined ? {} : { suppressions: [{ kind: 'inSource', justification: logText(ignored) }] }),
  };
}
