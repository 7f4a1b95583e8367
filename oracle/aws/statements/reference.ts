/** What the Service Authorization Reference says of one action. */
export interface ReferenceAction {
  /** ARN formats of the resource types that the action takes; none where it takes no resource and statements must name `*`. */
  readonly resources: readonly string[];
  /** Whether one of these types is mandatory. */
  readonly isResourceRequired: boolean;
  /** Condition keys of the service that the action takes, in lower case. */
  readonly keys: readonly string[];
}

/**
 * The part of the reference that the statements of this action touch, committed as `extract.json`. Null is an answer: there is no such
 * action or key. What is not listed was not asked.
 */
export interface Extract {
  readonly source: string;
  readonly actions: Readonly<Record<string, ReferenceAction | null>>;
  /** Actions with a wildcard, and how many actions each stands for. */
  readonly patterns: Readonly<Record<string, number>>;
  /** Keys that every service knows, such as `aws:RequestedRegion`. */
  readonly globalKeys: Readonly<Record<string, boolean>>;
}
