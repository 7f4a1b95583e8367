import { groupPath } from '../manifest/group-path.ts';
import { unchecked, valueOf, type Fact } from '../domain/fact.ts';
import type { IdentityPoolRoles, Role } from '../domain/observed.ts';
import type { Place } from '../domain/place.ts';
import { wantsGuests } from '../policies/wanted.ts';
import { firstWritten, notChecked, type EnvView, type Judgement } from './rule.ts';

/** A role that the env's users get, and what it is for. */
export interface RoleSubject {
  readonly kind: 'auth' | 'guest' | 'group';
  /** As it is called in messages: `authenticated role`, `role of the group "editors"`. */
  readonly title: string;
  /** As the identity pool or the manifest names it. */
  readonly arn: string | undefined;
  readonly fact: Fact<Role> | undefined;
  readonly place: Place;
}

/** Whether guests get the role of signed-in users. */
export function isShared({ authenticated, unauthenticated }: IdentityPoolRoles): boolean {
  return authenticated !== undefined && authenticated === unauthenticated;
}

const SHARED = unchecked('dependency', 'guests have the role of signed-in users');

/** The roles that are judged: the guest role only where guest access is wanted. */
export function roleSubjects({ env, observed }: EnvView): readonly RoleSubject[] {
  const place = firstWritten(env, ['identityPoolId'], ['userPoolId']);
  const pool: RoleSubject[] = [];
  if (observed.identityPoolRoles !== undefined) {
    const named = valueOf(observed.identityPoolRoles);
    pool.push({ kind: 'auth', title: 'authenticated role', arn: named?.authenticated, fact: observed.authRole, place });
    if (wantsGuests(env)) {
      const arn = named?.unauthenticated;
      const guest = { kind: 'guest', title: 'unauthenticated role', place } as const;
      // One role cannot be right for both kinds of users, and role/shared says so.
      const shared = named !== undefined && isShared(named);
      pool.push({ ...guest, ...(shared ? { arn: undefined, fact: SHARED } : { arn, fact: observed.guestRole }) });
    }
  }
  const groups = [...observed.groupRoles].map(([group, fact]): RoleSubject => ({
    kind: 'group',
    title: `role of the group "${group}"`,
    arn: env.groups.get(group),
    fact,
    place: firstWritten(env, groupPath(env, group)),
  }));
  return [...pool, ...groups];
}

/** Judges every role that is known. A role that is missing leaves the question open; other rules say that it is missing. */
export function judgeRoles(
  view: EnvView,
  judge: (role: Role, subject: RoleSubject) => readonly Judgement[],
): readonly Judgement[] {
  return roleSubjects(view).flatMap((subject): readonly Judgement[] => {
    const { fact } = subject;
    if (fact?.state === 'known') return judge(fact.value, subject);
    if (fact?.state === 'unchecked') return [notChecked(subject.place, fact)];
    const reason =
      fact === undefined ? `the identity pool names no ${subject.title}` : `the ${subject.title} was not found`;
    return [notChecked(subject.place, unchecked('dependency', reason))];
  });
}
