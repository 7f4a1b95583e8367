import { isDrift, type RuleId } from '../../domain/rule.ts';

/** What is checked of an env, in the order in which one thing rests on another: the columns of the matrix. */
export const CHECKS = [
  { id: 'user-pool', title: 'user pool' },
  { id: 'clients', title: 'clients' },
  { id: 'identity-pool', title: 'identity pool' },
  { id: 'roles', title: 'roles and trust' },
  { id: 'policies', title: 'policies' },
  { id: 'files', title: 'files' },
] as const;

export type CheckId = (typeof CHECKS)[number]['id'];

type PartOf<Rule> = Rule extends `drift/${infer Subject}`
  ? `drift/${Subject}`
  : Rule extends `${infer Area}/${string}`
    ? Area
    : never;

/** Undefined: it is about the run, or about the account, on which everything rests. */
const CHECK_OF: Readonly<Record<PartOf<RuleId>, CheckId | undefined>> = {
  account: undefined,
  apply: undefined,
  category: 'policies',
  client: 'clients',
  collect: undefined,
  'drift/client': 'clients',
  'drift/file': 'files',
  'drift/hosting': 'files',
  'drift/identity-pool': 'identity-pool',
  'drift/policy': 'policies',
  'drift/role': 'roles',
  'drift/trust': 'roles',
  'drift/user-pool': 'user-pool',
  gen1: 'files',
  gen2: 'files',
  'identity-pool': 'identity-pool',
  ignore: 'files',
  input: undefined,
  lambda: 'policies',
  lock: 'files',
  manifest: 'files',
  output: 'files',
  plan: undefined,
  policy: 'policies',
  publish: undefined,
  role: 'roles',
  trust: 'roles',
  'user-pool': 'user-pool',
};

/** The check that a rule belongs to; undefined where it is about the account, or about the run. */
export function checkOf(rule: RuleId): CheckId | undefined {
  const area = isDrift(rule) ? rule : rule.split('/')[0];
  return CHECK_OF[area as PartOf<RuleId>];
}

/** Whether `later` may be open because of what is wrong with `earlier`; undefined is the account, on which everything rests. */
export function restsOn(later: CheckId | undefined, earlier: CheckId | undefined): boolean {
  const at = (check: CheckId | undefined) => CHECKS.findIndex(({ id }) => id === check);
  return at(earlier) <= at(later);
}
