import type { Finding } from '../domain/finding.ts';
import type { Change } from '../domain/plan.ts';
import type { Capability } from '../domain/proof.ts';
import type { EnvReport, RunReport } from '../domain/report.ts';
import { wholeOf } from '../plan/digest.ts';
import { code, codeInHtml, fence, markdown } from './escape.ts';
import { fit, type Section } from './fit.ts';
import { missingPermissions } from './missing-permissions.ts';
import { byReason } from './terminal.ts';
import { countOf } from './count.ts';
import { verdictOf } from './verdict.ts';

/** GitHub takes 1 MiB a step and drops all of it when it is more; older servers take 128 KiB. */
const MAX_BYTES = 900 * 1024;

/** More envs would leave no room for their findings. */
const MAX_ROWS = 1_000;
/** So many envs are named where one reason concerns them all. */
const MAX_NAMES = 50;

/** The job summary: the verdict, one table of envs, the findings, and the rest folded. */
export interface SummaryOptions {
  readonly maxBytes?: number;
  /** The number of calls: left out of what is compared with an earlier one. */
  readonly footer?: boolean;
}

export function summaryOf(report: RunReport, { maxBytes = MAX_BYTES, footer = true }: SummaryOptions = {}): string {
  const as = (what: string) => (text: string) => ({ what, text });
  const sections: readonly Section[] = [
    as('heading')(heading(report)),
    as('table of envs')(envTable(report)),
    as('document')(report.document?.markdown ?? ''),
    ...findingsSection(report.findings.filter(({ ignored }) => ignored === undefined)).map(as('finding')),
    ...uncheckedSection(report).map(as('list of unchecked items')),
    ...acceptedSection(report.findings.filter(({ ignored }) => ignored !== undefined)).map(
      as('list of accepted findings'),
    ),
    ...capabilitySection(report.capabilities).map(as('table of rights')),
    ...outcomesSection(report).map(as('list of what was done')),
    ...planSection(report).map(as('change')),
    as('next step')(nextSteps(report)),
    ...report.notes.map((note) => as('note')(`> ${markdown(note)}`)),
    as('count of calls')(
      footer ? `<sub>${report.calls.total} AWS calls, ${report.calls.throttled} throttled</sub>` : '',
    ),
  ];
  return fit(
    sections.filter(({ text }) => text !== ''),
    maxBytes,
  );
}

function heading(report: RunReport): string {
  const { unchecked } = report;
  const findings = report.findings.filter(({ ignored }) => ignored === undefined);
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const { sign, title } = verdictOf(report);
  const counts = [
    countOf(report.envs.length, 'env'),
    countOf(count('error'), 'error'),
    countOf(count('warning'), 'warning'),
    `${unchecked.length} unchecked`,
  ].join(', ');
  const incomplete = report.incomplete === undefined ? '' : `\n\n**Not completed:** ${markdown(report.incomplete)}`;
  return `## ${sign} amplify-import-auth ${report.command}: ${markdown(title)}\n\n${counts}${incomplete}`;
}

function envTable(report: RunReport): string {
  if (report.envs.length === 0) return '';
  const findings = countsOf(report.findings.map(({ env, place }) => [place.file, env]));
  const unchecked = countsOf(report.unchecked.map(({ env, place }) => [place.file, env]));
  const changes = countsOf(report.plan.changes.map(({ env, manifest }) => [manifest, env]));
  const row = (env: EnvReport) => {
    const own = [env.manifest, env.env] as const;
    return [
      code(env.name),
      env.state,
      env.config === undefined ? '–' : code(env.config.userPoolId),
      env.config?.identityPoolId ? code(env.config.identityPoolId) : '–',
      String(findings(own)),
      String(unchecked(own)),
      String(changes(own)),
    ];
  };
  const more = report.envs.length - MAX_ROWS;
  const list = table(
    ['env', 'state', 'user pool', 'identity pool', 'findings', 'unchecked', 'changes'],
    report.envs.slice(0, MAX_ROWS).map(row),
  );
  return more > 0 ? `${list}\n\n_${more} more envs are in the report._` : list;
}

/** How often each pair of a file and an env occurs. */
function countsOf(pairs: readonly (readonly [string, string | null])[]): (pair: readonly [string, string]) => number {
  const counts = new Map<string, number>();
  for (const pair of pairs) {
    const key = JSON.stringify(pair);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return (pair) => counts.get(JSON.stringify(pair)) ?? 0;
}

/** Each finding is a section of its own, so that a long list is cut between two of them. */
function findingsSection(findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return [];
  const [first = '', ...more] = findings.map(findingText);
  return [`### Findings\n\n${first}`, ...more];
}

const SIGNS = { error: '🔴', warning: '🟠', notice: '🔵' } as const;

function findingText({ severity, rule, message, hint, env, place }: Finding): string {
  const where = place.file === '' ? '' : ` ${code(`${place.file}:${place.line}:${place.column}`)}`;
  const who = env === null ? '' : ` ${code(env)}`;
  const text = `${SIGNS[severity]} **${rule}**${who}${where}<br>${markdown(message)}`;
  if (hint === undefined) return text;
  const [first, ...more] = hint.split('\n');
  return more.length === 0
    ? `${text}<br><i>${markdown(hint)}</i>`
    : `${text}<br><i>${markdown(first ?? '')}</i>\n\n${fence(more.join('\n'), 'json')}`;
}

function uncheckedSection(report: RunReport): readonly string[] {
  if (report.unchecked.length === 0) return [];
  const rows = [...byReason(report)].map(([reason, group]) => [
    markdown(reason),
    group.missing === undefined ? '–' : code(group.missing),
    named(group.envs),
    group.rules.map(code).join(' '),
  ]);
  const text = 'These checks could not be made. They do not count as passed.';
  const policy = missingPermissions(report.unchecked);
  const grant =
    policy === undefined ? '' : `\n\nTo allow it, add:\n\n${fence(JSON.stringify(policy, null, 2), 'json')}`;
  return [`### Unchecked\n\n${text}\n\n${table(['reason', 'missing permission', 'envs', 'rules'], rows)}${grant}`];
}

function named(envs: readonly string[]): string {
  const shown = envs.slice(0, MAX_NAMES).map(code).join(' ');
  return envs.length <= MAX_NAMES ? shown : `${shown} and ${envs.length - MAX_NAMES} more`;
}

/** What the manifest accepts: it fails nothing, and is not forgotten. */
function acceptedSection(findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return [];
  const rows = findings.map(({ rule, env, message, ignored = '' }) => [
    code(rule),
    env === null ? '–' : code(env),
    markdown(message),
    markdown(ignored),
  ]);
  const list = table(['rule', 'env', 'finding', 'accepted because'], rows);
  return [`<details><summary>${countOf(findings.length, 'accepted finding')}</summary>\n\n${list}\n\n</details>`];
}

/** Category by kind of users by env. A long matrix is folded, one that has anything but yes never is. */
function capabilitySection(capabilities: readonly Capability[]): readonly string[] {
  if (capabilities.length === 0) return [];
  const rows = capabilities.map(({ env, category, grantee, live, planned }) => [
    code(category),
    markdown(grantee),
    code(env),
    live.state,
    planned.state,
    markdown(planned.state === 'yes' ? '' : reasons(planned.why)),
  ]);
  const list = table(['category', 'for', 'env', 'now', 'planned', 'why not'], rows);
  const yes = capabilities.filter(({ planned }) => planned.state === 'yes').length;
  const note =
    "By IAM's simulator, from all policies of the roles. Policies of resources and the session's own are not in it.";
  if (yes < capabilities.length || rows.length <= 12) return [`### Rights\n\n${note}\n\n${list}`];
  return [`### Rights\n\n${note}\n\n<details><summary>all ${yes} hold</summary>\n\n${list}\n\n</details>`];
}

/** Many rights fail together: three reasons say enough, the report has all. */
function reasons(why: readonly string[]): string {
  const more = why.length > 3 ? `; and ${why.length - 3} more` : '';
  return `${why.slice(0, 3).join('; ')}${more}`;
}

function outcomesSection({ outcomes }: RunReport): readonly string[] {
  if (outcomes.length === 0) return [];
  const rows = outcomes.map((outcome) => [
    code(outcome.env),
    outcome.status,
    outcome.action,
    outcome.kind,
    code(outcome.target),
    outcome.reason === undefined ? '' : markdown(outcome.reason),
  ]);
  return [`### Done\n\n${table(['env', 'status', 'action', 'kind', 'target', 'reason'], rows)}`];
}

function planSection({ plan, outcomes }: RunReport): readonly string[] {
  if (plan.changes.length === 0 || outcomes.length > 0) return [];
  const items = plan.changes.map(
    (change) => `${change.action} ${change.kind} ${code(change.target)}${detailsOf(change)}`,
  );
  const [first = '', ...more] = items;
  const title = `### Plan\n\n${countOf(plan.changes.length, 'change')}, digest ${code(wholeOf(plan.digest))}`;
  return [`${title}\n\n${first}`, ...more];
}

function detailsOf(change: Change): string {
  if (change.kind === 'lock' || change.after === null) return '';
  if (change.kind === 'file' && change.secret?.after !== undefined) return ' (holds the secret of a client; not shown)';
  const language = change.kind !== 'file' || change.path.endsWith('.json') ? 'json' : 'js';
  const folded = (when: string, value: unknown) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
    return `\n\n<details><summary>${codeInHtml(change.env)} ${when}</summary>\n\n${fence(text, language)}\n\n</details>`;
  };
  const before = change.before === null ? '' : folded('before', change.before);
  return `${before}${folded('after', change.after)}`;
}

function nextSteps(report: RunReport): string {
  const { command, outcomes, plan } = report;
  if (report.result === 'failure') return '';
  if (command === 'plan' && plan.changes.length > 0) return '**Next:** run `apply` to carry this out.';
  const wroteFiles = outcomes.some((outcome) => outcome.kind === 'file' && outcome.status === 'applied');
  if (command === 'apply' && wroteFiles) {
    return '**Next:** commit the generated files and the lock, and rebuild the apps that read them. Role policies are in force already.';
  }
  return '';
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
