// IAM's policy simulator by @cloud-copilot/iam-simulate, for moto: a question a line on stdin, the results a line on stdout.
import { createInterface } from 'node:readline';

interface Question {
  readonly principal: string;
  readonly policies: readonly unknown[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly context: readonly {
    readonly ContextKeyName: string;
    readonly ContextKeyType: string;
    readonly ContextKeyValues: readonly string[];
  }[];
}

interface IamSimulate {
  readonly runSimulation: (simulation: object, options: object) => Promise<{ readonly overallResult?: string }>;
}

type Context = Readonly<Record<string, string | readonly string[] | undefined>>;

const PACKAGE = new URL('../node_modules/@cloud-copilot/iam-simulate/dist/esm/index.js', import.meta.url);
const { runSimulation } = (await import(PACKAGE.href)) as IamSimulate;

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line) as Question;
  const results = await Promise.all(question.actions.map((action) => resultOf(question, action)));
  process.stdout.write(`${JSON.stringify(results)}\n`);
}

/** As IAM answers: the worst decision for the action, and below it one for each resource. */
async function resultOf(question: Question, action: string): Promise<object> {
  const each = await Promise.all(
    question.resources.map(async (resource) => ({
      EvalResourceName: resource,
      EvalResourceDecision: await decisionOn(question, action, resource),
      MatchedStatements: [],
      MissingContextValues: [],
    })),
  );
  const worst = each.find(({ EvalResourceDecision: decision }) => decision !== 'allowed') ?? each[0];
  return {
    EvalActionName: action,
    EvalResourceName: worst?.EvalResourceName,
    EvalDecision: worst?.EvalResourceDecision,
    MatchedStatements: [],
    MissingContextValues: [],
    ResourceSpecificResults: each,
  };
}

async function decisionOn(
  { principal, policies, context }: Question,
  action: string,
  resource: string,
): Promise<string> {
  const contextVariables: Context = Object.fromEntries(
    context.map(({ ContextKeyName: name, ContextKeyType: type, ContextKeyValues: values }) => [
      name,
      type.endsWith('List') ? values : values[0],
    ]),
  );
  const accountId = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(resource)?.[1] ?? /\d{12}/.exec(principal)?.[0];
  const simulated = await runSimulation(
    {
      request: { principal, action, resource: { resource, accountId }, contextVariables },
      identityPolicies: policies.map((policy, index) => ({
        name: `p${index}`,
        policy: filled(policy, contextVariables),
      })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  const { overallResult = '' } = simulated;
  return overallResult === 'Allowed' ? 'allowed' : overallResult.includes('Explicit') ? 'explicitDeny' : 'implicitDeny';
}

/** It drops the keys of web identity federation; IAM puts them in where a policy has them as variables. */
function filled(policy: unknown, context: Context): unknown {
  const text = JSON.stringify(policy).replaceAll(/\$\{(cognito-identity[^}]*:sub)\}/g, (whole, key: string) =>
    String(context[key] ?? whole),
  );
  return JSON.parse(text) as unknown;
}
