import { valueOf } from '../../domain/fact.ts';
import type { AppClient } from '../../domain/observed.ts';
import type { Place } from '../../domain/place.ts';
import { firstWritten, notChecked, type EnvView, type Judgement } from '../rule.ts';

/** One of the env's clients, and where a problem with it is shown. */
export interface ClientSubject {
  readonly title: 'web client' | 'native client';
  readonly client: AppClient;
  readonly place: Place;
}

/** Judges the web and the native client; once where they are the same. One that is not known leaves the rule open. */
export function judgeClients(
  { env, observed }: EnvView,
  judge: (subject: ClientSubject) => readonly Judgement[],
): readonly Judgement[] {
  const web = { title: 'web client', fact: observed.webClient, keys: ['webClientId'] } as const;
  const native = { title: 'native client', fact: observed.nativeClient, keys: ['nativeClientId'] } as const;
  const same =
    observed.nativeClient !== undefined && valueOf(observed.nativeClient)?.id === valueOf(observed.webClient)?.id;
  return (same ? [web] : [web, native]).flatMap(({ title, fact, keys }): readonly Judgement[] => {
    if (fact === undefined) return [];
    const place = firstWritten(env, keys, ['userPoolId']);
    if (fact.state === 'known') return judge({ title, client: fact.value, place });
    const why = { state: 'unchecked', cause: 'dependency', reason: `the ${title} was not found` } as const;
    return [notChecked(place, fact.state === 'unchecked' ? fact : why)];
  });
}
