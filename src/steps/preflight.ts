import type { Finding } from '../domain/finding.ts';
import { startOf } from '../domain/place.ts';
import { RULES } from '../domain/rule.ts';
import type { ActionInputs } from '../inputs.ts';
import { GitHubFailure, type BranchObstacle, type GitHub } from '../ports/github.ts';
import type { Runtime } from '../ports/runtime.ts';
import { refusal } from '../publishers/refusal.ts';

const WHY: Readonly<Record<BranchObstacle, string>> = {
  'pull-request-required': 'takes changes only by pull requests',
  'status-checks-required': 'takes only commits that passed its checks',
  'updates-restricted': 'lets only certain people and apps update it',
  locked: 'is locked',
};

/**
 * Looks whether a commit will be taken at all, before anything is written in AWS: what was applied and cannot be committed leaves
 * AWS ahead of the repository.
 */
export async function preflight(
  inputs: ActionInputs,
  file: string,
  runtime: Pick<Runtime, 'trigger'>,
  github: () => Promise<GitHub>,
): Promise<readonly Finding[]> {
  if (!inputs.publish.has('commit')) return [];
  const branch = inputs.branch || runtime.trigger.branch;
  const fault = (message: string, hint: string): readonly Finding[] => {
    const rule = 'publish/refused';
    return [{ rule, severity: RULES[rule].severity, message, hint, env: null, place: startOf(file) }];
  };
  if (branch === undefined) {
    return fault('the run is not on a branch that could be committed to', 'Name the branch in the input `branch`.');
  }
  try {
    const { branches } = await github();
    const [head, obstacles] = await Promise.all([branches.head(branch), branches.obstacles(branch)]);
    if (head === undefined) return fault(`there is no branch ${branch}`, 'Name an existing one in the input `branch`.');
    if (obstacles.length === 0) return [];
    const why = obstacles.map((one) => WHY[one]).join(' and ');
    const hint = 'Use `publish: pull-request`, or give a token in `github-token` that may bypass the rules.';
    return fault(`the branch ${branch} ${why}`, hint);
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    const { reason, hint } = refusal(error, `to tell the rules of ${branch}`);
    return fault(reason, hint);
  }
}
