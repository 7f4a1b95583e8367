import { posix } from 'node:path';
import type { PolicyMode } from './domain/manifest.ts';
import type { CommentMode } from './publishers/sticky-comment.ts';
import { MATRIX_BY, type MatrixBy } from './planning/matrix.ts';
import { MAX_SHARDS, parseShard, type Shard } from './planning/shards.ts';
import { isOutdatedDigest, parseReviewedPlan } from './planning/digest.ts';
import type { Severity } from './domain/rule.ts';

/**
 * The action's inputs: the one place that knows their names, defaults and forms. `action.yml` and the README's table are
 * generated from it, and the terminal takes the same names as flags.
 */
export interface ActionInputs {
  readonly command: CommandName;
  /** Whether a command that writes only shows what it would do. */
  readonly dryRun: boolean;
  /** Paths and globs below `workingDirectory`; none: the default names. */
  readonly manifest: readonly string[];
  readonly envs: readonly string[];
  readonly excludeEnvs: readonly string[];
  /** Only the envs of this shard; undefined: all. */
  readonly shard: Shard | undefined;
  /** For `matrix`: how many; undefined: as many as are sensible. */
  readonly shards: number | undefined;
  readonly matrixBy: MatrixBy;
  /** POSIX path relative to the workspace; empty: the workspace itself. */
  readonly workingDirectory: string;
  readonly policies: PolicyMode;
  readonly adopt: boolean;
  readonly prune: boolean;
  readonly allowCustom: boolean;
  readonly allowClientSecret: boolean;
  /** The digest of a reviewed plan; empty: none. */
  readonly planDigest: string;
  /** Empty: any account. */
  readonly allowedAccountIds: readonly string[];
  /** Whether people are not to read account ids. */
  readonly maskAccountIds: boolean;
  /** Percent of the published quotas. */
  readonly quotaShare: number;
  /** A secret: it must not be printed. */
  readonly githubToken: string;
  readonly publish: ReadonlySet<PublishChannel>;
  /** Empty: the default of the channel. */
  readonly branch: string;
  readonly base: string;
  readonly commitMessage: string;
  readonly prTitle: string;
  readonly prLabels: readonly string[];
  readonly prReviewers: readonly string[];
  readonly prDraft: boolean;
  readonly artifactName: string;
  readonly comment: CommentMode;
  readonly suggestions: boolean;
  readonly issue: boolean;
  readonly failOnDrift: boolean;
  readonly offline: 'auto' | 'true' | 'false';
  /** Empty: none is written. */
  readonly sarifFile: string;
  readonly failOn: Severity | 'never';
  readonly failOnUnchecked: boolean;
  readonly maxAnnotations: number;
  readonly logLevel: 'info' | 'debug';
  readonly maxParallel: number;
}

export const COMMAND_NAMES = [
  'validate',
  'plan',
  'apply',
  'drift',
  'unlink',
  'discover',
  'matrix',
  'collect',
  'permissions',
] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

export const PUBLISH_CHANNELS = ['commit', 'pull-request', 'artifact'] as const;
export type PublishChannel = (typeof PUBLISH_CHANNELS)[number];

interface InputSpec {
  readonly description: string;
  readonly default: string;
}

/** In the order of the documentation. */
export const INPUTS = {
  command: {
    description: `What to do: ${COMMAND_NAMES.join(', ')}.`,
    default: 'validate',
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
  },
  shards: { description: 'With matrix: how many shards, at most 256. Default: one per 25 envs.', default: '' },
  'matrix-by': { description: `With matrix: a job for each ${MATRIX_BY.join(', ')}.`, default: 'shard' },
  'working-directory': {
    description: 'Folder of the manifest and of the outputs, inside the workspace. Default: the workspace.',
    default: '',
  },
  policies: {
    description: 'Ceiling for role policies over what the manifest says: manage, check (never write), off.',
    default: 'manage',
  },
  adopt: {
    description: 'Take over existing files at output paths that are not in the lock and differ.',
    default: 'false',
  },
  prune: {
    description: 'With apply: unlink envs that are in the lock and no longer in the manifest.',
    default: 'false',
  },
  'allow-custom': {
    description: 'Let manifests hold statements of their own (categories.custom).',
    default: 'false',
  },
  'allow-client-secret': {
    description:
      'Let mobile files hold the secret of the native client (includeClientSecret). They stay on disk: never published, and git must ignore them.',
    default: 'false',
  },
  'plan-digest': {
    description:
      'Digest of a reviewed plan (output plan-digest), or JSON with one per env: an env whose plan differs is left alone.',
    default: '',
  },
  'allowed-account-ids': {
    description: 'AWS accounts that may be worked in, by comma; any other stops before anything is read. Default: any.',
    default: '',
  },
  'mask-account-ids': {
    description: 'Replace account ids in log, annotations, summary, comments, issues, pull requests and SARIF.',
    default: 'false',
  },
  'quota-share': {
    description: "Percent of AWS's published quotas that a run may use, 1 to 100.",
    default: '60',
  },
  publish: {
    description: 'Where files and lock go: any of commit, pull-request, artifact, by comma; none.',
    default: 'none',
  },
  branch: {
    description:
      'Branch to publish to. Default: for pull-request amplify-import-auth/<project>, for commit the current branch.',
    default: '',
  },
  base: { description: 'Base of the pull request. Default: the current branch, else the default one.', default: '' },
  'commit-message': { description: 'Message of our commits.', default: 'Update imported Amplify auth' },
  'pr-title': { description: 'Title of the pull request. Default: one that names the project.', default: '' },
  'pr-labels': { description: 'Labels of a new pull request, by comma.', default: '' },
  'pr-reviewers': {
    description: 'Users, or org/team, to ask for a review of a new pull request, by comma.',
    default: '',
  },
  'pr-draft': { description: 'Open the pull request as a draft.', default: 'false' },
  'artifact-name': {
    description: 'Name of the artifact, followed by the project.',
    default: 'amplify-import-auth',
  },
  'github-token': {
    description: 'Token for the GitHub API: base branch, commits, pull requests, comments, checks and issues.',
    default: '${{ github.token }}',
  },
  comment: {
    description:
      'Comment on the pull request, kept up to date: never; on-change (from the first change or finding on); always.',
    default: 'on-change',
  },
  suggestions: {
    description: 'On pull requests: offer findings with one certain mend as suggested changes.',
    default: 'true',
  },
  issue: { description: 'With drift: keep one issue up to date.', default: 'false' },
  'fail-on': { description: 'Fail on findings of this severity or worse: error, warning, never.', default: 'error' },
  'fail-on-drift': { description: 'With drift: fail where something has drifted.', default: 'true' },
  'fail-on-unchecked': {
    description: 'Fail where something could not be checked. Default: true for drift, else false.',
    default: '',
  },
  offline: {
    description:
      'Let the lock stand in for AWS: auto (code of strangers; terminals without credentials), true, false (code of strangers aside).',
    default: 'auto',
  },
  'sarif-file': { description: 'Write the findings as SARIF 2.1.0 to this path.', default: '' },
  'max-annotations': {
    description: 'Annotations per severity, 0 to 9 in a job; all findings are in the job summary.',
    default: '9',
  },
  'log-level': { description: 'info or debug.', default: 'info' },
  'max-parallel': { description: 'How many envs are inspected at once, 1 to 64.', default: '16' },
} as const satisfies Record<string, InputSpec>;

export type InputName = keyof typeof INPUTS;

export interface LoadedInputs {
  readonly inputs: ActionInputs;
  /** Every value that was not understood, with what is allowed; the default stands in for it. */
  readonly problems: readonly string[];
}

/** Reads all inputs at once. `read` gives the text of an input, empty where it is not set. */
export function loadInputs(read: (name: InputName) => string, { dryRun = false } = {}): LoadedInputs {
  const problems: string[] = [];
  const text = (name: InputName) => read(name).trim() || INPUTS[name].default;
  const complain = (name: InputName, allowed: string) => {
    problems.push(`input "${name}" is ${JSON.stringify(text(name))}; allowed: ${allowed}`);
  };
  const oneOf = <T extends string>(name: InputName, values: readonly T[]): T => {
    const found = values.find((value) => value === text(name));
    if (found === undefined) complain(name, values.join(', '));
    return found ?? (INPUTS[name].default as T);
  };
  // The spellings that GitHub's own toolkit takes: YAML 1.2's core schema.
  const flag = (name: InputName): boolean => {
    const value = text(name);
    if (/^(true|True|TRUE|false|False|FALSE)$/.test(value)) return value.toLowerCase() === 'true';
    complain(name, 'true, false');
    return (INPUTS[name].default as string) === 'true';
  };
  const count = (name: InputName, least: number, most: number): number => {
    const value = text(name);
    const number = /^\d{1,6}$/.test(value) ? Number(value) : NaN;
    if (number >= least && number <= most) return number;
    complain(name, `a whole number from ${least} to ${most}`);
    return Number(INPUTS[name].default);
  };
  const folder = (name: InputName): string => {
    const path = text(name).replaceAll('\\', '/');
    const normal = posix.normalize(path);
    if (!posix.isAbsolute(path) && !/^[A-Za-z]:/.test(path) && normal !== '..' && !normal.startsWith('../'))
      return path;
    complain(name, 'a relative path inside the workspace');
    return '';
  };
  const list = (name: InputName): readonly string[] =>
    read(name)
      .split(/[,\n]/)
      .map((part) => part.trim())
      .filter((part) => part !== '');

  const digest = (name: InputName): string => {
    const value = read(name).trim();
    if (value === '' || parseReviewedPlan(value) !== undefined) return value;
    if (isOutdatedDigest(value)) {
      problems.push(`input "${name}" has parts shorter than 128 bits, as earlier versions made them: run plan again`);
    } else complain(name, 'the output plan-digest of a plan, or JSON such as {"dev": "sha256:…"}');
    return '';
  };
  const accounts = (name: InputName): readonly string[] => {
    const ids = list(name);
    if (ids.every((id) => /^\d{12}$/.test(id))) return ids;
    complain(name, 'account ids of twelve digits, by comma');
    return [];
  };

  const channels = (name: InputName): ReadonlySet<PublishChannel> => {
    const wanted = list(name).filter((channel) => channel !== 'none');
    const known = PUBLISH_CHANNELS.filter((channel) => wanted.includes(channel));
    if (known.length !== new Set(wanted).size) complain(name, `${PUBLISH_CHANNELS.join(', ')}, none`);
    if (known.includes('commit') && known.includes('pull-request')) complain(name, 'commit or pull-request, not both');
    return new Set(known);
  };
  // Source: actions/toolkit, the characters that an artifact name may not have.
  const artifactName = (name: InputName): string => {
    const value = text(name);
    if (!/[":<>|*?\r\n\\/]/.test(value)) return value;
    complain(name, 'a name without " : < > | * ? \\ / and line breaks');
    return INPUTS[name].default;
  };

  const command = oneOf('command', COMMAND_NAMES);
  const shard = text('shard') === '' ? undefined : parseShard(text('shard'));
  if (text('shard') !== '' && shard === undefined) complain('shard', `i/n, such as 2/5; at most ${MAX_SHARDS}`);
  if (command === 'unlink' && list('envs').length === 0) {
    problems.push('input "envs" is empty; unlink needs the names of the envs to unlink, or * for all');
  }
  const inputs: ActionInputs = {
    command,
    dryRun,
    manifest: list('manifest'),
    envs: list('envs'),
    excludeEnvs: list('exclude-envs'),
    shard,
    shards: text('shards') === '' ? undefined : count('shards', 1, MAX_SHARDS),
    matrixBy: oneOf('matrix-by', MATRIX_BY),
    workingDirectory: folder('working-directory'),
    policies: oneOf('policies', ['manage', 'check', 'off']),
    adopt: flag('adopt'),
    prune: flag('prune'),
    allowCustom: flag('allow-custom'),
    allowClientSecret: flag('allow-client-secret'),
    planDigest: digest('plan-digest'),
    allowedAccountIds: accounts('allowed-account-ids'),
    maskAccountIds: flag('mask-account-ids'),
    quotaShare: count('quota-share', 1, 100),
    githubToken: read('github-token').trim(),
    publish: shardChannels(channels('publish'), shard !== undefined, problems),
    branch: text('branch'),
    base: text('base'),
    commitMessage: text('commit-message'),
    prTitle: text('pr-title'),
    prLabels: list('pr-labels'),
    prReviewers: list('pr-reviewers'),
    prDraft: flag('pr-draft'),
    artifactName: artifactName('artifact-name'),
    comment: oneOf('comment', ['never', 'on-change', 'always']),
    suggestions: flag('suggestions'),
    issue: flag('issue'),
    failOnDrift: flag('fail-on-drift'),
    offline: oneOf('offline', ['auto', 'true', 'false']),
    sarifFile: text('sarif-file'),
    failOn: oneOf('fail-on', ['error', 'warning', 'never']),
    failOnUnchecked: text('fail-on-unchecked') === '' ? command === 'drift' : flag('fail-on-unchecked'),
    maxAnnotations: count('max-annotations', 0, 9),
    logLevel: oneOf('log-level', ['info', 'debug']),
    maxParallel: count('max-parallel', 1, 64),
  };
  return { inputs, problems };
}

/** A shard uploads what it has made, and nothing else: publishing is for `collect`, once for all. */
function shardChannels(
  wanted: ReadonlySet<PublishChannel>,
  isShard: boolean,
  problems: string[],
): ReadonlySet<PublishChannel> {
  if (!isShard) return wanted;
  if (wanted.has('commit') || wanted.has('pull-request')) {
    problems.push(
      'input "publish" asks a shard for a commit or pull request; let the job with the command collect publish',
    );
  }
  return new Set([...wanted, 'artifact']);
}
