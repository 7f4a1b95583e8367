import { findingOf, type Finding } from '../../domain/finding.ts';
import type { Manifest } from '../../manifest/model.ts';
import { startOf } from '../../domain/place.ts';
import type { ActionInputs } from '../../interface/inputs.ts';
import { GitHubFailure, type BranchObstacle, type GitHub } from '../../ports/github.ts';
import type { Runtime } from '../../ports/runtime.ts';
import { refusal } from '../../publish/refusal.ts';
import { notOurs, standingOf } from '../../publish/standing.ts';
import { pullRequestTarget, targetFinding } from './pull-request-target.ts';

const WHY: Readonly<Record<BranchObstacle, string>> = {
  'pull-request-required': 'takes changes only by pull requests',
  'status-checks-required': 'takes only commits that passed its checks',
  'updates-restricted': 'lets only certain people and apps update it',
  locked: 'is locked',
};

/**
 * Looks whether files and lock can reach the repository at all, before anything is written in AWS: what was applied and cannot be
 * published leaves AWS ahead of the repository.
 */
export async function preflight(
  inputs: ActionInputs,
  manifests: readonly Pick<Manifest, 'file' | 'project'>[],
  runtime: Pick<Runtime, 'trigger'>,
  github: () => Promise<GitHub>,
): Promise<readonly Finding[]> {
  const file = manifests[0]?.file ?? '';
  const projects = manifests.map(({ project }) => project);
  if (inputs.publish.has('commit')) return commitBarriers(inputs, file, runtime, github);
  return inputs.publish.has('pull-request') ? pullRequestBarriers(inputs, file, projects, runtime, github) : [];
}

async function pullRequestBarriers(
  inputs: ActionInputs,
  file: string,
  projects: readonly string[],
  { trigger }: Pick<Runtime, 'trigger'>,
  github: () => Promise<GitHub>,
): Promise<readonly Finding[]> {
  try {
    const { branches } = await github();
    const target = await pullRequestTarget(inputs, projects, trigger, branches);
    return 'reason' in target ? [targetFinding(target, file)] : [];
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    const { reason, hint } = refusal(error, 'to say where the pull request goes');
    return [targetFinding({ rule: 'publish/refused', reason, hint }, file)];
  }
}

/** Where there is something to publish: whether the branch that it would go to is ours to move. */
export async function branchBarriers(
  inputs: ActionInputs,
  manifests: readonly Pick<Manifest, 'file' | 'project'>[],
  { trigger }: Pick<Runtime, 'trigger'>,
  github: () => Promise<GitHub>,
): Promise<readonly Finding[]> {
  if (!inputs.publish.has('pull-request')) return [];
  try {
    const { branches, pullRequests } = await github();
    const projects = manifests.map(({ project }) => project);
    const target = await pullRequestTarget(inputs, projects, trigger, branches);
    if ('reason' in target) return [];
    const [baseHead, head] = await Promise.all([branches.head(target.base), branches.head(target.branch)]);
    if (baseHead === undefined || head === undefined) return [];
    const { kind, ownership } = await standingOf(target, { baseHead, head }, { branches, pullRequests });
    if (kind !== 'foreign') return [];
    return [targetFinding({ rule: 'publish/refused', ...notOurs(target.branch, ownership) }, manifests[0]?.file ?? '')];
  } catch (error) {
    // Publishing tells of it, and offers what was made as an artifact.
    if (error instanceof GitHubFailure) return [];
    throw error;
  }
}

async function commitBarriers(
  inputs: ActionInputs,
  file: string,
  runtime: Pick<Runtime, 'trigger'>,
  github: () => Promise<GitHub>,
): Promise<readonly Finding[]> {
  const branch = inputs.branch || runtime.trigger.branch;
  const fault = (message: string, hint: string): readonly Finding[] => {
    const rule = 'publish/refused';
    return [findingOf(rule, startOf(file), { message, hint })];
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
    const { reason, hint } = refusal(error, `to show the rules of ${branch}`);
    return fault(reason, hint);
  }
}
