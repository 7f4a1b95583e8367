import { asList, type PolicyDocument, type Statement } from '../domain/iam-policy.ts';
import { leadsToRights, writesIn } from './escalating.ts';
import { coversPattern, matchesPattern } from './match.ts';
import { openParts } from './resource-scope.ts';

/** How far a policy goes beyond what users of an app may ever need. */
export interface Privileges {
  /** What makes its holder an administrator, or nearly: action patterns, `everything but …`, and actions on open resources. */
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

/**
 * Writes of Cognito identity pools, and what lets one be another user. Source: Service Authorization Reference, Amazon Cognito Identity
 * (`GetOpenIdTokenForDeveloperIdentity` is a read there, and gives the token of whomever one names).
 */
const IDENTITY_WRITES = [
  'createidentitypool',
  'deleteidentities',
  'deleteidentitypool',
  'getopenidtokenfordeveloperidentity',
  'mergedeveloperidentities',
  'setidentitypoolroles',
  'setprincipaltagattributemap',
  'tagresource',
  'unlinkdeveloperidentity',
  'unlinkidentity',
  'untagresource',
  'updateidentitypool',
].map((name) => `cognito-identity:${name}`);

/** What a policy allows too much of. An unconditional Deny on everything takes back what it covers. */
export function privilegesOf(document: PolicyDocument): Privileges {
  const allowed = document.Statement.filter(({ Effect }) => Effect === 'Allow');
  const denied = document.Statement.filter(isPlainDeny)
    .flatMap(({ Action }) => asList(Action))
    .map(lower);
  const isTakenBack = (pattern: string) => denied.some((deny) => coversPattern(deny, lower(pattern)));
  const held = (statement: Statement) => asList(statement.Action).filter((pattern) => !isTakenBack(pattern));
  const patterns = [...new Set(allowed.flatMap(held))];
  const excepting = isTakenBack('*') ? [] : allowed.filter(exceptsSomething);
  const leading = allowed.flatMap((statement) => {
    const wide = wideIn(statement);
    const grave = held(statement).filter((pattern) => !isAdministrative(pattern) && leadsToRights(pattern));
    return wide === undefined ? [] : grave.map((pattern) => `${pattern} on ${wide}`);
  });
  return {
    administrative: [
      ...new Set([
        ...patterns.filter(isAdministrative),
        ...excepting.map(({ NotAction }) => `everything but ${asList(NotAction).join(', ')}`),
        ...leading,
      ]),
    ],
    broad: patterns.filter(isBroad),
  };
}

/** The first resource of a statement that leaves open whose it is, or which: a region alone may be open. */
function wideIn({ Resource, NotResource }: Statement): string | undefined {
  if (Resource === undefined) return `everything but ${asList(NotResource).join(', ')}`;
  return asList(Resource).find((resource) => openParts(resource).some((part) => part !== 'region'));
}

/** Whether a statement allows everything but what it lists; the rare one that lists everything allows nothing. */
function exceptsSomething({ NotAction }: Statement): boolean {
  return NotAction !== undefined && !asList(NotAction).some((pattern) => pattern === '*' || pattern === '*:*');
}

function isPlainDeny({ Effect, Resource, Condition }: Statement): boolean {
  return Effect === 'Deny' && Condition === undefined && asList(Resource).includes('*');
}

function isAdministrative(pattern: string): boolean {
  return writesIn(lower(pattern), GUARDED, READS);
}

function isBroad(pattern: string): boolean {
  const [service = '', name = ''] = lower(pattern).split(':');
  if (/[*?]/.test(service)) return false;
  return (BROAD.includes(service) && name === '*') || writesIdentityPools(pattern);
}

/** Whether an action pattern takes in a write of identity pools. */
export function writesIdentityPools(pattern: string): boolean {
  return IDENTITY_WRITES.some((action) => matchesPattern(lower(pattern), action));
}

function lower(text: string): string {
  return text.toLowerCase();
}
