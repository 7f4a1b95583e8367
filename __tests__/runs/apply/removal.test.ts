import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { LiveShop, type State } from '../../helpers/live-shop.ts';

// What the manifest wants no more goes, and nothing else, on the emulator.
const ENVS = ['dev', 'prod'] as const;
const GROUPS = ['editors', 'admins'] as const;
const OWN = (env: string) => `amplify-import-auth.shop.${env}.storage`;
/** They look like ours, and are another project's or nobody's. */
const FOREIGN = ['legacy', 'amplify-import-auth.other.dev.storage', 'amplify-import-auth.shop.unknown.storage'];
const DOCUMENT =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::theirs/*"}]}';
let shop: LiveShop;
let before: State;

interface Wanted {
  readonly guest?: boolean;
  /** Groups of the category. */
  readonly granted?: readonly string[];
  /** Groups that the env names. */
  readonly named?: readonly string[];
  readonly categories?: boolean;
}

/** The lines of an env; by default everything is wanted. */
function lines(env: string, { guest = true, granted = GROUPS, named = GROUPS, categories = true }: Wanted = {}) {
  const roles = named.map((group) => `${group}: "${shop.env(env).groups[group]!.roleArn}"`);
  const rights = granted.map((group) => `${group}: [update]`);
  const entry = `{bucket: files-${env}, auth: [read]${guest ? ', guest: [read]' : ''}, groups: {${rights.join(', ')}}}`;
  return [
    ...shop.ids(env),
    `groups: {${roles.join(', ')}}`,
    ...(categories ? [`categories: {storage: [${entry}]}`] : []),
  ];
}

beforeAll(async () => {
  shop = await LiveShop.open(ENVS, { groups: [...GROUPS] });
  for (const role of ENVS.flatMap((env) => shop.roles(env))) {
    for (const name of FOREIGN) await shop.put(role, name, DOCUMENT);
  }
  shop.write({ dev: lines('dev'), prod: lines('prod') });
  const first = await shop.run('apply');
  expect(first.findings).toEqual([]);
  before = await shop.state();
});

beforeEach(() => shop.restore(before));

afterAll(() => shop.close());

/** The policies of the first state without ours of `dev` on some of its roles: auth, guest, editors, admins. */
function without(...indices: readonly number[]): State['policies'] {
  const gone = indices.map((index) => shop.roles('dev')[index]);
  return Object.fromEntries(
    Object.entries(before.policies).map(([role, policies]) => {
      const { [OWN('dev')]: own, ...others } = policies;
      return [role, gone.includes(role) || own === undefined ? others : policies];
    }),
  );
}

interface Removal {
  readonly what: string;
  readonly envs: () => Readonly<Record<string, readonly string[]>>;
  /** Which roles of `dev` lose ours. */
  readonly gone: readonly number[];
  readonly inputs?: Record<string, string>;
}

const REMOVALS: readonly Removal[] = [
  { what: 'rights of guests', envs: () => ({ dev: lines('dev', { guest: false }), prod: lines('prod') }), gone: [1] },
  {
    what: 'rights of a group',
    envs: () => ({ dev: lines('dev', { granted: ['admins'] }), prod: lines('prod') }),
    gone: [2],
  },
  {
    what: 'a group altogether',
    envs: () => ({ dev: lines('dev', { granted: ['admins'], named: ['admins'] }), prod: lines('prod') }),
    gone: [2],
  },
  {
    what: 'all categories',
    envs: () => ({ dev: lines('dev', { categories: false }), prod: lines('prod') }),
    gone: [0, 1, 2, 3],
  },
  { what: 'an env, with prune', envs: () => ({ prod: lines('prod') }), gone: [0, 1, 2, 3], inputs: { prune: 'true' } },
];

test.each(REMOVALS)('$what: exactly these policies go', async ({ envs, gone, inputs }) => {
  shop.write(envs());
  const report = await shop.run('apply', inputs);
  expect(report.findings).toEqual([]);
  expect(report.result).toBe('success');
  expect((await shop.state()).policies).toEqual(without(...gone));
  const again = await shop.run('apply', inputs);
  expect([again.plan.changes, again.outcomes, again.findings]).toEqual([[], [], []]);
});

test.each(REMOVALS)('$what: the plan shows them, and its digest is good', async ({ envs, gone, inputs }) => {
  shop.write(envs());
  const { plan } = await shop.run('plan', inputs);
  const policies = plan.changes.flatMap((change) =>
    change.kind === 'role-policy' ? [`${change.action} ${change.target}`] : [],
  );
  expect(policies.toSorted()).toEqual(
    gone.map((index) => `delete ${shop.roles('dev')[index]!}/${OWN('dev')}`).toSorted(),
  );
  expect(await shop.state()).toEqual(before);
  expect((await shop.run('apply', { ...inputs, 'plan-digest': plan.digest })).findings).toEqual([]);
});
