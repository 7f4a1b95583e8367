import type { Runtime, Trigger } from '../../ports/runtime.ts';
import { linksOf, type Links } from '../view/links.ts';
import type { Situation } from '../view/next-steps.ts';

/** What a text should know in addition to the report: where its links lead, and where it is read. */
export interface TextContext {
  readonly links: Links;
  readonly situation: Situation;
}

/** What a run that was triggered so has to say where. */
export function contextOf(trigger: Trigger, kind: Runtime['kind']): TextContext {
  return {
    links: linksOf(trigger),
    situation: { pullRequest: trigger.pullRequest !== undefined, terminal: kind === 'terminal' },
  };
}
