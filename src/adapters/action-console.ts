import { debug, error, group, info, notice, setOutput, warning, type AnnotationProperties } from '@actions/core';
import { appendFile, stat, truncate } from 'node:fs/promises';
import { logText } from '../report/escape.ts';
import type { Annotation, Console, Results } from '../ports/console.ts';
import { reportFolder, writeTemporary } from './report-folder.ts';

/** The log of a job. */
export function actionConsole(): Console {
  return {
    info: (text) => {
      info(logText(text));
    },
    debug: (text) => {
      debug(logText(text));
    },
    group: (title, body) => group(logText(title), body),
    annotate: ({ severity, title, message, help, place }: Annotation) => {
      const properties: AnnotationProperties = { title };
      if (place !== undefined) {
        properties.file = place.file;
        properties.startLine = place.line;
        properties.endLine = place.endLine;
        // GitHub takes columns only for annotations of one line.
        if (place.line === place.endLine) {
          properties.startColumn = place.column;
          properties.endColumn = place.endColumn;
        }
      }
      ANNOTATE[severity](logText(help === undefined ? message : `${message}\n${help}`), properties);
    },
  };
}

const ANNOTATE = { error, warning, notice } as const;

/** Outputs, job summary and files of a step. */
export function actionResults(temporary: string): Results {
  const folder = reportFolder(temporary);
  let begin: number | undefined;
  return {
    setOutput: (name, value) => {
      setOutput(name, value);
    },
    async summary(markdown) {
      const path = process.env['GITHUB_STEP_SUMMARY'];
      // Not set where a runner has no summaries.
      if (!path) return;
      if (begin === undefined) begin = (await stat(path)).size;
      else await truncate(path, begin);
      await appendFile(path, markdown);
    },
    writeReport: folder.write,
    writeTemporary,
    writeFiles: folder.writeFiles.bind(folder),
  };
}
