import { outputValues } from '../interface/outputs.ts';
import { TITLE, type Reporter } from './reporter.ts';

/** The outputs of the step. GitHub keeps the value that is set last, and every one that is set takes room. */
export const outputs: Reporter = {
  what: 'the outputs',
  stage: 'here',
  report({ report, left }, { console, results }) {
    const { values, tooLarge } = outputValues(report, { plan: left.plan ?? '', report: left.report ?? '' });
    const before: Readonly<Record<string, string>> = left.outputs ?? {};
    for (const [name, value] of Object.entries(values)) if (before[name] !== value) results.setOutput(name, value);
    for (const name of left.outputs === undefined ? tooLarge : []) {
      const message = `the output ${name} is larger than GitHub takes and is left empty; it stands in the report`;
      console.annotate({ severity: 'notice', title: TITLE, message, place: undefined });
    }
    return { outputs: values };
  },
};
