import { known, unchecked, type Fact, type Seen } from '../../domain/fact.ts';
import type { Simulated } from '../../domain/proof.ts';
import type { Probe } from '../../policies/probes.ts';
import type { Simulator } from '../../ports/aws.ts';

type Request = Extract<Probe, { kind: 'request' }>;

/** The answer for one request. */
export type Answer = (request: Request) => Seen<Simulated>;

/** Every action is simulated on every resource of a call, so calls are kept small. */
const MOST_PAIRS = 200;

/**
 * Simulates requests on one role. Requests of one service in one context go together: that takes a call or two for each service, and
 * nothing is asked for that no app would do.
 */
export async function simulateRole(
  roleArn: string,
  requests: readonly Request[],
  additional: readonly string[],
  simulator: Simulator,
): Promise<Answer> {
  const calls = [...groupsOf(requests).values()].flatMap(chunks);
  const answers = await Promise.all(
    calls.map(async (call) => {
      const [first] = call;
      const actions = [...new Set(call.map(({ action }) => action))].toSorted();
      const resources = [...new Set(call.map(({ resource }) => resource))].toSorted();
      const fact = await simulator.simulate(roleArn, { actions, resources, context: first?.context ?? {}, additional });
      return [call, fact] as const;
    }),
  );
  const byRequest = new Map(answers.flatMap(([call, fact]) => call.map((one) => [keyOf(one), answerIn(fact, one)])));
  return (request) => byRequest.get(keyOf(request)) ?? unchecked('dependency', 'it was not simulated');
}

function keyOf({ action, resource, context }: Request): string {
  return JSON.stringify([action, resource, context]);
}

function groupsOf(requests: readonly Request[]): ReadonlyMap<string, readonly Request[]> {
  const groups = new Map<string, Request[]>();
  for (const request of new Map(requests.map((one) => [keyOf(one), one])).values()) {
    const key = JSON.stringify([request.action.split(':')[0], request.context]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [request]);
    else group.push(request);
  }
  return groups;
}

/** Parts whose actions times resources stay below the limit; at the least one request. */
function chunks(group: readonly Request[]): readonly (readonly Request[])[] {
  const actions = new Set(group.map(({ action }) => action)).size;
  const resources = new Set(group.map(({ resource }) => resource)).size;
  if (actions * resources <= MOST_PAIRS || group.length < 2) return [group];
  // Requests on one resource stay together, so that their actions are asked for at once.
  const sorted = group.toSorted((a, b) => (a.resource < b.resource ? -1 : 1));
  const middle = Math.ceil(sorted.length / 2);
  return [...chunks(sorted.slice(0, middle)), ...chunks(sorted.slice(middle))];
}

function answerIn(fact: Fact<readonly Simulated[]>, { action, resource }: Request): Seen<Simulated> {
  // A simulation that fails costs the proof, never the run.
  if (fact.state === 'unchecked') return fact.cause === 'unreachable' ? unchecked('dependency', fact.reason) : fact;
  if (fact.state === 'absent') return unchecked('dependency', 'the role was not found');
  const found = fact.value.find(
    (one) => one.action.toLowerCase() === action.toLowerCase() && one.resource === resource,
  );
  if (found !== undefined) return known(found);
  return unchecked('dependency', `IAM's simulator gave no answer for ${action} on ${resource}`);
}
