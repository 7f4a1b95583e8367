import type { Change, FileChange } from '../../domain/plan.ts';
import type { RunReport } from '../../domain/report.ts';
import type { RuleId } from '../../domain/rule.ts';
import { countOf } from '../count.ts';
import { code, markdown } from '../escape.ts';
import { fit, type Section } from '../fit.ts';
import { changeCounts, joined } from '../view/change-view.ts';
import { matrixOf, type EnvRow } from '../view/matrix.ts';
import { deploySteps } from '../view/next-steps.ts';
import { changeSections } from './changes.ts';
import { MAX_BODY } from './comment.ts';
import type { TextContext } from './context.ts';
import { footSection, rightsSection } from './head.ts';
import { folded, link, names, prose } from './markdown.ts';

/** Envs with their files, and paths from earlier runs, that are named. */
const MAX_ENVS = 300;
/** More of them are folded, and then the policies are left to the summary. */
const MAX_OPEN = 10;
const MAX_PENDING = 50;
const MAX_NAMES = 20;

export interface PullRequestContext extends TextContext {
  /** The branch that it goes into. */
  readonly base: string;
  /** Paths that earlier runs have put on the branch, for envs of which this one says nothing. */
  readonly pending: readonly string[];
}

/** The body of a pull request: what merging does, what has happened already, what is left to do, for whoever reviews it. */
export function pullRequestBody(report: RunReport, context: PullRequestContext): string {
  const rows = matrixOf(report);
  const isDone = report.outcomes.length > 0;
  const done = isDone ? rows.map(carriedOut) : rows;
  const sections: readonly Section[] = [
    ...mergingSections(report, done, context),
    ...(isDone ? inForceSections(report, done, context) : []),
    ...afterSections(done),
    ...leftOutSections(rows, context),
    pendingSection(context.pending),
    footSection(report, context),
  ];
  return fit(sections, MAX_BODY, 'The job summary');
}

/** The env with what was carried out of its plan. */
function carriedOut(row: EnvRow): EnvRow {
  const targets = row.outcomes
    .filter(({ status }) => ['applied', 'unchanged', 'unconfirmed'].includes(status))
    .map(({ target }) => target);
  return { ...row, changes: row.changes.filter(({ target }) => targets.includes(target)) };
}

function mergingSections(report: RunReport, rows: readonly EnvRow[], { base }: PullRequestContext): readonly Section[] {
  const projects = [...new Set(report.envs.map(({ project }) => project))].map((name) => `**${markdown(name)}**`);
  const files = rows.flatMap(({ changes }) => changes.filter(isFile));
  const what = files.length === 0 ? 'the lock' : `${countOf(files.length, 'file')} and the lock`;
  const effect = effectOf(report);
  const intro = `Merging this brings ${what}${projects.length === 0 ? '' : ` of ${joined(projects)}`} into ${code(base)}. ${effect}`;
  const changing = rows.filter(({ changes }) => changes.some(isFile));
  const lines = changing.slice(0, MAX_ENVS).map(({ env, changes }) => {
    const own = changes.filter(isFile).map(fileLine);
    const list = own.length === 1 ? ` ${own.join('')}` : `\n${own.map((line) => `  - ${line}`).join('\n')}`;
    return `- **${markdown(env.name)}**${own.length === 1 ? ':' : ''}${list}`;
  });
  const more = changing.length - lines.length;
  if (more > 0) lines.push(`- and ${countOf(more, 'more env')}`);
  const list = lines.join('\n');
  const title = `${countOf(files.length, 'file')} in ${countOf(changing.length, 'env')}`;
  return [
    { what: 'heading', text: `### What merging does\n\n${intro}`, stays: true },
    { what: 'list of files', text: changing.length > MAX_OPEN ? folded(title, list) : list },
  ];
}

/** What happens in AWS, so that nobody has to guess whether merging is dangerous. */
function effectOf({ command, collected = command, findings }: RunReport): string {
  if (collected !== 'drift') return 'Merging changes nothing in AWS: what was to be written there is written already.';
  const drifted = new Set(findings.filter(({ ignored }) => ignored === undefined).map(({ rule }) => rule));
  const has = (...rules: readonly RuleId[]) => rules.some((rule) => drifted.has(rule));
  const inAws = has('drift/user-pool', 'drift/client', 'drift/identity-pool', 'drift/role', 'drift/trust');
  return [
    'Merging changes nothing in AWS.',
    ...(inAws
      ? [
          '**It accepts what was changed in Cognito or in trust policies**: files and lock then say the same as AWS. To restore what was instead, close this and change it back in AWS.',
        ]
      : []),
    ...(has('drift/file') ? ['Generated files that were edited by hand are written anew.'] : []),
    ...(has('drift/policy') ? ['Policies that drifted are not part of it: `apply` restores them.'] : []),
  ].join(' ');
}

function isFile(change: Change): change is FileChange {
  return change.kind === 'file';
}

function fileLine({ action, path, adopted }: FileChange): string {
  const verb = { create: 'adds', update: 'updates', delete: 'deletes' }[action];
  return `${verb} ${code(path)}${adopted === true ? ' (**takes over a file that this action did not write**)' : ''}`;
}

function inForceSections(report: RunReport, rows: readonly EnvRow[], context: PullRequestContext): readonly Section[] {
  const written = rows.flatMap(({ changes }) => changes.filter((change) => !isFile(change)));
  if (written.length === 0) return [];
  const { run } = context.links;
  const [was, it] = written.length === 1 ? ['was', 'it'] : ['were', 'them'];
  const by = link('the run', run);
  const intro = `${changeCounts(written)} ${was} written by ${by} that opened or updated this. Reverting this pull request does not take ${it} back: change the manifest for that, and run \`apply\`.`;
  const changing = rows.filter(({ changes }) => changes.some((change) => !isFile(change)));
  return [
    { what: 'heading', text: `### In force in AWS already\n\n${intro}` },
    rightsSection(report),
    ...(changing.length > MAX_OPEN
      ? [{ what: 'link', text: `Each policy is in ${link('the summary of the run', run)}.` }]
      : changeSections(rows, ['policy', 'variable'])),
  ];
}

/** What has to be built or deployed for the files to take effect. */
function afterSections(rows: readonly EnvRow[]): readonly Section[] {
  const steps = deploySteps(rows.flatMap(({ changes }) => changes));
  if (steps.length === 0) return [];
  return [
    {
      what: 'next step',
      text: `### After merging\n\n${steps.map((step) => `- ${prose(step)}`).join('\n')}`,
      stays: true,
    },
  ];
}

/** Envs that have problems are not part of it: whoever merges should know. */
function leftOutSections(rows: readonly EnvRow[], { links }: PullRequestContext): readonly Section[] {
  const left = rows
    .filter(({ env }) => env.state === 'failed' || env.state === 'blocked')
    .map(({ env }) => markdown(env.name));
  if (left.length === 0) return [];
  const where = links.run === undefined ? '' : `: see the ${link('job summary', links.run)}`;
  const text = `**Not part of it:** ${names(left, MAX_NAMES)} ${left.length === 1 ? 'has' : 'have'} problems and ${left.length === 1 ? 'stays' : 'stay'} as ${left.length === 1 ? 'it is' : 'they are'}${where}.`;
  return [{ what: 'env that is left out', text, stays: true }];
}

function pendingSection(paths: readonly string[]): Section {
  const text = `From earlier runs, and not merged yet: ${names(paths.map(code), MAX_PENDING)}.`;
  return { what: 'list of earlier files', text: paths.length === 0 ? '' : text, stays: true };
}
