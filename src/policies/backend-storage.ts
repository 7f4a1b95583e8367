import { z } from 'zod';
import type { BackendPolicy, BackendStorage } from '../amplify-folder/backend.ts';

/**
 * The policies that the Amplify CLI makes for a bucket. Their names hold the `policyUUID` of the resource, which is the same in all envs,
 * and nothing else: two envs that share a role want two policies of one name on it. Since January 2026 CloudFormation refuses the second.
 *
 * Source: amplify-cli 14.3, `amplify-category-storage`, `s3-stack-builder` (names, members and when they are made); amplify-cli issue 14961.
 */

const access = z.array(z.string()).optional();
const cliInputs = z.looseObject({
  policyUUID: z.string().regex(/^\w{1,64}$/),
  authAccess: access,
  guestAccess: access,
  groupAccess: z.record(z.string(), z.array(z.string())).optional(),
});

/** Undefined where the inputs are none that the CLI would write. */
export function backendStorage(name: string, inputs: string, override: string | null): BackendStorage | undefined {
  let value: unknown;
  try {
    value = JSON.parse(inputs);
  } catch {
    return undefined;
  }
  const read = cliInputs.safeParse(value);
  if (!read.success) return undefined;
  const { policyUUID: id, authAccess = [], guestAccess = [], groupAccess = {} } = read.data;
  const groups = Object.keys(groupAccess).map((group): BackendPolicy => ({
    role: { kind: 'group', name: group },
    policyName: `${group}-group-s3-policy`,
    member: 's3GroupPolicyList',
  }));
  return {
    name,
    policies: [
      ...policiesOf('auth', 'Auth', authAccess, id),
      ...policiesOf('guest', 'Guest', guestAccess, id),
      ...groups,
    ],
    // Whoever sets a policy's name there has thought of it; what it becomes, nobody can tell without running it.
    renamed: override !== null && /policyName/i.test(override.replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '')),
  };
}

function policiesOf(
  kind: 'auth' | 'guest',
  word: 'Auth' | 'Guest',
  granted: readonly string[],
  id: string,
): readonly BackendPolicy[] {
  if (granted.length === 0) return [];
  const policy = (member: string, name: string): BackendPolicy => ({
    role: { kind },
    policyName: `${name}_policy_${id}`,
    member: `s3${word}${member}Policy`,
  });
  return [
    policy('Public', 'Public'),
    ...(kind === 'auth' ? [policy('Protected', 'Protected'), policy('Private', 'Private')] : []),
    ...(granted.includes('CREATE_AND_UPDATE') ? [policy('Upload', 'Uploads')] : []),
    ...(granted.includes('READ') ? [policy('Read', 'read')] : []),
  ];
}

/** An override that adds the env to the names: the whole of `override.ts`. */
export function renamingOverride({ policies }: BackendStorage): string {
  const single = policies.filter(({ role }) => role.kind !== 'group');
  const lines = single.map(({ member, policyName }) => `    [resource.${member}, '${policyName}'],`);
  const groups = policies.some(({ role }) => role.kind === 'group')
    ? [
        '  for (const policy of resource.s3GroupPolicyList ?? []) {',
        '    policy.policyName = `${policy.policyName}-${info.envName}`;',
        '  }',
      ]
    : [];
  return [
    "import type { AmplifyProjectInfo, AmplifyS3ResourceTemplate } from '@aws-amplify/cli-extensibility-helper';",
    '',
    'export function override(resource: AmplifyS3ResourceTemplate, info: AmplifyProjectInfo) {',
    '  const policies = [',
    ...lines,
    '  ] as const;',
    '  for (const [policy, name] of policies) {',
    '    if (policy) policy.policyName = `${name}_${info.envName}`;',
    '  }',
    ...groups,
    '}',
  ].join('\n');
}
