import type { Call } from '@amplify-import-auth/testbed/aws';

/** An attempt to assume a role, as it went over the wire. */
export interface Assumed {
  readonly operation: string;
  readonly role: string | null;
  readonly session: string | null;
  readonly externalId: string | null;
}

/** Every attempt to assume a role, in order. */
export function assumedIn(calls: readonly Call[]): readonly Assumed[] {
  return calls
    .filter(({ operation }) => operation.startsWith('AssumeRole'))
    .map(({ operation, body }) => {
      const parameters = new URLSearchParams(body);
      return {
        operation,
        role: parameters.get('RoleArn'),
        session: parameters.get('RoleSessionName'),
        externalId: parameters.get('ExternalId'),
      };
    });
}
