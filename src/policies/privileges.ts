import { asList, type PolicyDocument, type Statement } from '../domain/iam-policy.ts';
import { coversPattern, matchesPattern } from './match.ts';

/** How far a policy goes beyond what users of an app may ever need. */
export interface Privileges {
  /** Action patterns that make their holder an administrator, or nearly. */
  readonly administrative: readonly string[];
  /** Action patterns of the consoles' own policies for identity pools, wider than they need to be. */
  readonly broad: readonly string[];
}

/** Services in which no write is for users of an app. */
const GUARDED = ['iam', 'sts', 'cognito-idp'];

/**
 * Reads of those services, by how their actions begin. Source: Service Authorization Reference, the access levels "Read" and "List"
 * of IAM, STS and Cognito User Pools.
 */
const READS = ['get', 'list', 'describe', 'simulate', 'generate', 'adminget', 'adminlist'];

const BROAD = ['cognito-identity', 'cognito-sync'];

/** What a policy allows too much of. An unconditional Deny on everything takes back what it covers. */
export function privilegesOf(document: PolicyDocument): Privileges {
  const allowed = document.Statement.filter(({ Effect }) => Effect === 'Allow');
  const denied = document.Statement.filter(isPlainDeny)
    .flatMap(({ Action }) => asList(Action))
    .map(lower);
  const isTakenBack = (pattern: string) => denied.some((deny) => coversPattern(deny, lower(pattern)));
  const patterns = [...new Set(allowed.flatMap(({ Action }) => asList(Action)))].filter(
    (pattern) => !isTakenBack(pattern),
  );
  const excepting = allowed.flatMap(({ NotAction }) => (NotAction === undefined ? [] : [asList(NotAction)]));
  return {
    administrative: [
      ...patterns.filter(isAdministrative),
      ...excepting
        .filter((exceptions) => !coversGuarded(exceptions))
        .map((exceptions) => `everything but ${exceptions.join(', ')}`),
    ],
    broad: patterns.filter((pattern) => BROAD.some((service) => lower(pattern) === `${service}:*`)),
  };
}

function isPlainDeny({ Effect, Resource, Condition }: Statement): boolean {
  return Effect === 'Deny' && Condition === undefined && asList(Resource).includes('*');
}

function isAdministrative(pattern: string): boolean {
  const action = lower(pattern);
  const colon = action.indexOf(':');
  if (colon < 0) return action.includes('*');
  const service = action.slice(0, colon);
  const name = action.slice(colon + 1);
  // `*:*` and `i*:…` reach into the guarded services too.
  if (!GUARDED.some((guarded) => matchesPattern(service, guarded))) return false;
  // A pattern is one of reads alone when a read's beginning is spelt out before its first wildcard.
  const literal = name.split(/[*?]/)[0] ?? '';
  return !READS.some((read) => literal.startsWith(read));
}

function coversGuarded(exceptions: readonly string[]): boolean {
  return GUARDED.every((service) =>
    exceptions.some((pattern) => ['*', '*:*', `${service}:*`].includes(lower(pattern))),
  );
}

function lower(text: string): string {
  return text.toLowerCase();
}
