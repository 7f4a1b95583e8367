import type { Finding, UncheckedItem } from '../domain/finding.ts';
import type { LockEntry } from '../lock/model.ts';
import { isPoolVariable } from '../categories/lambda/access.ts';
import { driftFinding, openItem } from './finding.ts';
import type { EnvSubject, Judged } from '../plan/subject.ts';

/** Variables managed by this action that are missing or were changed by hand, and functions that run with another role now. */
export function lambdaDrift(subject: EnvSubject, entry: LockEntry): Judged {
  const { env, observed } = subject;
  const findings: Finding[] = [];
  const unchecked: UncheckedItem[] = [];
  for (const { function: name, role, variable, value } of entry.lambdas ?? []) {
    const index = env.lambdas.findIndex((one) => one.function === name);
    const at = ['lambdas', ...(index < 0 ? [] : [index])];
    const fact = observed.lambdas.get(name);
    // What is gone altogether is reported by the rule that looks for it.
    if (fact === undefined || fact.state === 'absent') continue;
    const variables = fact.state === 'known' ? fact.value.variables : fact;
    if (fact.state === 'unchecked' || variables.state === 'unchecked') {
      if (variables.state === 'unchecked') unchecked.push(openItem(subject, 'drift/policy', at, variables));
      continue;
    }
    if (fact.value.roleArn !== role) {
      const message = `the Lambda function ${name} runs with ${fact.value.roleArn}; it was ${role}`;
      const hint = 'Run apply to give its access to the new role and take it from the old one.';
      const differences = [{ field: `${name}.role`, before: role, after: fact.value.roleArn }];
      findings.push(driftFinding(subject, 'drift/role', at, message, hint, [name], differences));
    }
    const now = variable === null || variables.state !== 'known' ? null : (variables.value[variable] ?? null);
    if (variable !== null && isPoolVariable(variable) && now !== value) {
      const what = now === null ? 'is missing' : 'was changed by hand';
      const message = `the variable ${variable} of the Lambda function ${name} ${what}`;
      const differences = [{ field: variable, before: value, after: now }];
      const hint = 'Run apply to put it right.';
      findings.push(driftFinding(subject, 'drift/policy', at, message, hint, [variable], differences));
    }
  }
  return { findings, unchecked };
}
