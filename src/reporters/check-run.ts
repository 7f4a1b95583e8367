import { annotationsOf } from '../report/annotations.ts';
import { checkRunOf } from '../report/check-run.ts';
import { contextOf } from '../report/texts/context.ts';
import type { Reporter } from './reporter.ts';

/** A check run, where the step's own annotations leave something out. */
export const checkRun: Reporter = {
  what: 'the check run',
  stage: 'github',
  permission: 'checks: write',
  applies({ readable }) {
    const counted = readable.findings.filter(({ ignored }) => ignored === undefined);
    const placed = (limit?: number) => annotationsOf(counted, limit).filter(({ place }) => place !== undefined).length;
    return placed() < placed(Number.MAX_SAFE_INTEGER);
  },
  async report({ readable }, { github, runtime: { trigger, kind } }) {
    const head = trigger.pullRequest?.headSha || trigger.sha;
    await (await github()).checks.publish(checkRunOf(readable, head, contextOf(trigger, kind)));
    return {};
  },
};
