import { MATRIX_BY, MAX_SHARDS, parseShard, type MatrixBy, type Shard } from '../domain/shard.ts';
import type { PolicyMode } from '../manifest/model.ts';
import { clashes } from '../publish/branch-name.ts';
import type { CommentMode } from '../publish/sticky-comment.ts';
import { COMMAND_NAMES, COMMANDS, type CommandName } from './commands.ts';
import { inputReader } from './input-reader.ts';
import { FORMER_INPUTS, type Failure, type InputName, type PublishChannel } from './input-table.ts';

/** The action's inputs as the run works with them; {@link INPUTS} has their names, texts and defaults. */
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
  readonly driftIssue: boolean;
  readonly offline: 'auto' | 'true' | 'false';
  /** Empty: none is written. */
  readonly sarifFile: string;
  /** What makes the run fail; findings below their severities do not. */
  readonly failOn: ReadonlySet<Failure>;
}

export interface LoadedInputs {
  readonly inputs: ActionInputs;
  /** Every value that was not understood, with what is allowed; the default stands in for it. */
  readonly problems: readonly string[];
}

/** What limits a run, or lists something: a value that turns out to hold nothing is a mistake, and never "all" or "none". */
const NEVER_BLANK: readonly InputName[] = [
  'manifest',
  'envs',
  'exclude-envs',
  'shard',
  'shards',
  'plan-digest',
  'allowed-account-ids',
  'publish',
  'fail-on',
  'pr-labels',
  'pr-reviewers',
];

interface LoadOptions {
  /** Whether a command that writes only shows what it would do. */
  readonly dryRun?: boolean;
  /** Whether this is a job: there, what makes files has to say where they go. */
  readonly isJob?: boolean;
  /** The runner's temporary folder, where there is one. */
  readonly temporary?: string | undefined;
  /** Tells what is set from what is not, where that is possible: an action's input that is set to nothing looks as if it were not set. */
  readonly isSet?: (name: InputName) => boolean;
}

/** Reads all inputs at once. `read` gives the text of an input as it was written, empty where it is not set. */
export function loadInputs(
  read: (name: InputName) => string,
  { dryRun = false, isJob = false, temporary, isSet = (name: InputName) => read(name) !== '' }: LoadOptions = {},
): LoadedInputs {
  const problems: string[] = [];
  const { text, list, complain, oneOf, flag, count, ...forms } = inputReader(read, problems);
  for (const [name, successor] of Object.entries(FORMER_INPUTS)) {
    if (read(name as InputName).trim() !== '') problems.push(`input "${name}" is no longer there; ${successor}`);
  }
  for (const name of NEVER_BLANK.filter((one) => isSet(one) && list(one).length === 0)) {
    const given = JSON.stringify(read(name));
    problems.push(`input "${name}" is ${given} and holds nothing; give it a value, or leave the input out`);
  }
  const command = oneOf('command', COMMAND_NAMES);
  const shard = text('shard') === '' ? undefined : parseShard(text('shard'));
  if (text('shard') !== '' && shard === undefined) complain('shard', `i/n, such as 2/5; at most ${MAX_SHARDS}`);
  if (command === 'unlink' && list('envs').length === 0) {
    problems.push('input "envs" is empty; unlink needs the names of the envs to unlink, or * for all');
  }
  const makesFiles = COMMANDS[command].publishes === 'all' && !dryRun;
  if (isJob && makesFiles && shard === undefined && text('publish') === '') {
    const hint = 'commit, pull-request or artifact, or none to keep the files on the runner only';
    problems.push(`input "publish" is not set, and ${command} makes files; say where they go: ${hint}`);
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
    workingDirectory: forms.folder('working-directory'),
    policies: oneOf('policies', ['manage', 'check', 'off']),
    adopt: flag('adopt'),
    prune: flag('prune'),
    allowCustom: flag('allow-custom'),
    allowClientSecret: flag('allow-client-secret'),
    planDigest: forms.digest('plan-digest'),
    allowedAccountIds: forms.accounts('allowed-account-ids'),
    maskAccountIds: flag('mask-account-ids'),
    quotaShare: count('quota-share', 1, 100),
    githubToken: read('github-token').trim(),
    publish: shardChannels(forms.channels('publish'), shard !== undefined, problems),
    branch: forms.branch('branch'),
    base: forms.branch('base'),
    commitMessage: text('commit-message'),
    prTitle: text('pr-title'),
    prLabels: list('pr-labels'),
    prReviewers: list('pr-reviewers'),
    prDraft: flag('pr-draft'),
    artifactName: forms.artifactName('artifact-name'),
    comment: oneOf('comment', ['never', 'on-change', 'always']),
    suggestions: flag('suggestions'),
    driftIssue: flag('drift-issue'),
    offline: oneOf('offline', ['auto', 'true', 'false']),
    sarifFile: forms.reportFile('sarif-file', temporary),
    failOn: forms.failures('fail-on', command === 'drift' ? ['error', 'drift', 'unchecked'] : ['error', 'drift']),
  };
  if (inputs.publish.has('pull-request') && inputs.branch && inputs.base && clashes(inputs.branch, inputs.base)) {
    problems.push(
      `input "branch" is ${JSON.stringify(text('branch'))} and input "base" is ${JSON.stringify(text('base'))}; a pull request needs two branches`,
    );
  }
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
