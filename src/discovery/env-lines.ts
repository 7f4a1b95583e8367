import type { DiscoveredEnv } from './discovered.ts';

/** The lines of one env, the first of them its name. */
export function envLines(env: DiscoveredEnv): readonly string[] {
  const { reasons } = env;
  const line = (key: string, value: string) =>
    `  ${key}: ${value}${reasons[key] === undefined ? '' : ` # ${comment(reasons[key])}`}`;
  const head = `${env.name}: # from ${comment(env.source)}`;
  if (env.managedByAmplify) return [head, line('managedBy', 'amplify')];
  const text = (key: 'accountId' | 'userPoolId' | 'webClientId' | 'nativeClientId' | 'identityPoolId') => {
    const value = env[key];
    return value === undefined ? [] : [line(key, JSON.stringify(value))];
  };
  return [
    head,
    ...text('accountId'),
    ...text('userPoolId'),
    ...text('webClientId'),
    ...text('nativeClientId'),
    ...text('identityPoolId'),
    ...(env.guest ? [line('guest', 'true')] : []),
    ...(Object.keys(env.groups).length === 0 ? [] : ['  groups:', ...groupLines(env.groups)]),
    ...(env.buckets.length === 0
      ? []
      : [
          '  categories:',
          '    storage: # imported; without rights they stand only in the files. Add auth, guest and groups to let policies be written',
          ...env.buckets.map((bucket) => `      - bucket: ${JSON.stringify(bucket)}`),
        ]),
    ...(env.hostingAppId === undefined
      ? []
      : [
          `  # hosting: {appId: ${comment(env.hostingAppId)}, branches: [main]} # lets drift compare variables of Amplify Hosting; name the branches of the env`,
        ]),
  ];
}

function groupLines(groups: DiscoveredEnv['groups']): readonly string[] {
  return Object.entries(groups).map(([group, arn]) => `    ${JSON.stringify(group)}: ${JSON.stringify(arn)}`);
}

/** Names are chosen by strangers: in a comment they must stay on their line, and be no longer than one. */
export function comment(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g, '·');
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
