import type fc from 'fast-check';
import type { Profile } from '../../../src/domain/policy-scope.ts';
import type { Request } from '../../helpers/evaluator.ts';

/**
 * What the rights of a category mean, said by calls and not by statements: `never-wider.test.ts` holds the policies to it. An ask is
 * one call of the user whose identity id is {@link ME}.
 */
export interface Oracle<Entry = unknown, Ask = unknown> {
  /** Entries with rights for signed-in users, guests and the group `editors`, from few names, so that calls meet them. */
  readonly entries: fc.Arbitrary<Entry>;
  readonly asks: fc.Arbitrary<Ask>;
  request(ask: Ask): Request;
  /** Whether an entry lets `who` make this call. */
  allows(entry: Entry, ask: Ask, who: Who, profile: Profile): boolean;
}

export type Who = 'auth' | 'guest' | 'group';

export interface WithRights<Right extends string> {
  readonly auth?: readonly Right[] | undefined;
  readonly guest?: readonly Right[] | undefined;
  readonly groups?: Readonly<Record<string, readonly Right[]>> | undefined;
}

export const ME = 'eu-west-1:me';
export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

export function has<Right extends string>(entry: WithRights<Right>, who: Who, ...any: readonly Right[]): boolean {
  const rights = who === 'group' ? (entry.groups?.['editors'] ?? []) : (entry[who] ?? []);
  return rights.some((right) => any.includes(right));
}

/** A call with the keys that every call has. */
export function requestOf(
  action: string,
  resource: string,
  { account = ACCOUNT, region = REGION, ...more }: { account?: string; region?: string } & Request['context'] = {},
): Request {
  return {
    action,
    resource,
    context: {
      'cognito-identity.amazonaws.com:sub': ME,
      'aws:ResourceAccount': account,
      'aws:RequestedRegion': region,
      ...more,
    },
  };
}
