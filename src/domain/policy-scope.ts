/** What role policies grant: what the Amplify CLI would (`amplify`), or the least that works (`strict`). */
export type Profile = 'amplify' | 'strict';

/** What statements depend on in addition to the entry itself. */
export interface PolicyScope {
  readonly profile: Profile;
  /** `aws`, `aws-us-gov`, … */
  readonly partition: string;
  readonly region: string;
  /** Account of the roles and of the resources. */
  readonly accountId: string;
}
