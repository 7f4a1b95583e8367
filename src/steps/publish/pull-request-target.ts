import { findingOf, type Finding } from '../../domain/finding.ts';
import { startOf } from '../../domain/place.ts';
import type { RuleId } from '../../domain/rule.ts';
import type { ActionInputs } from '../../interface/inputs.ts';
import type { Branches } from '../../ports/github.ts';
import type { Trigger } from '../../ports/runtime.ts';
import { clashes } from '../../publish/branch-name.ts';

/** From which branch into which one our pull request goes. */
export interface PullRequestTarget {
  readonly branch: string;
  readonly base: string;
}

/** Why there can be no pull request. */
export interface TargetProblem {
  readonly rule: RuleId;
  readonly reason: string;
  readonly hint: string;
}

type TargetInputs = Pick<ActionInputs, 'branch' | 'base'>;

/** The branch of our pull request: one for a project, one for all of a run that has several. */
export function pullRequestBranch(inputs: Pick<ActionInputs, 'branch'>, projects: readonly string[]): string {
  const [only, ...more] = projects;
  return inputs.branch || `amplify-import-auth/${more.length === 0 && only !== undefined ? only : 'fleet'}`;
}

/** The base of our pull request. */
export async function pullRequestBase(
  { base }: TargetInputs,
  { branch }: Pick<Trigger, 'branch'>,
  branches: Pick<Branches, 'defaultBranch'>,
): Promise<string> {
  return base || branch || (await branches.defaultBranch());
}

/**
 * Finds out where the pull request goes. A branch that is the base, or the default one, would be pushed to directly, past every review;
 * so it is refused, whoever named it.
 */
export async function pullRequestTarget(
  inputs: TargetInputs,
  projects: readonly string[],
  trigger: Pick<Trigger, 'branch'>,
  branches: Branches,
): Promise<PullRequestTarget | TargetProblem> {
  const branch = pullRequestBranch(inputs, projects);
  const defaultBranch = await branches.defaultBranch();
  const base = inputs.base || trigger.branch || defaultBranch;
  for (const [name, what] of [
    [base, 'the base of the pull request'],
    [defaultBranch, 'the default branch'],
  ] as const) {
    if (!clashes(branch, name)) continue;
    const which = branch === name ? `is ${what}` : `cannot be beside ${name}, ${what}`;
    const hint = `Name another branch in the input \`branch\`, or leave it out; to commit to ${name} itself use \`publish: commit\`.`;
    return { rule: 'input/invalid', reason: `the branch ${branch} of the pull request ${which}`, hint };
  }
  const [baseHead, isTag] = await Promise.all([
    branches.head(base),
    inputs.branch === '' ? false : branches.isTag(branch),
  ]);
  if (isTag) {
    const hint =
      'Name a branch in the input `branch`; where a branch and a tag have one name, git takes either for the other.';
    return { rule: 'input/invalid', reason: `${branch} is the name of a tag`, hint };
  }
  if (baseHead === undefined) {
    const hint = 'Name an existing one in the input `base`.';
    return { rule: 'publish/refused', reason: `there is no branch ${base} to open the pull request into`, hint };
  }
  return { branch, base };
}

export function targetFinding({ rule, reason, hint }: TargetProblem, file: string): Finding {
  return findingOf(rule, startOf(file), { message: reason, hint });
}
