import { valueOf, type Fact } from '../../domain/fact.ts';
import type { LambdaFunction } from '../../domain/observed.ts';
import type { LambdaEnvironmentChange } from '../../domain/plan.ts';
import { AwsWriteError, type Functions, type VariableChange } from '../../ports/aws.ts';
import type { Runtime } from '../../ports/runtime.ts';
import { WriteFailure } from './write-policy.ts';
import type { Undone } from './undo.ts';

type Clock = Pick<Runtime, 'now' | 'sleep' | 'cancelled'>;

/** A change of a function's configuration takes seconds; until then Lambda takes no other. */
const PATIENCE_MS = 60_000;

/**
 * Lambda's words for "another change is under way" and "another change came between". Source: API reference, UpdateFunctionConfiguration.
 * Each attempt reads the environment anew, so trying again overwrites nothing.
 */
const AGAIN = new Set(['ResourceConflictException', 'PreconditionFailedException']);

/** Carries out one change of a function's variable; what somebody else has changed since the plan is not overwritten. */
export async function writeVariable(
  functions: Functions,
  change: LambdaEnvironmentChange,
  clock: Clock,
): Promise<'applied' | 'unchanged'> {
  try {
    return await setPatiently(functions, change.function, change, clock);
  } catch (error) {
    if (!(error instanceof AwsWriteError)) throw error;
    // A function that is gone has no variable either.
    if (change.after === null && error.code === 'ResourceNotFoundException') return 'unchanged';
    const now = error.refused ? undefined : valueIn(await read(functions, change), change.variable);
    if (now !== undefined && now === change.after) return 'applied';
    throw new WriteFailure(`${error.operation} failed: ${error.code}: ${error.message}`, !error.refused);
  }
}

async function setPatiently(
  functions: Functions,
  name: string,
  change: VariableChange,
  clock: Clock,
): Promise<'applied' | 'unchanged'> {
  const end = clock.now() + PATIENCE_MS;
  for (let pause = 500; ; pause = Math.min(pause * 2, 5_000)) {
    try {
      return await functions.setVariable(name, change);
    } catch (error) {
      const again = error instanceof AwsWriteError && AGAIN.has(error.code);
      if (!again || clock.cancelled.aborted || clock.now() + pause > end) throw error;
      await clock.sleep(pause);
    }
  }
}

const CONFIRM_WITHIN_MS = 30_000;

/** Waits until the function shows the variable and its change is done; false where it does not within half a minute. */
export async function confirmVariable(
  functions: Functions,
  change: LambdaEnvironmentChange,
  clock: Clock,
): Promise<boolean> {
  const end = clock.now() + CONFIRM_WITHIN_MS;
  for (let pause = 250; ; pause = Math.min(pause * 2, 4_000)) {
    const fact = await read(functions, change);
    const settled = valueOf(fact)?.updating === false;
    if (settled && valueIn(fact, change.variable) === change.after) return true;
    if (clock.cancelled.aborted || clock.now() + pause > end) return false;
    await clock.sleep(pause);
  }
}

/** Puts a variable back as it was before this run, if it still is what this run wrote. */
export async function putVariableBack(
  functions: Functions,
  change: LambdaEnvironmentChange,
  clock: Clock,
): Promise<Undone> {
  const { variable, before, after } = change;
  const value = before === null ? 'remove it' : `set it to ${before}`;
  const command = `${value} in the environment variables of the Lambda function ${change.function}`;
  try {
    await setPatiently(functions, change.function, { variable, before: after, after: before }, clock);
    return { status: 'rolled-back' };
  } catch (error) {
    const changed = error instanceof AwsWriteError && error.code === 'Changed';
    const reason = changed
      ? 'somebody else has changed it meanwhile'
      : error instanceof Error
        ? error.message
        : String(error);
    return { status: 'left-behind', reason, command };
  }
}

function read(functions: Functions, change: LambdaEnvironmentChange): Promise<Fact<LambdaFunction>> {
  return functions.currentFunction(change.function, [change.variable]);
}

/** Null where the variable, or the whole function, is not there; undefined where nobody can say. */
function valueIn(fact: Fact<LambdaFunction>, variable: string): string | null | undefined {
  if (fact.state === 'absent') return null;
  const variables = fact.state === 'known' ? valueOf(fact.value.variables) : undefined;
  return variables && (variables[variable] ?? null);
}
