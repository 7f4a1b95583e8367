import type { Change } from '../../domain/plan.ts';
import type { RunReport } from '../../domain/report.ts';
import { isDrift, type RuleId } from '../../domain/rule.ts';
import { countOf } from '../count.ts';
import { changeCounts } from './change-view.ts';
import { problemsOf } from './problems.ts';

/** Where the reader stands. */
export interface Situation {
  readonly pullRequest: boolean;
  readonly terminal: boolean;
}

/** What to do next, one sentence or two an item, with code between backticks; it holds no foreign text. None: nothing is left to do. */
export function nextSteps(report: RunReport, situation: Situation): readonly string[] {
  const { command, incomplete, unchecked, outcomes, plan } = report;
  const counted = report.findings.filter(({ ignored }) => ignored === undefined);
  const errors = counted.filter(({ severity, rule }) => severity === 'error' && !isDrift(rule));
  const isRefused = errors.some(({ rule }) => rule === 'publish/refused');
  const toFix = problemsOf({ ...report, findings: errors.filter(({ rule }) => rule !== 'publish/refused') }).length;
  const steps: string[] = [];
  if (incomplete !== undefined) steps.push(`Run \`${command}\` again: what is done already is left as it is.`);
  if (isRefused) {
    steps.push(`Fix what GitHub refused, then run \`${command}\` again: what is in AWS already is left as it is.`);
  }
  if (toFix > 0) {
    const again = situation.pullRequest ? 'push: this check then runs again' : `run \`${command}\` again`;
    steps.push(`Fix ${toFix === 1 ? 'the problem' : `the ${toFix} problems`} and ${again}.`);
  }
  if (report.mode !== 'live') steps.push(...askAws(report, situation));
  if (unchecked.some(({ missingPermission }) => missingPermission !== undefined)) {
    steps.push('Allow the missing permissions, and run it again.');
  }
  if (outcomes.length > 0) steps.push(...(isRefused ? [] : afterWriting(report)));
  else if (command !== 'drift' && plan.changes.length > 0) steps.push(...afterPlanning(report, situation));
  if (command === 'drift' && counted.some(({ rule }) => isDrift(rule))) {
    steps.push('Settle each difference: accept it, or restore what was.');
  }
  return steps;
}

function askAws({ command }: RunReport, { terminal, pullRequest }: Situation): readonly string[] {
  if (!['validate', 'plan', 'collect'].includes(command)) return [];
  if (terminal) return [`Set up AWS credentials and run \`${command}\` again.`];
  return pullRequest
    ? ['Pull requests from forks and Dependabot get no credentials: run it on a branch of this repository to ask AWS.']
    : ['Give the job AWS credentials: `permissions: id-token: write`, and `roleToAssume` in the manifest.'];
}

function afterPlanning({ envs, plan }: RunReport, { pullRequest, terminal }: Situation): readonly string[] {
  const ready = new Set(plan.changes.map(({ manifest, env }) => JSON.stringify([manifest, env]))).size;
  const what = ready === envs.length ? 'this plan' : `the plan of the ${countOf(ready, 'env')} that can be applied`;
  if (terminal) return [`Run \`apply\` to carry out ${what}.`];
  const merge = pullRequest ? 'Merge this pull request, and' : 'Run';
  const run = pullRequest ? ' run `apply` on the branch that it goes into' : ' `apply`';
  return [
    `${merge}${run} to carry out ${what}. With the output \`plan-digest\` as its input, \`apply\` refuses any other plan.`,
  ];
}

function afterWriting(report: RunReport): readonly string[] {
  const { command, outcomes, plan, publication } = report;
  const applied = outcomes.filter(({ status }) => status === 'applied' || status === 'unconfirmed');
  if (applied.length === 0) return [];
  const keys = new Set(applied.map(({ manifest, env, target }) => JSON.stringify([manifest, env, target])));
  const done = plan.changes.filter(({ manifest, env, target }) => keys.has(JSON.stringify([manifest, env, target])));
  const steps: string[] = [];
  const { pullRequest, commitSha } = publication;
  if (pullRequest !== undefined) {
    steps.push(
      `Review and merge pull request #${pullRequest.number}: it brings the files and the lock into the repository.`,
    );
  } else if (commitSha === '') {
    steps.push('Commit the files and the lock: the next run compares with them.');
  }
  const deploys = deploySteps(done);
  steps.push(...deploys);
  if (deploys.length === 0 && command === 'apply' && changeCounts(done) !== '') {
    steps.push('No `amplify push` and no deployment is needed: what changed is in force already.');
  }
  return steps;
}

/** What has to be built or deployed anew, because it reads a file that changes. Role policies need nothing. */
export function deploySteps(changes: readonly Change[]): readonly string[] {
  const formats = new Set(changes.flatMap((change) => (change.kind === 'file' ? [change.format] : [])));
  const apps = [...formats].some((format) => !['amplify-cli', 'reference-auth', 'role-policies'].includes(format));
  return [
    ...(formats.has('amplify-cli')
      ? [
          'Run `amplify push` for each env, or let Amplify Hosting build it: only then does the backend take up the imported auth.',
        ]
      : []),
    ...(formats.has('reference-auth')
      ? ['Deploy the Gen 2 backend: `referenceAuth` in `auth/resource.ts` is read when it is deployed.']
      : []),
    ...(formats.has('role-policies') ? ['Apply the policy documents with the tool that manages the roles.'] : []),
    ...(apps ? ['Build the apps anew: they read the generated files when they are built.'] : []),
  ];
}

/** One kind of drift, and both ways to settle it. Code is between backticks; there is no foreign text. */
export interface Settlement {
  readonly what: string;
  readonly rules: readonly RuleId[];
  readonly accept: string;
  readonly restore: string;
}

const SETTLEMENTS: readonly Settlement[] = [
  {
    what: 'Cognito and trust',
    rules: ['drift/user-pool', 'drift/client', 'drift/identity-pool', 'drift/role', 'drift/trust'],
    accept: 'Run `apply`: it brings the files and the lock up to date with AWS.',
    restore:
      'Change it back in AWS to the lines with `-`: this action changes no Cognito resource and no trust policy.',
  },
  {
    what: 'policies and variables of this action',
    rules: ['drift/policy'],
    accept: 'Change `categories` or `lambdas` in the manifest so that it leads to what is there now, then run `apply`.',
    restore: 'Run `apply`: it writes what the manifest says, and removes what it does not lead to.',
  },
  {
    what: 'generated files',
    rules: ['drift/file'],
    accept: 'Put the change into the manifest, then run `apply`: whatever stands only in the file is overwritten.',
    restore: 'Run `apply`, or restore the file from git.',
  },
  {
    what: 'Amplify Hosting',
    rules: ['drift/hosting'],
    accept: 'Name these resources in the manifest, or take the branch out of `hosting`.',
    restore: 'Set the variables in the Amplify console, or with `aws amplify update-branch`.',
  },
];

/** Both ways to settle the drift of a report, by what has drifted. */
export function settlementsOf({ findings }: Pick<RunReport, 'findings'>): readonly Settlement[] {
  const found = new Set(findings.filter(({ ignored }) => ignored === undefined).map(({ rule }) => rule));
  return SETTLEMENTS.filter(({ rules }) => rules.some((rule) => found.has(rule)));
}
