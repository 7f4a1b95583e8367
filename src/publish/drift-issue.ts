import type { Issues } from '../ports/github.ts';
import { saysTheSame } from './same-text.ts';

/** Label by which issues managed by this action are found without reading all. */
export const ISSUE_LABEL = 'amplify-import-auth';

export interface DriftIssue {
  /** Begins the body. */
  readonly marker: string;
  readonly title: string;
  /** Made from what the issue says so far; undefined: there is none yet. */
  readonly body: (before: string | undefined) => string;
  readonly drifted: boolean;
  /** Whether the run looked at everything: only then may the issue be closed. */
  readonly complete: boolean;
}

/** Opens, updates or closes the one issue of a project; gives its number as long as it is open. */
export async function keepIssue(
  issue: DriftIssue,
  issues: Issues,
  say: (number: number, text: string) => Promise<void>,
): Promise<number | undefined> {
  const [oldest, ...later] = await own(issue.marker, issues);
  for (const double of later) await issues.update(double.number, { state: 'closed' });
  const body = `${issue.marker}\n${issue.body(oldest?.body)}`;
  if (oldest !== undefined) {
    if (!issue.drifted) {
      if (!issue.complete) return oldest.number;
      await say(oldest.number, 'The drift is gone: AWS and the repository agree again.');
      await issues.update(oldest.number, { state: 'closed' });
      return undefined;
    }
    if (!saysTheSame(oldest.body, body) || oldest.title !== issue.title) {
      await issues.update(oldest.number, { title: issue.title, body });
    }
    return oldest.number;
  }
  if (!issue.drifted) return undefined;
  const made = await issues.create({ title: issue.title, body, labels: [ISSUE_LABEL] });
  const [first] = await own(issue.marker, issues);
  // Another run was faster: one issue is enough.
  if (first !== undefined && first.number < made) {
    await issues.update(made, { state: 'closed' });
    return first.number;
  }
  return made;
}

async function own(marker: string, issues: Issues) {
  const all = await issues.open(ISSUE_LABEL);
  return all.filter((issue) => issue.own && issue.body.startsWith(marker)).toSorted((a, b) => a.number - b.number);
}
