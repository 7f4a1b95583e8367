import type { ZodType } from 'zod';
import type { Profile } from '../domain/manifest.ts';
import type { Statement } from '../domain/iam-policy.ts';

/** Who is given rights: users that are signed in, guests, or the members of one user pool group. */
export type Grantee =
  { readonly kind: 'auth' } | { readonly kind: 'guest' } | { readonly kind: 'group'; readonly name: string };

/** What statements depend on besides the entry itself. */
export interface PolicyScope {
  readonly profile: Profile;
  /** `aws`, `aws-us-gov`, … */
  readonly partition: string;
  readonly region: string;
  /** Account of the roles and, as far as the strict profile is concerned, of the resources. */
  readonly accountId: string;
}

/** An Amplify feature whose rights this action grants: its options in the manifest and the statements they lead to. */
export interface Category<Name extends string, Schema extends ZodType<CategoryEntry>> {
  /** Key below `categories`, and last part of the policy name. */
  readonly name: Name;
  /** One entry of the list under that key. */
  readonly entry: Schema;
  /** The statements that an entry gives to one grantee; none where it gives none. */
  statements(entry: Schema['_output'], grantee: Grantee, scope: PolicyScope): readonly Statement[];
  /** The rights to write that an entry gives to guests, in the words of the manifest. */
  guestWrites(entry: Schema['_output']): readonly string[];
}

/** What every category's entry has in common. */
export interface CategoryEntry {
  readonly auth?: readonly string[] | undefined;
  readonly guest?: readonly string[] | undefined;
  readonly groups?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** The rights that an entry lists for one grantee. */
export function rightsOf<Right extends string>(
  entry: {
    readonly auth?: readonly Right[] | undefined;
    readonly guest?: readonly Right[] | undefined;
    readonly groups?: Readonly<Record<string, readonly Right[]>> | undefined;
  },
  grantee: Grantee,
): readonly Right[] {
  if (grantee.kind !== 'group') return entry[grantee.kind] ?? [];
  return Object.hasOwn(entry.groups ?? {}, grantee.name) ? (entry.groups?.[grantee.name] ?? []) : [];
}
