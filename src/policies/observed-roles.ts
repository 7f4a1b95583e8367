import { roleFactsIn } from '../domain/env-facts.ts';
import { valueOf, type Fact } from '../domain/fact.ts';
import type { ObservedEnv, Role } from '../domain/observed.ts';

/** Every role of an env that may hold policies managed by this action, once. */
export function rolesOf(observed: ObservedEnv): readonly Role[] {
  const roles = roleFactsIn(observed).flatMap(({ fact }) => valueOf(fact) ?? []);
  return [...new Map(roles.map((role) => [role.arn, role])).values()];
}

/** One policy of a role, inline or attached. */
export interface HeldPolicy {
  /** Its name; for an attached policy its ARN. */
  readonly name: string;
  readonly isInline: boolean;
  readonly text: Fact<string>;
}

/** All policies of a role. A list that could not be read stands for itself, as one policy whose text is unchecked. */
export function heldPolicies({ inlinePolicies, attachedPolicies }: Role): readonly HeldPolicy[] {
  const inline =
    inlinePolicies.state === 'known'
      ? inlinePolicies.value.map(({ name, text }) => ({ name, text: { state: 'known', value: text } as const }))
      : [{ name: '', text: inlinePolicies }];
  const attached =
    attachedPolicies.state === 'known'
      ? attachedPolicies.value.map(({ arn, text }) => ({ name: arn, text }))
      : [{ name: '', text: attachedPolicies }];
  return [
    ...inline.map((policy) => ({ ...policy, isInline: true })),
    ...attached.map((policy) => ({ ...policy, isInline: false })),
  ];
}
