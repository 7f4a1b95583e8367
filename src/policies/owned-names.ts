/**
 * Names of the inline policies that belong to this action. Everything else on a role is foreign and never changed: neither other
 * people's policies nor those of another project that shares the role.
 */
const PREFIX = 'amplify-import-auth';

export interface OwnedName {
  readonly env: string;
  readonly category: string;
}

/** `amplify-import-auth.<project>.<env>.<category>`; at most 128 characters, as IAM wants it, by the limits on the parts. */
export function ownedName(project: string, { env, category }: OwnedName): string {
  return `${PREFIX}.${project}.${env}.${category}`;
}

/** The parts of one of our names; undefined for foreign names. Project and env hold no dots, so this is unambiguous. */
export function parseOwnedName(project: string, policyName: string): OwnedName | undefined {
  const [prefix, owner, env, category, ...more] = policyName.split('.');
  if (prefix !== PREFIX || owner !== project || !env || !category || more.length > 0) return undefined;
  return { env, category };
}
