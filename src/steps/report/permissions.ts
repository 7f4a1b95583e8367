import type { Lock } from '../../lock/model.ts';
import type { Manifest } from '../../manifest/model.ts';
import type { RunReport } from '../../domain/report.ts';
import { permissionsOf } from '../../permissions/document.ts';
import type { Runtime } from '../../ports/runtime.ts';
import { servingRoles } from '../../permissions/roles.ts';
import { permissionsMarkdown, permissionsText } from '../../report/permissions.ts';
import type { Selection } from '../read/read-manifests.ts';

/** Outside of a job the repository is unknown. */
const SOME_REPOSITORY = { owner: 'OWNER', name: 'REPOSITORY', ownerId: 'OWNER-ID', id: 'REPOSITORY-ID' };

/** What the envs of a run need in AWS and on GitHub. Nothing is asked there. */
export function permissionsDocument(
  selection: Selection,
  locks: ReadonlyMap<Manifest, Lock>,
  { trigger }: Pick<Runtime, 'trigger'>,
): NonNullable<RunReport['document']> {
  const job = { repository: trigger.repository ?? SOME_REPOSITORY, branch: trigger.branch ?? 'main' };
  const envs = [...selection.envs].flatMap(([manifest, selected]) => {
    const lock = locks.get(manifest);
    if (lock === undefined) return [];
    return selected
      .filter(({ managedBy }) => managedBy === undefined)
      .map((env) => permissionsOf(manifest, env, lock, job));
  });
  const roles = servingRoles(envs);
  return { markdown: permissionsMarkdown(roles), text: permissionsText(roles), data: { permissions: envs, roles } };
}
