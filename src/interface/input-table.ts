import { MATRIX_BY } from '../domain/shard.ts';
import { COMMAND_NAMES, type CommandName } from './commands.ts';

export const PUBLISH_CHANNELS = ['commit', 'pull-request', 'artifact'] as const;
export type PublishChannel = (typeof PUBLISH_CHANNELS)[number];

/** What can make a run fail, apart from not being completed. */
export const FAILURES = ['error', 'warning', 'drift', 'unchecked'] as const;
export type Failure = (typeof FAILURES)[number];

interface InputSpec {
  readonly description: string;
  readonly default: string;
  /** The commands whose help in a terminal lists it; `job`: none, it means something in a job only. Left out: all. */
  readonly helpOf?: 'job' | readonly CommandName[];
}

const ON_ENVS = ['validate', 'plan', 'apply', 'drift', 'unlink'] as const;
const IN_AWS = [...ON_ENVS, 'discover'] as const;

/** In the order of the documentation. */
export const INPUTS = {
  command: {
    description: `What to do: ${COMMAND_NAMES.join(', ')}.`,
    default: 'validate',
    helpOf: 'job',
  },
  manifest: {
    description:
      'Paths or globs of manifests below working-directory, by comma or line. Default: amplify-auth.yml or amplify-auth.yaml.',
    default: '',
  },
  envs: { description: 'Names or globs of the envs to look at, by comma or line. Default: all.', default: '' },
  'exclude-envs': { description: 'Names or globs of envs to leave out, by comma or line.', default: '' },
  shard: {
    description:
      "Only this shard's envs, as i/n from the output matrix: it uploads what it made, and the command collect publishes it.",
    default: '',
    helpOf: 'job',
  },
  shards: {
    description: 'With matrix: how many shards, at most 256. Default: one per 25 envs.',
    default: '',
    helpOf: ['matrix'],
  },
  'matrix-by': {
    description: `With matrix: a job for each ${MATRIX_BY.join(', ')}.`,
    default: 'shard',
    helpOf: ['matrix'],
  },
  'working-directory': {
    description: 'Folder of the manifest and of the outputs, inside the workspace. Default: the workspace.',
    default: '',
  },
  policies: {
    description: 'Ceiling for role policies over what the manifest says: manage, check (never write), off.',
    default: 'manage',
    helpOf: ON_ENVS,
  },
  adopt: {
    description: 'Take over existing files at output paths that are not in the lock and differ.',
    default: 'false',
    helpOf: ['plan', 'apply'],
  },
  prune: {
    description: 'With apply: unlink envs that are in the lock and no longer in the manifest.',
    default: 'false',
    helpOf: ['plan', 'apply'],
  },
  'allow-custom': {
    description: 'Let manifests hold statements of their own (categories.custom).',
    default: 'false',
    helpOf: ['validate', 'plan', 'apply', 'drift'],
  },
  'allow-client-secret': {
    description:
      'Let mobile files hold the secret of the native client (includeClientSecret). They stay on disk: never published, and git must ignore them.',
    default: 'false',
    helpOf: ['validate', 'plan', 'apply'],
  },
  'plan-digest': {
    description:
      'Digest of a reviewed plan (output plan-digest), or JSON with one per env: an env whose plan differs is not written.',
    default: '',
    helpOf: ['apply'],
  },
  'allowed-account-ids': {
    description: 'AWS accounts that may be worked in, by comma; any other stops before anything is read. Default: any.',
    default: '',
    helpOf: IN_AWS,
  },
  'mask-account-ids': {
    description: 'Replace account ids in log, annotations, summary, comments, issues, pull requests and SARIF.',
    default: 'false',
    helpOf: IN_AWS,
  },
  'quota-share': {
    description: "Percent of AWS's published quotas that a run may use, 1 to 100.",
    default: '60',
    helpOf: IN_AWS,
  },
  publish: {
    description:
      'Where files and lock go: any of commit, pull-request, artifact, by comma; none. In a job, apply, unlink, collect and discover need it.',
    default: '',
    helpOf: 'job',
  },
  branch: {
    description:
      'Branch to publish to. Default: for pull-request amplify-import-auth/<project>, for commit the current branch.',
    default: '',
    helpOf: 'job',
  },
  base: {
    description: 'Base of the pull request. Default: the current branch, else the default one.',
    default: '',
    helpOf: 'job',
  },
  'commit-message': {
    description: 'Message of commits by this action.',
    default: 'Update imported Amplify auth',
    helpOf: 'job',
  },
  'pr-title': {
    description: 'Title of the pull request. Default: one that names the project.',
    default: '',
    helpOf: 'job',
  },
  'pr-labels': { description: 'Labels of a new pull request, by comma.', default: '', helpOf: 'job' },
  'pr-reviewers': {
    description: 'Users, or org/team, to ask for a review of a new pull request, by comma.',
    default: '',
    helpOf: 'job',
  },
  'pr-draft': { description: 'Open the pull request as a draft.', default: 'false', helpOf: 'job' },
  'artifact-name': {
    description: 'Name of the artifact, followed by the project.',
    default: 'amplify-import-auth',
    helpOf: 'job',
  },
  'github-token': {
    description: 'Token for the GitHub API: base branch, commits, pull requests, comments, checks and issues.',
    default: '${{ github.token }}',
    helpOf: 'job',
  },
  comment: {
    description:
      'Comment on the pull request, kept up to date: never; on-change (from the first change or finding on); always.',
    default: 'on-change',
    helpOf: 'job',
  },
  suggestions: {
    description: 'On pull requests: offer a suggested change for each finding that has one certain fix.',
    default: 'true',
    helpOf: 'job',
  },
  'drift-issue': { description: 'With drift: keep one issue up to date.', default: 'false', helpOf: 'job' },
  'fail-on': {
    description: `What fails a run: any of ${FAILURES.join(', ')}, by comma; never. Default: error, drift; with drift also unchecked.`,
    default: '',
    helpOf: ON_ENVS,
  },
  offline: {
    description:
      'Let the lock stand in for AWS: auto (code of strangers; terminals without credentials), true, false (code of strangers aside).',
    default: 'auto',
    helpOf: ['validate', 'plan'],
  },
  'sarif-file': { description: 'Write the findings as SARIF 2.1.0 to this path.', default: '', helpOf: ON_ENVS },
} as const satisfies Record<string, InputSpec>;

export type InputName = keyof typeof INPUTS;

/** Inputs of earlier versions, and what took their place. Setting one is an error that says so. */
export const FORMER_INPUTS: Readonly<Record<string, string>> = {
  'fail-on-drift': 'put drift into `fail-on`, or leave it out there',
  'fail-on-unchecked': 'put unchecked into `fail-on`, or leave it out there',
  issue: 'use `drift-issue`',
  'max-annotations': 'leave it out: as many annotations are made as GitHub shows',
  'log-level': "leave it out: debug output follows the runner's debug logging, and `--debug` in a terminal",
  'max-parallel': 'leave it out: 16 envs are inspected at once; `quota-share` limits the load on AWS',
};
