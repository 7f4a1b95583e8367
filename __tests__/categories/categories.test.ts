import { describe, expect, test } from '@jest/globals';
import { asList } from '../../src/domain/iam-policy.ts';
import { CATEGORIES, type CategoryName } from '../../src/categories/index.ts';
import { SAMPLES } from '../helpers/category-samples.ts';
import { categoryOf, GRANTEES, SCOPE, statementsOf } from '../helpers/statements.ts';

// What holds for every category alike.
const NAMES = CATEGORIES.map(({ name }) => name);
const PROFILES = ['amplify', 'strict'] as const;
type Entry = Readonly<Record<string, unknown>>;

function entriesOf(name: CategoryName): readonly Entry[] {
  return SAMPLES[name];
}

/** An entry whose rights are replaced, wherever it has some. */
function withRights({ auth, guest, groups, paths, ...options }: Entry, rights: Entry): Entry {
  const inPaths = paths && Object.fromEntries(Object.keys(paths).map((at) => [at, rights]));
  return paths === undefined ? { ...options, ...rights } : { ...options, paths: inPaths };
}

function resourcesOf(name: CategoryName, entry: Entry, scope = SCOPE): readonly string[] {
  return Object.values(GRANTEES).flatMap((grantee) =>
    statementsOf(name, entry, grantee, scope).flatMap(({ Resource }) => asList(Resource)),
  );
}

describe.each(NAMES)('%s', (name) => {
  const category = categoryOf(name);

  test.each<[string, Entry]>([
    ['nobody is named', {}],
    ['lists are empty', { auth: [], guest: [], groups: { editors: [] } }],
  ])('nothing is granted where %s', (_what, rights) => {
    for (const entry of entriesOf(name))
      for (const grantee of Object.values(GRANTEES))
        expect(statementsOf(name, withRights(entry, rights), grantee)).toEqual([]);
  });

  test.each(['admins', 'toString', '__proto__', ''])('nothing is granted to another group: "%s"', (group) => {
    for (const entry of entriesOf(name)) expect(statementsOf(name, entry, { kind: 'group', name: group })).toEqual([]);
  });

  test.each(['aws-cn', 'aws-us-gov', 'aws-eusc'])('ARNs are of the partition %s', (partition) => {
    for (const profile of PROFILES) {
      for (const arn of entriesOf(name).flatMap((entry) =>
        resourcesOf(name, entry, { ...SCOPE, profile, partition }),
      )) {
        if (name !== 'custom' && arn !== '*') expect(arn).toMatch(new RegExp(`^arn:${partition}:`));
      }
    }
  });

  test('ARNs are of the account of the roles', () => {
    for (const profile of PROFILES) {
      const scope = { ...SCOPE, profile, accountId: '444455556666' };
      const arns = entriesOf(name).flatMap((entry) => resourcesOf(name, entry, scope));
      for (const arn of arns.filter((one) => name !== 'custom' && one !== '*' && !one.startsWith('arn:aws:s3:')))
        expect(arn).toMatch(/^arn:aws:[a-z-]+:[^:]+:444455556666:/);
    }
  });

  test('a region of its own is the only one that is granted', () => {
    const own = entriesOf(name).filter((entry) => category.entry.safeParse({ ...entry, region: 'ap-south-1' }).success);
    expect(own).toHaveLength(name === 'custom' ? 0 : entriesOf(name).length);
    for (const profile of PROFILES)
      for (const entry of own)
        for (const grantee of Object.values(GRANTEES))
          expect(
            JSON.stringify(statementsOf(name, { ...entry, region: 'ap-south-1' }, grantee, { ...SCOPE, profile })),
          ).not.toContain('eu-west-1');
  });

  test('an entry without rights fits: it only appears in the files', () => {
    for (const entry of entriesOf(name)) expect(category.entry.safeParse(withRights(entry, {})).error).toBeUndefined();
  });

  test('a right that there is not does not fit', () => {
    for (const entry of entriesOf(name))
      for (const rights of [{ auth: ['everything'] }, { guest: ['*'] }, { groups: { editors: ['admin'] } }])
        expect(category.entry.safeParse(withRights(entry, rights)).success).toBe(false);
  });

  test('nothing that an option can hold makes an ARN wider or another one', () => {
    for (const entry of entriesOf(name)) {
      const options = Object.keys(entry).filter((key) => typeof entry[key] === 'string');
      for (const option of options) {
        const value = entry[option] as string;
        for (const bad of [`${value}*`, '*', `${value}?`, `\${${value}}`, `${value}:x`, `${value} `, `${value},x`, ''])
          expect([option, bad, category.entry.safeParse({ ...entry, [option]: bad }).success]).toEqual([
            option,
            bad,
            false,
          ]);
      }
    }
  });

  test('the examples of its docs fit, and grant something in both profiles', () => {
    expect(category.docs.examples.length).toBeGreaterThan(0);
    for (const example of category.docs.examples)
      for (const profile of PROFILES)
        expect(resourcesOf(name, example as Entry, { ...SCOPE, profile }).length).toBeGreaterThan(0);
  });

  test('all actions are single ones: wildcards are for owners to write', () => {
    for (const profile of PROFILES)
      for (const entry of entriesOf(name))
        for (const grantee of Object.values(GRANTEES))
          for (const { Action } of statementsOf(name, entry, grantee, { ...SCOPE, profile }))
            for (const action of asList(Action)) expect(action).toMatch(/^[a-z0-9-]+:[A-Za-z0-9]+$/);
  });
});

test('no policy managed by this action gives anybody a right of an administrator, or everything of a service', () => {
  const all = NAMES.filter((name) => name !== 'custom').flatMap((name) =>
    entriesOf(name).flatMap((entry) =>
      PROFILES.flatMap((profile) =>
        Object.values(GRANTEES).flatMap((grantee) => statementsOf(name, entry, grantee, { ...SCOPE, profile })),
      ),
    ),
  );
  const services = new Set(all.flatMap(({ Action }) => asList(Action).map((action) => action.split(':')[0])));
  expect(
    [...services].filter((service) => ['iam', 'sts', 'cognito-idp', 'cognito-identity'].includes(service!)),
  ).toEqual([]);
});
