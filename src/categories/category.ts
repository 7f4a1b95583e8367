import type { z, ZodType } from 'zod';
import type { Retirement } from './retired.ts';
import type { Statement } from '../domain/iam-policy.ts';
import type { PolicyScope, Profile } from '../domain/policy-scope.ts';

/** Who is given rights: users that are signed in, guests, or the members of one user pool group. */
export type Grantee =
  { readonly kind: 'auth' } | { readonly kind: 'guest' } | { readonly kind: 'group'; readonly name: string };

/** `auth`, `guest`, or `group editors`: as reports name them. */
export function granteeName(grantee: Grantee): string {
  return grantee.kind === 'group' ? `group ${grantee.name}` : grantee.kind;
}

/**
 * An Amplify feature whose rights this action grants: its options in the manifest and the statements they lead to. Its methods take
 * entries that `entry` has let through; nothing else gets that far.
 */
export interface Category<Name extends string = string, Schema extends ZodType = ZodType> {
  /** Key below `categories`, and last part of the policy name. */
  readonly name: Name;
  /** One entry of the list under that key. */
  readonly entry: Schema;
  /** Says what entries cannot have side by side. */
  together?(entries: readonly z.output<Schema>[], context: z.RefinementCtx): void;
  readonly docs: CategoryDocs<z.output<Schema>>;
  /** The end of the service behind an entry, where AWS has announced one. */
  retired?(entry: z.output<Schema>): Retirement | undefined;
  /** Where an entry gives rights; left out: at its top, by `auth`, `guest` and `groups`. */
  grants?(entry: z.output<Schema>): readonly GrantsAt[];
  /** The statements that an entry gives to one grantee; none where it gives none. */
  statements(entry: z.output<Schema>, grantee: Grantee, scope: PolicyScope): readonly Statement[];
  /** The rights to write that an entry gives to guests, in the words of the manifest. */
  guestWrites(entry: z.output<Schema>, profile: Profile): readonly string[];
}

/** What owners read about a category: docs/categories.md is made of it. */
export interface CategoryDocs<Entry> {
  /** What it is, in a few words. */
  readonly title: string;
  /** What an owner should also know, in Markdown. */
  readonly about: string;
  /** Each right, and what it lets do. */
  readonly rights: Readonly<Record<string, string>>;
  /** Entries whose statements are shown. */
  readonly examples: readonly Entry[];
}

/** Rights by whom they are for. */
export interface Grants<Right = unknown> {
  readonly auth?: readonly Right[] | undefined;
  readonly guest?: readonly Right[] | undefined;
  readonly groups?: Readonly<Record<string, readonly Right[]>> | undefined;
}

export interface GrantsAt<Right = unknown> {
  /** Way from the entry to what holds the rights. */
  readonly path: readonly string[];
  readonly grants: Grants<Right>;
}

/** The rights that `grants` lists for one grantee. */
export function rightsOf<Right>(grants: Grants<Right>, grantee: Grantee): readonly Right[] {
  if (grantee.kind !== 'group') return grants[grantee.kind] ?? [];
  return Object.hasOwn(grants.groups ?? {}, grantee.name) ? (grants.groups?.[grantee.name] ?? []) : [];
}

/** Everyone whom these grants give a right. */
export function granteesIn({ auth = [], guest = [], groups = {} }: Grants): readonly Grantee[] {
  return [
    ...(auth.length > 0 ? [{ kind: 'auth' } as const] : []),
    ...(guest.length > 0 ? [{ kind: 'guest' } as const] : []),
    ...Object.entries(groups).flatMap(([name, rights]) =>
      rights.length > 0 ? [{ kind: 'group', name } as const] : [],
    ),
  ];
}
