import type { RunReport } from '../../domain/report.ts';
import { countOf } from '../count.ts';
import { code, markdown } from '../escape.ts';
import type { Section } from '../fit.ts';
import { openChecksOf } from '../view/open-checks.ts';
import { rightsSentence } from '../view/rights.ts';
import { commitUrl } from '../view/links.ts';
import { nextSteps } from '../view/next-steps.ts';
import { verdictOf } from '../verdict.ts';
import type { TextContext } from './context.ts';
import { link, prose } from './markdown.ts';

/** The verdict as a heading, and below it what the run was and how much it found. */
export function headSections(report: RunReport, level: '##' | '###'): readonly Section[] {
  const { sign, title } = verdictOf(report);
  const incomplete = report.incomplete === undefined ? '' : `**Not completed:** ${markdown(report.incomplete)}`;
  return [
    { what: 'heading', text: `${level} ${sign} ${markdown(title)}`, stays: true },
    { what: 'heading', text: lineOf(report), stays: true },
    { what: 'heading', text: incomplete, stays: true },
  ];
}

function lineOf(report: RunReport): string {
  const { command, envs, unchecked } = report;
  const counted = report.findings.filter(({ ignored }) => ignored === undefined);
  const count = (severity: string) => counted.filter((finding) => finding.severity === severity).length;
  const projects = [...new Set(envs.map(({ project }) => project))];
  const of =
    projects.length === 0
      ? ''
      : ` of ${projects
          .slice(0, 5)
          .map((project) => `**${markdown(project)}**`)
          .join(', ')}`;
  const parts = [
    `amplify-import-auth \`${command}\`${of}`,
    countOf(envs.length, 'env'),
    ...(['error', 'warning'] as const).flatMap((severity) =>
      count(severity) === 0 ? [] : [countOf(count(severity), severity)],
    ),
    ...(unchecked.length === 0 ? [] : [openText(report)]),
    ...(['validate', 'plan', 'drift'].includes(command) ? ['nothing in AWS was changed'] : []),
  ];
  return parts.join(' · ');
}

/** Where all that is open follows from what was found there is nothing else to do about it. */
function openText(report: RunReport): string {
  const { length } = report.unchecked;
  const waits = `${countOf(length, 'check')} ${length === 1 ? 'waits' : 'wait'} for these fixes`;
  return openChecksOf(report).length === 0 ? waits : `${length} unchecked`;
}

/** One sentence on who gains and loses rights. */
export function rightsSection(report: RunReport): Section {
  const sentence = rightsSentence(report, { text: markdown, code });
  return { what: 'rights', text: sentence === undefined ? '' : `**Rights:** ${sentence}` };
}

/** What to do next: one step is a line, several are a list. */
export function nextSection(report: RunReport, { situation }: TextContext): Section {
  const steps = nextSteps(report, situation).map(prose);
  const list = steps.length === 1 ? ` ${steps.join('')}` : `\n\n${steps.map((step) => `- ${step}`).join('\n')}`;
  return { what: 'next step', text: steps.length === 0 ? '' : `**Next:**${list}`, stays: true };
}

/** Run, commit and report, in small. */
export function footSection(report: RunReport, { links }: TextContext, calls = false): Section {
  const { commit, run } = links;
  const { artifact } = report.publication;
  const isRefused = report.findings.some(({ rule }) => rule === 'publish/refused');
  const parts = [
    ...(run === undefined ? [] : [link(`run ${run.slice(run.lastIndexOf('/') + 1)}`, run)]),
    ...(commit === undefined ? [] : [`commit ${link(code(commit.slice(0, 7)), commitUrl(links, commit))}`]),
    ...(artifact === undefined ? [] : [link('report and files', artifact.url)]),
    ...(run !== undefined && isRefused ? [link('artifacts of the run', `${run}#artifacts`)] : []),
    ...(calls ? [`${countOf(report.calls.total, 'AWS call')}, ${report.calls.throttled} throttled`] : []),
  ];
  return { what: 'footer', text: parts.length === 0 ? '' : `<sub>${parts.join(' · ')}</sub>`, stays: true };
}
