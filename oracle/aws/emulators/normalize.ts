import type { Environment } from '@amplify-import-auth/testbed/aws';

/** Puts names in the place of what each emulator makes up, so that two of them can be compared. */
export function normalizer(envs: readonly Environment[]): (text: string) => string {
  const values = envs.flatMap(({ name, groups, ...made }) => [
    ...Object.entries(made).map(([key, value]) => [value, `<${name} ${key}>`] as const),
    ...Object.entries(groups).flatMap(([group, { roleArn, roleName }]) => [
      [roleArn, `<${name} ${group} role>`] as const,
      [roleName, `<${name} ${group} role name>`] as const,
    ]),
  ]);
  const made = values
    .filter(([value, name]) => value.length > 8 && !/ (account|region)>$/.test(name))
    .toSorted(([a], [b]) => b.length - a.length);
  return (text) => made.reduce((sofar, [value, name]) => sofar.replaceAll(value, name), text);
}
