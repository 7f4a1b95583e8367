import { nearestIds } from '../../manifest/nearest.ts';
import type { Fact } from '../../domain/fact.ts';
import type { AppClient } from '../../domain/observed.ts';
import { onlyFit } from './choice.ts';
import { firstWritten, fixable, notChecked, problem, type EnvView, type Judgement, type Rule } from '../rule.ts';

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
  view: EnvView,
  key: 'webClientId' | 'nativeClientId',
  fact: Fact<AppClient>,
): readonly Judgement[] {
  const { env, observed } = view;
  const place = firstWritten(env, [key], ['userPoolId']);
  if (fact.state === 'unchecked') return [notChecked(place, fact)];
  if (fact.state === 'known') return [];
  const kind = key === 'webClientId' ? 'web' : 'native';
  const take = `Take the id of the ${kind} client from the app clients of that pool.`;
  const near = nearestIds(env[key] ?? '', observed.existing.clients ?? []);
  const fit = key === 'webClientId' ? onlyFit(view) : undefined;
  const other = near.length === 0 ? take : `${take} The nearest: ${near.join(', ')}.`;
  const hint = fit === undefined ? other : `${fit} is the only app client of that pool that fits.`;
  const message = `the user pool ${env.userPoolId ?? ''} has no app client ${env[key] ?? ''}`;
  return [fixable(problem(place, message, hint), fit)];
}
