import { z } from 'zod';
import type { Fact } from './fact.ts';
import { list, record, text, schema, type Typed } from './schema.ts';

/** What IAM's simulator says of one action on one resource. Source: IAM SimulatePrincipalPolicy, ResourceSpecificResult. */
export interface Simulated {
  readonly action: string;
  readonly resource: string;
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny';
  /** Undefined: the role has no permissions boundary. */
  readonly withinBoundary: boolean | undefined;
  /** Undefined: the account is in no organization, or the simulator was not told. */
  readonly withinOrganization: boolean | undefined;
  /** Condition keys that some policy asks for and that the simulated request did not bring. */
  readonly missing: readonly string[];
  /** Names of the policies that decided. */
  readonly deciding: readonly string[];
}

/** A request as it is simulated: condition keys of the identity and of the call. */
export type SimulationContext = Readonly<Record<string, ContextValue>>;

export interface ContextValue {
  readonly type: 'string' | 'stringList' | 'boolean' | 'numeric' | 'ip';
  readonly values: readonly string[];
}

/** How sure it is that somebody can do something. `not provable`: nobody can say, and that is no yes. */
export type Capable = Verdict['state'];

export type Verdict = Typed<typeof verdictSchema>;

const verdictSchema = schema(() =>
  record({
    state: z.enum(['yes', 'no', 'not provable']),
    /** Why it is no yes; each reason once. */
    why: list(text()),
  }),
);

/** One cell of the capability matrix: what a category gives to one kind of users of an env. */
export type Capability = Typed<typeof capabilitySchema>;

export const capabilitySchema = schema(() =>
  record({
    env: text(),
    manifest: text(),
    category: text(),
    /** `auth`, `guest`, or `group editors`. */
    grantee: text(),
    /** With the policies as they are. */
    live: verdictSchema(),
    /** With those that the manifest leads to. */
    planned: verdictSchema(),
  }),
);

/** A wanted right that would be forbidden even with our policies in place. */
export interface Forbidden {
  readonly category: string;
  readonly grantee: string;
  /** Position of the category's entry. */
  readonly entry: number;
  readonly what: string;
  /** `explicit`: a Deny; `boundary`: the permissions boundary of the role. */
  readonly by: 'explicit' | 'boundary';
  readonly policies: readonly string[];
}

/** A right of which the simulator could not say for sure. */
export interface Unproven {
  readonly category: string;
  readonly entry: number;
  readonly why: Extract<Fact<never>, { state: 'unchecked' }>;
}

/** What simulation says of an env. */
export interface Proof {
  readonly capabilities: readonly Capability[];
  readonly forbidden: readonly Forbidden[];
  readonly unproven: readonly Unproven[];
}
