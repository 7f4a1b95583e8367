import { inOrder, type Finding, type UncheckedItem } from '../../domain/finding.ts';
import { groupedBy } from '../../domain/ordering.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Capability } from '../../domain/proof.ts';
import type { EnvReport, EnvState, PublicConfig, PublicationReport, Result, RunReport } from '../../domain/report.ts';
import { isDrift } from '../../domain/rule.ts';
import { isAtLeast } from '../../domain/severity.ts';
import { granteeName } from '../../categories/category.ts';
import { grantsIn } from '../../categories/index.ts';
import { publicConfigOf } from '../../formats/public-config.ts';
import type { ActionInputs } from '../../interface/inputs.ts';
import { commandOf } from '../../interface/commands.ts';
import { envDigest, planDigest } from '../../plan/digest.ts';
import { fromFolderOf } from '../../plan/paths.ts';
import { envKey } from '../../report/view/env-key.ts';
import { poolVariable } from '../../categories/lambda/access.ts';
import type { Aws, CallCounts } from '../../ports/aws.ts';
import type { Candidate } from '../apply/apply.ts';
import { NOTHING_PUBLISHED, type PublishOutcome } from '../publish/publish.ts';
import { checkedStates } from './env-state.ts';
import { reportNames } from './report-names.ts';

export interface RunParts {
  readonly inputs: ActionInputs;
  /** Whether the run has several manifests. For a shard: the whole fleet, so that all shards call an env the same. */
  readonly several: boolean;
  readonly findings: readonly Finding[];
  readonly unchecked: readonly UncheckedItem[];
  readonly envs: readonly Candidate[];
  readonly outcomes: readonly Outcome[];
  readonly calls: CallCounts;
  readonly mode: RunReport['mode'];
  readonly publication: PublicationReport;
  readonly notes: readonly string[];
  readonly matrix: RunReport['matrix'];
  readonly document: RunReport['document'];
}

/** The parts of a run that has not come to anything yet. */
export function nothingDone(inputs: ActionInputs, aws: Pick<Aws, 'calls'>): RunParts {
  return {
    inputs,
    several: false,
    findings: [],
    unchecked: [],
    envs: [],
    outcomes: [],
    calls: aws.calls(),
    mode: 'live',
    publication: NOTHING_PUBLISHED,
    notes: [],
    matrix: undefined,
    document: undefined,
  };
}

/** Puts the parts of a run together and says how it ended. */
export function buildReport(parts: RunParts): RunReport {
  const { inputs, envs, outcomes, unchecked } = parts;
  const findings = inOrder(parts.findings);
  const nameOf = reportNames(parts.several);
  const planned = envs
    .filter(({ plan }) => plan.changes.length > 0)
    .map(({ plan }) => [nameOf(plan.subject), plan] as const);
  const digests = Object.fromEntries(planned.map(([name, plan]) => [name, envDigest(plan)]));
  const changes = envs.flatMap(({ plan }) => plan.changes);
  const unreachable = unchecked.find(({ cause }) => cause === 'unreachable');
  const incomplete = unreachable === undefined ? undefined : `AWS could not be reached: ${unreachable.reason}`;
  const files = envs.flatMap(({ plan }) =>
    (plan.lockEntry?.files ?? []).map((file) => fromFolderOf(plan.subject.manifest.file, file.path)),
  );
  const outcomesOf = groupedBy(outcomes, ({ manifest, env }) => envKey(manifest, env));
  const checked = checkedStates(findings, unchecked);
  const stateOf = (one: Candidate): EnvState => {
    const key = envKey(one.plan.subject.manifest.file, one.plan.subject.env.name);
    return envState(one, outcomesOf.get(key) ?? [], checked(key), inputs);
  };
  return {
    command: inputs.command,
    result: resultOf(inputs, findings, unchecked, incomplete),
    incomplete,
    findings,
    unchecked,
    plan: { digest: planDigest(planned), digests, changes },
    capabilities: envs.flatMap(capabilitiesOf),
    outcomes,
    calls: parts.calls,
    envs: envs.map((one) => envReport(one.plan, stateOf(one), nameOf(one.plan.subject))),
    files,
    publication: parts.publication,
    issue: undefined,
    mode: parts.mode,
    notes: parts.notes,
    matrix: parts.matrix,
    document: parts.document,
  };
}

/** The report once it is known what reached GitHub. */
export function published(
  report: RunReport,
  { publication, findings: more, notes }: PublishOutcome,
  inputs: ActionInputs,
): RunReport {
  const findings = inOrder([...report.findings, ...more]);
  const result = resultOf(inputs, findings, report.unchecked, report.incomplete);
  return { ...report, findings, result, publication, notes: [...report.notes, ...notes] };
}

/**
 * Whether a run with these findings succeeds, by what the inputs ask for. An input that is not understood, or a manifest that is not
 * there, fails whatever `fail-on` says: what was asked for has not been done.
 */
export function resultOf(
  inputs: ActionInputs,
  findings: readonly Finding[],
  unchecked: readonly UncheckedItem[],
  incomplete: string | undefined,
): Result {
  const { failOn } = inputs;
  const counted = findings.filter((finding) => finding.ignored === undefined);
  const hasDrift = counted.some(({ rule }) => isDrift(rule));
  const least = (['warning', 'error'] as const).find((severity) => failOn.has(severity));
  const bad = least !== undefined && counted.some(({ rule, severity }) => !isDrift(rule) && isAtLeast(severity, least));
  const isAskedWrongly = counted.some(({ rule }) => rule === 'input/invalid' || rule === 'manifest/not-found');
  if (bad || isAskedWrongly || incomplete !== undefined || (failOn.has('unchecked') && unchecked.length > 0))
    return 'failure';
  return failOn.has('drift') && hasDrift ? 'drift' : 'success';
}

/** What is planned for an env that is blocked is not written, so it makes nothing hold. */
function capabilitiesOf({ plan, blocked }: Candidate): readonly Capability[] {
  const all = plan.subject.observed.proof?.capabilities ?? [];
  if (blocked === undefined) return all;
  const planned = { state: 'not provable', why: [`nothing is written for the env: ${blocked.reason}`] } as const;
  return all.map((one) => (one.planned.state === 'yes' && one.live.state !== 'yes' ? { ...one, planned } : one));
}

function envState(
  { blocked }: Candidate,
  own: readonly Outcome[],
  checked: ReturnType<ReturnType<typeof checkedStates>>,
  inputs: ActionInputs,
): EnvState {
  if (own.some((outcome) => ['failed', 'rolled-back', 'left-behind'].includes(outcome.status))) return 'failed';
  const { plans, writes } = commandOf(inputs);
  if (!plans && checked === 'unchecked') return checked;
  if (blocked !== undefined || own.some((outcome) => outcome.status === 'skipped')) return 'blocked';
  if (!writes) return checked;
  return own.some((outcome) => outcome.status !== 'unchanged') ? 'applied' : 'unchanged';
}

function envReport({ subject }: Candidate['plan'], state: EnvState, name: string): EnvReport {
  const { manifest, env } = subject;
  const { project, file } = manifest;
  const grants = grantsIn(env.categories).map(({ category, grantees }) => ({
    category,
    grantees: grantees.map(granteeName),
  }));
  return { env: env.name, project, manifest: file, state, config: configOf(subject), grants, name };
}

function configOf({ manifest, env, observed }: Candidate['plan']['subject']): PublicConfig | undefined {
  const config = publicConfigOf(env, observed);
  if (config === undefined) return undefined;
  return { ...config, lambdaEnvironment: { [poolVariable(manifest.resourceName)]: config.userPoolId } };
}
