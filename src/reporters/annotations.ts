import { annotationsOf } from '../report/annotations.ts';
import { TITLE, type Reporter } from './reporter.ts';

/** Findings at their lines, and notes. */
export const annotations: Reporter = {
  what: 'the annotations',
  stage: 'here',
  report({ readable, left: { noted } }, { console }) {
    if (console.show !== undefined) return {};
    const shown = readable.findings.filter(({ ignored }) => ignored === undefined);
    for (const annotation of noted === undefined ? annotationsOf(shown) : []) console.annotate(annotation);
    for (const message of readable.notes.slice(noted)) {
      console.annotate({ severity: 'notice', title: TITLE, message, place: undefined });
    }
    return { noted: readable.notes.length };
  },
};
