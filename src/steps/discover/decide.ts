import type { DiscoveredEnv, OpenQuestion } from '../../discovery/discovered.ts';
import type { Person } from '../../ports/person.ts';

/** A user pool that could be an env of the app. */
export interface Candidate {
  /** The name that the env would have. */
  readonly name: string;
  /** The pool by its id and name. */
  readonly title: string;
  readonly found: DiscoveredEnv | OpenQuestion;
  /** What it is once people say which app client is the web client; only where that is what is open. */
  readonly decide?: (webClient: string) => DiscoveredEnv | OpenQuestion;
}

export function isEnv(one: DiscoveredEnv | OpenQuestion): one is DiscoveredEnv {
  return 'name' in one;
}

/** The candidates that somebody picks; without anybody none. */
export async function chosenOf(
  candidates: readonly Candidate[],
  question: string,
  person: Person | undefined,
): Promise<readonly Candidate[]> {
  if (person === undefined || candidates.length === 0) return [];
  const picked = new Set(
    await person.choose(
      question,
      candidates.map(({ name, title }) => `${name}: ${title}`),
    ),
  );
  return candidates.filter((_, index) => picked.has(index));
}

/** What a candidate is once somebody has said what it leaves open; unchanged where nobody does. */
export async function decided(
  { title, found, decide }: Candidate,
  person: Person | undefined,
): Promise<DiscoveredEnv | OpenQuestion> {
  if (person === undefined || decide === undefined || isEnv(found)) return found;
  const [index] = await person.choose(`Which app client of ${title} is the web client?`, found.candidates);
  const client = index === undefined ? undefined : found.webClients?.[index];
  return client === undefined ? found : decide(client);
}
