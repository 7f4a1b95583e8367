import { unchecked, valueOf } from '../domain/fact.ts';
import type { ObservedEnv } from '../domain/observed.ts';
import { driftFinding, openItem } from './finding.ts';
import { HOSTING_VARIABLES, hostingVariables } from '../domain/hosting-variables.ts';
import type { EnvSubject, Judged } from '../plan/subject.ts';
import { compare, rowsOf, texts } from './differences.ts';

/** Variables of Amplify Hosting that are missing or name other resources than the env has. They are compared, never written. */
export function hostingDrift(subject: EnvSubject): Judged {
  const { env, observed } = subject;
  const { hosting } = env;
  if (hosting === undefined || observed.hosting === undefined) return { findings: [], unchecked: [] };
  const wanted = wantedIn(observed);
  const judged = hosting.branches.map((branch, index): Judged => {
    const at = ['hosting', 'branches', index];
    const what = `the branch ${branch} of the Amplify app ${hosting.appId}`;
    const fact = observed.hosting?.get(branch);
    if (fact?.state === 'absent') {
      const hint = 'Fix `hosting`: app or branch are gone, or in another account or region.';
      return {
        findings: [driftFinding(subject, 'drift/hosting', at, `${what} does not exist`, hint, [branch])],
        unchecked: [],
      };
    }
    if (fact?.state === 'unchecked') return { findings: [], unchecked: [openItem(subject, 'drift/hosting', at, fact)] };
    if (fact === undefined || wanted === undefined) {
      const why = unchecked('dependency', 'the ids of the env are not all known');
      return { findings: [], unchecked: [openItem(subject, 'drift/hosting', at, why)] };
    }
    // A variable that the env has no value for is looked at too: it would name a pool that is not the env's.
    const found = HOSTING_VARIABLES.flatMap((name) => compare(name, wanted[name], fact.value[name]));
    if (found.length === 0) return { findings: [], unchecked: [] };
    const names = found.map(({ field, after }) => `${field} ${after === undefined ? 'is missing' : 'differs'}`);
    const hint = `Set it in the Amplify console, or by \`aws amplify update-branch\`: builds take it from there.\n${rowsOf(found)}`;
    const fields = found.map(({ field }) => field);
    return {
      findings: [
        driftFinding(subject, 'drift/hosting', at, `in ${what}, ${names.join(', ')}`, hint, fields, texts(found)),
      ],
      unchecked: [],
    };
  });
  return { findings: judged.flatMap(({ findings }) => findings), unchecked: judged.flatMap((one) => one.unchecked) };
}

function wantedIn(observed: ObservedEnv): Readonly<Record<string, string>> | undefined {
  const pool = valueOf(observed.userPool);
  const web = valueOf(observed.webClient);
  const native = observed.nativeClient === undefined ? web : valueOf(observed.nativeClient);
  const identity = observed.identityPool && valueOf(observed.identityPool);
  const complete = observed.identityPool === undefined || identity !== undefined;
  if (pool === undefined || web === undefined || native === undefined || !complete) return undefined;
  return hostingVariables({
    userPoolId: pool.id,
    webClientId: web.id,
    nativeClientId: native.id,
    identityPoolId: identity?.id ?? null,
  });
}
