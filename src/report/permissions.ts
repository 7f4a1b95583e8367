import { GITHUB_PERMISSIONS } from '../permissions/actions.ts';
import type { ServingRole } from '../permissions/roles.ts';
import { terraformPolicy, terraformRole } from '../permissions/terraform.ts';
import { code, fence, logLine } from './escape.ts';

/** IAM takes so many characters in a managed policy, white space aside. Source: IAM User Guide, "IAM and AWS STS quotas". */
const MANAGED_POLICY_SIZE = 6_144;

const COMMANDS = { read: 'validate, plan, drift', write: 'apply, unlink' } as const;

/** What the roles need, as Markdown: JSON to paste, Terraform to fold out. */
export function permissionsMarkdown(roles: readonly ServingRole[]): string {
  const rows = GITHUB_PERMISSIONS.map(({ permission, when }) => `| \`${permission}\` | ${when} |`);
  const job = ['### The job', '', '| `permissions` | needed where |', '| --- | --- |', ...rows].join('\n');
  return [...roles.map(roleSection), job].join('\n\n');
}

function roleSection(role: ServingRole): string {
  const { roleArn, policy, trust } = role;
  const name = nameOf(role);
  const terraform = `${terraformPolicy(name, policy)}\n\n${terraformRole(name, trust, name)}`;
  const whose = roleArn === undefined ? "The role of the job's credentials" : `The role ${code(roleArn)}`;
  return [
    `### ${whose}`,
    `It serves ${usesOf(role)
      .map(({ envs, commands }) => `${envs.map(code).join(', ')} (\`${commands}\`)`)
      .join(' and ')}.`,
    ...hintsOf(role, code),
    fence(json(policy), 'json'),
    'Its trust policy, for credentials by OIDC (keep the form of the subject that your repository has):',
    fence(json(trust), 'json'),
    `<details><summary>Terraform</summary>\n\n${fence(terraform, 'hcl')}\n\n</details>`,
  ].join('\n\n');
}

/**
 * The same for a terminal, and for a file: each policy is JSON to paste, with comments before it that say whose it is. As a whole it is a
 * stream of YAML documents.
 */
export function permissionsText(roles: readonly ServingRole[]): string {
  return roles
    .flatMap((role) => {
      const whose = role.roleArn === undefined ? "the role of the job's credentials" : logLine(role.roleArn);
      const uses = usesOf(role).map(({ envs, commands }) => `# ${commands} of ${envs.map(logLine).join(', ')}`);
      return [
        '---',
        `# Policy of ${whose}, for`,
        ...uses,
        ...hintsOf(role, logLine).map((hint) => `# ${hint}`),
        json(role.policy),
        '---',
        `# Trust policy of ${whose}, for credentials by OIDC: keep the form of the subject that your repository has`,
        json(role.trust),
      ];
    })
    .join('\n');
}

function hintsOf({ unknownRoles, policy }: ServingRole, shown: (text: string) => string): readonly string[] {
  const unknown =
    unknownRoles.length === 0
      ? []
      : [
          `Neither manifest nor lock knows ${unknownRoles.map(shown).join(' and ')}: put in the ARN of the role, or pin it in the manifest, or run apply once.`,
        ];
  const size = JSON.stringify(policy).length;
  const large =
    size > MANAGED_POLICY_SIZE
      ? [
          `It has ${size} characters, and a managed policy takes ${MANAGED_POLICY_SIZE}: attach its statements as several policies.`,
        ]
      : [];
  return [...unknown, ...large];
}

/** The envs of a role by what is done in them; those that are read and written are in both. */
function usesOf({ serves }: ServingRole): readonly { readonly envs: readonly string[]; readonly commands: string }[] {
  const projects = new Set(serves.map(({ project }) => project));
  return (['read', 'write'] as const).flatMap((purpose) => {
    const envs = serves
      .filter((one) => one.purpose === purpose)
      .map(({ project, env }) => (projects.size > 1 ? `${project}/${env}` : env));
    return envs.length === 0 ? [] : [{ envs, commands: COMMANDS[purpose] }];
  });
}

/** A name for the role and its policy in Terraform. */
function nameOf({ roleArn, serves }: ServingRole): string {
  if (roleArn !== undefined) return roleArn.slice(roleArn.lastIndexOf('/') + 1);
  const [first, ...more] = serves;
  return [first?.project, ...(more.length === 0 ? [first?.env] : []), first?.purpose].join('-');
}

function json(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}
