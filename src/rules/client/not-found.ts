import { nearestIds } from '../../manifest/nearest.ts';
import type { Fact } from '../../domain/fact.ts';
import type { AppClient } from '../../domain/observed.ts';
import { firstWritten, notChecked, problem, type EnvView, type Judgement, type Rule } from '../rule.ts';

export const clientNotFound: Rule = {
  id: 'client/not-found',
  judge(view) {
    const { webClient, nativeClient, candidates } = view.observed;
    return [
      // A client that was chosen among those that exist is there.
      ...(candidates === undefined ? judgeClient(view, 'webClientId', webClient) : []),
      ...(nativeClient === undefined ? [] : judgeClient(view, 'nativeClientId', nativeClient)),
    ];
  },
};

function judgeClient(
  { env, observed }: EnvView,
  key: 'webClientId' | 'nativeClientId',
  fact: Fact<AppClient>,
): readonly Judgement[] {
  const place = firstWritten(env, [key], ['userPoolId']);
  if (fact.state === 'unchecked') return [notChecked(place, fact)];
  if (fact.state === 'known') return [];
  const kind = key === 'webClientId' ? 'web' : 'native';
  const take = `Take the id of the ${kind} client from the app clients of that pool.`;
  const near = nearestIds(env[key] ?? '', observed.existing.clients ?? []);
  const hint = near.length === 0 ? take : `${take} The nearest: ${near.join(', ')}.`;
  return [problem(place, `the user pool ${env.userPoolId ?? ''} has no app client ${env[key] ?? ''}`, hint)];
}
