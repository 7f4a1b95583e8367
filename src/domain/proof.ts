import type { Fact } from './fact.ts';

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
export type Capable = 'yes' | 'no' | 'not provable';

export interface Verdict {
  readonly state: Capable;
  /** Why it is no yes; each reason once. */
  readonly why: readonly string[];
}

/** One cell of the capability matrix: what a category gives to one kind of users of an env. */
export interface Capability {
  readonly env: string;
  readonly manifest: string;
  readonly category: string;
  /** `auth`, `guest`, or `group editors`. */
  readonly grantee: string;
  /** With the policies as they are. */
  readonly live: Verdict;
  /** With those that the manifest leads to. */
  readonly planned: Verdict;
}

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
