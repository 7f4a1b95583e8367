import { valueOf } from '../../domain/fact.ts';
import { firstWritten, problem, type EnvView, type Judgement } from '../rule.ts';

/** A function that runs with a role of users, also of another env, would share its rights in the user pool with all of them. */
export function judgeLambdas({ env, observed, roleUses }: EnvView): readonly Judgement[] {
  const named = observed.identityPoolRoles && valueOf(observed.identityPoolRoles);
  const roles = new Map<string, string>();
  for (const { env: name, auth, guest } of roleUses) {
    if (guest !== undefined) roles.set(guest, `guests of ${name}`);
    if (auth !== undefined) roles.set(auth, `signed-in users of ${name}`);
  }
  for (const [group, arn] of env.groups) roles.set(arn, `the group "${group}"`);
  if (named?.unauthenticated !== undefined) roles.set(named.unauthenticated, 'guests');
  if (named?.authenticated !== undefined) roles.set(named.authenticated, 'signed-in users');
  return env.lambdas.flatMap((entry, index): readonly Judgement[] => {
    if (env.policies.lambdas === 'off' || (entry.access ?? []).length === 0) return [];
    const fact = observed.lambdas.get(entry.function);
    const roleArn = fact && valueOf(fact)?.roleArn;
    const users = roleArn === undefined ? undefined : roles.get(roleArn);
    if (users === undefined) return [];
    const message = `the function ${entry.function} runs with the role of ${users}, who would get its rights in the user pool`;
    const hint = 'Give the function an execution role of its own.';
    return [problem(firstWritten(env, ['lambdas', index]), message, hint)];
  });
}
