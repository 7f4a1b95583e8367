import { GITHUB_PERMISSIONS } from '../permissions/actions.ts';
import type { EnvPermissions, RolePermissions } from '../permissions/document.ts';
import { terraformPolicy, terraformRole } from '../permissions/terraform.ts';
import { code, fence } from './escape.ts';

/** What the envs need, as Markdown: JSON to paste, Terraform to fold out. */
export function permissionsMarkdown(envs: readonly EnvPermissions[]): string {
  const rows = GITHUB_PERMISSIONS.map(({ permission, when }) => `| \`${permission}\` | ${when} |`);
  const job = ['### The job', '', '| `permissions` | needed where |', '| --- | --- |', ...rows].join('\n');
  return [...envs.map(envSection), job].join('\n\n');
}

function envSection({ project, env, read, write, unknownRoles }: EnvPermissions): string {
  const missing =
    unknownRoles.length === 0
      ? []
      : [
          `Neither manifest nor lock knows ${unknownRoles.map(code).join(' and ')}: put in the ARN of the role, or pin it in the manifest, or run \`apply\` once.`,
        ];
  return [
    `### ${code(`${project} / ${env}`)}`,
    ...missing,
    ...roleSection(`${project}-${env}-read`, 'To read (`validate`, `plan`, `drift`)', read),
    ...roleSection(`${project}-${env}-write`, 'To write (`apply`, `unlink`)', write),
  ].join('\n\n');
}

function roleSection(name: string, title: string, { roleArn, policy, trust }: RolePermissions): readonly string[] {
  const whose = roleArn === undefined ? "the role of the job's credentials" : `the role ${code(roleArn)}`;
  const terraform = `${terraformPolicy(name, policy)}\n\n${terraformRole(name, trust, name)}`;
  return [
    `#### ${title}: ${whose}`,
    fence(JSON.stringify(policy, undefined, 2), 'json'),
    'Its trust policy, for credentials by OIDC (keep the form of the subject that your repository has):',
    fence(JSON.stringify(trust, undefined, 2), 'json'),
    `<details><summary>Terraform</summary>\n\n${fence(terraform, 'hcl')}\n\n</details>`,
  ];
}
