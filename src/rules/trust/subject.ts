import { unchecked } from '../../domain/fact.ts';
import type { Role } from '../../domain/observed.ts';
import { identityPrincipalOf, partitionOf, type Partition } from '../../domain/partition.ts';
import type { Place } from '../../domain/place.ts';
import { identityStatements, isVariable, passesBy, trustStatement, type IdentityStatement } from '../../iam/trust.ts';
import { judgeRoles, type RoleSubject } from '../roles.ts';
import { firstWritten, notChecked, type EnvView, type Judgement } from '../rule.ts';

/** What the trust rules look at: one role whose trust policy could be read. */
export interface TrustSubject {
  readonly role: Role;
  readonly subject: RoleSubject;
  readonly identityPoolId: string;
  readonly partition: Partition;
  readonly allow: readonly IdentityStatement[];
  /** Those that may concern the pool and the kind of users. */
  readonly deny: readonly IdentityStatement[];
  /** `authenticated` for the auth role and for groups. */
  readonly amr: 'authenticated' | 'unauthenticated';
  /** "The trust policy should have: …", for hints. */
  readonly fix: string;
}

/** A trust policy that nobody can judge without knowing what IAM puts in the place of a variable: no pass, and no fault. */
export function leftOpen(place: Place, where: string, values: readonly string[]): Judgement {
  const variables = [...new Set(values.filter(isVariable))].join(', ');
  return notChecked(
    place,
    unchecked('dependency', `${where} holds ${variables}, and what IAM puts there is not known`),
  );
}

/**
 * Judges the trust policy of every role of the env. Group roles too are assumed by way of the identity pool; where the env has
 * none, nobody assumes them here.
 */
export function judgeTrust(
  view: EnvView,
  judge: (subject: TrustSubject) => readonly Judgement[],
): readonly Judgement[] {
  const { identityPoolId, region, unusable } = view.env;
  if (identityPoolId === undefined || region === undefined) {
    const place = firstWritten(view.env, ['identityPoolId']);
    const why = unchecked('dependency', 'the manifest names no usable identity pool');
    return unusable.has('identityPoolId') ? [notChecked(place, why)] : [];
  }
  const partition = partitionOf(region);
  return judgeRoles(view, (role, subject) => {
    const { trust } = role;
    if (trust.state !== 'known') {
      const why = trust.state === 'unchecked' ? trust : unchecked('dependency', 'the role has no trust policy');
      return [notChecked(subject.place, why)];
    }
    if (partition.identityPrincipals.length === 0) {
      const reason = `how the identity service is called in the partition ${partition.id} is not documented`;
      return [notChecked(subject.place, unchecked('dependency', reason))];
    }
    const amr = subject.kind === 'guest' ? 'unauthenticated' : 'authenticated';
    const statement = JSON.stringify(trustStatement(identityPoolId, amr, identityPrincipalOf(region)), null, 2);
    const fix = `The trust policy of ${role.name} should have this statement:\n${statement}`;
    const { allow, deny } = identityStatements(trust.value, partition);
    return judge({
      role,
      subject,
      identityPoolId,
      partition,
      amr,
      fix,
      allow,
      deny: deny.filter((one) => !passesBy(one, identityPoolId, amr)),
    });
  });
}
