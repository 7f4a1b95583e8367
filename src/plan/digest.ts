import { textHash } from '../domain/file.ts';
import { valueOf } from '../domain/fact.ts';
import type { LockEntry } from '../lock/model.ts';
import type { Change } from '../domain/plan.ts';
import { canonicalPolicy, parsePolicy } from '../iam/document.ts';
import { sortedJson } from '../domain/ordering.ts';
import type { EnvPlan } from './plan.ts';

/**
 * Names the plan of one env: over its changes and over the identities that they rest on (account, pool, clients, roles). What
 * others do meanwhile, the version of the action and the time do not enter, so a reviewed plan stays applicable.
 */
export function envDigest(plan: EnvPlan): string {
  return textHash(sortedJson(partsOf(plan)));
}

/**
 * Names the plans of several envs together, and each of them and of its changes in short behind it: `sha256:<64 digits>;dev=<32
 * digits>:<32 digits>,…`. So the one text that goes from the plan job to the apply job tells which env differs, in what, and lets
 * pass what was applied already. A change passes by its 32 digits (128 bits): no other change can be made to have them.
 */
export function planDigest(all: readonly (readonly [name: string, plan: EnvPlan])[]): string {
  const plans = all.filter(([, plan]) => reviewable(plan).length > 0);
  const whole = hash(Object.fromEntries(plans.map(([name, plan]) => [name, envDigest(plan)])));
  const parts = plans.map(([name, plan]) => `;${name}=${short(envDigest(plan))}:${partHashes(plan).join(',')}`);
  return `sha256:${whole}${parts.join('')}`;
}

/** The {@link planDigest} of all envs from those of groups of them. `digests` are of all envs that have changes, `names` their order. */
export function joinedDigest(
  groups: readonly string[],
  digests: Readonly<Record<string, string>>,
  names: readonly string[],
): string {
  const parts = new Map(groups.flatMap((group) => group.split(';').slice(1)).map((part) => [part.split('=')[0], part]));
  const known = names.filter((name) => parts.has(name));
  const whole = hash(Object.fromEntries(known.map((name) => [name, digests[name]])));
  return `sha256:${whole}${known.map((name) => `;${parts.get(name) ?? ''}`).join('')}`;
}

/** The digest of all envs together, as people see it. */
export function wholeOf(digest: string): string {
  return digest.split(';')[0] ?? '';
}

/** What a reviewed plan says about one env. */
export interface ReviewedEnv {
  /** Whole digest, or its first 32 digits. */
  readonly digest: string;
  /** Short hashes of the identities and of each change; undefined where only the digest was given. */
  readonly parts: readonly string[] | undefined;
}

/** The input `plan-digest`, read. */
export type ReviewedPlan =
  | { readonly kind: 'envs'; readonly envs: ReadonlyMap<string, ReviewedEnv> }
  /** One digest without parts: of the whole plan, or of one env. */
  | { readonly kind: 'whole'; readonly digest: string };

const DIGEST = /^(?:sha256:)?([0-9a-f]{64})$/;
/** Hexadecimal digits of a part: 128 bits. Fewer could be matched by a plan that was made to match. */
const PART_DIGITS = 32;
const PART = new RegExp(
  `^([\\w/-]+)=([0-9a-f]{${PART_DIGITS}}):([0-9a-f]{${PART_DIGITS}}(?:,[0-9a-f]{${PART_DIGITS}})*)$`,
);
const SHORT_PART = /^[\w/-]+=[0-9a-f]{32}:[0-9a-f,]*$/;

/** Undefined where the text is neither a digest nor JSON with one per env. */
export function parseReviewedPlan(text: string): ReviewedPlan | undefined {
  if (text.startsWith('{')) return parseJson(text);
  const [whole = '', ...parts] = text.split(';');
  if (!DIGEST.test(whole)) return undefined;
  if (parts.length === 0) return { kind: 'whole', digest: plain(whole) };
  const envs = new Map<string, ReviewedEnv>();
  for (const part of parts) {
    const match = PART.exec(part);
    if (match === null) return undefined;
    envs.set(match[1] ?? '', { digest: match[2] ?? '', parts: (match[3] ?? '').split(',') });
  }
  return { kind: 'envs', envs };
}

/** Whether a text is a digest of earlier versions, whose parts had 64 bits: nothing weaker than today's is taken. */
export function isOutdatedDigest(text: string): boolean {
  const [whole = '', ...parts] = text.split(';');
  return DIGEST.test(whole) && parseReviewedPlan(text) === undefined && parts.every((part) => SHORT_PART.test(part));
}

function parseJson(text: string): ReviewedPlan | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const entries = Object.entries(value as Record<string, unknown>);
  const envs = new Map<string, ReviewedEnv>();
  for (const [name, digest] of entries) {
    if (typeof digest !== 'string' || !DIGEST.test(digest)) return undefined;
    envs.set(name, { digest: plain(digest), parts: undefined });
  }
  return { kind: 'envs', envs };
}

/**
 * What differs between the reviewed plan and this one, for one env; undefined where nothing does. A change that was reviewed and is
 * no longer in the plan makes no difference, so an empty plan never differs: it is done already, or was never needed. (A run that
 * failed in another env may have done it, and the files that it wrote are not in a fresh checkout.)
 */
export function differenceFrom(
  reviewed: ReviewedPlan,
  name: string,
  plan: EnvPlan,
  all: readonly (readonly [name: string, plan: EnvPlan])[],
): string | undefined {
  const changes = reviewable(plan);
  if (changes.length === 0) return undefined;
  const now = plain(envDigest(plan));
  if (reviewed.kind === 'whole') {
    const whole = plain(wholeOf(planDigest(all)));
    return reviewed.digest === whole || reviewed.digest === now ? undefined : listOf(changes);
  }
  const before = reviewed.envs.get(name);
  if (before === undefined) return `it had no changes then; now: ${listOf(changes)}`;
  if (now.startsWith(before.digest)) return undefined;
  if (before.parts === undefined) return `now: ${listOf(changes)}`;
  const known = new Set(before.parts);
  const [rests, ...hashes] = partHashes(plan);
  const others = changes.filter((_, index) => !known.has(hashes[index] ?? ''));
  const differences = [
    ...(rests !== undefined && known.has(rests) ? [] : ['account, pools, clients or roles are others']),
    ...(others.length === 0 ? [] : [`new or different: ${listOf(others)}`]),
  ];
  return differences.length === 0 ? undefined : differences.join('; ');
}

function listOf(changes: readonly Change[]): string {
  return changes.map(({ action, kind, target }) => `${action} ${kind} ${target}`).join(', ');
}

function partsOf(plan: EnvPlan): { readonly rests: unknown; readonly changes: readonly unknown[] } {
  const { env, observed } = plan.subject;
  const roles = observed.identityPoolRoles && valueOf(observed.identityPoolRoles);
  return {
    rests: {
      account: valueOf(observed.caller)?.accountId,
      userPool: env.userPoolId,
      identityPool: env.identityPoolId,
      webClient: valueOf(observed.webClient)?.id,
      nativeClient: observed.nativeClient && valueOf(observed.nativeClient)?.id,
      authRole: roles?.authenticated,
      guestRole: roles?.unauthenticated,
      groups: [...env.groups].toSorted(),
    },
    changes: reviewable(plan).map(canonicalChange),
  };
}

/**
 * The changes that a review is about. That files have reached the repository by now is none: the job that plans does not publish, and
 * the one that applies does.
 */
function reviewable({ changes }: EnvPlan): readonly Change[] {
  return changes.filter(
    (change) =>
      change.kind !== 'lock' || sortedJson(unpublished(change.before)) !== sortedJson(unpublished(change.after)),
  );
}

/** An entry of the lock without what it says about publishing. */
function unpublished(entry: unknown): unknown {
  if (entry === null || entry === undefined) return null;
  const { files, ...rest } = entry as LockEntry;
  return { ...rest, files: files.map(({ published, ...file }) => file) };
}

function partHashes(plan: EnvPlan): readonly string[] {
  const { rests, changes } = partsOf(plan);
  return [rests, ...changes].map((part) => hash(part).slice(0, PART_DIGITS));
}

function canonicalChange(change: Change): unknown {
  const { kind, target, action } = change;
  if (change.kind === 'role-policy' || change.kind === 'lambda-policy') {
    const before = change.before === null ? undefined : parsePolicy(change.before);
    return {
      kind,
      target,
      action,
      role: change.role,
      before: before === undefined ? change.before : canonicalPolicy(before),
      after: change.after && canonicalPolicy(change.after),
    };
  }
  if (change.kind === 'lock')
    return { kind, target, action, before: unpublished(change.before), after: unpublished(change.after) };
  return { kind, target, action, before: change.before, after: change.after };
}

function short(digest: string): string {
  return plain(digest).slice(0, PART_DIGITS);
}

function plain(digest: string): string {
  return digest.replace(/^sha256:/, '');
}

function hash(value: unknown): string {
  return plain(textHash(sortedJson(value)));
}
