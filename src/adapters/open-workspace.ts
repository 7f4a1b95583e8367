import { stat } from 'node:fs/promises';
import type { Workspace } from '../ports/workspace.ts';
import { localWorkspace } from './workspace.ts';

export interface OpenedWorkspace {
  readonly workspace: Workspace;
  /** Why it cannot be used, if so. */
  readonly problems: readonly string[];
}

/** The workspace; where there is none, or it is no folder, one that refuses everything. */
export async function openWorkspace(rootOf: () => string): Promise<OpenedWorkspace> {
  let root = '';
  try {
    // The working directory may be gone.
    root = rootOf();
    if (!(await stat(root)).isDirectory()) throw new Error('it is not a folder');
    return { workspace: await localWorkspace(root), problems: [] };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const which = root === '' ? 'the working directory' : `the workspace ${root}`;
    return { workspace: refusing(`${which} cannot be used`), problems: [`${which} cannot be used: ${why}`] };
  }
}

function refusing(message: string): Workspace {
  const refuse = () => Promise.reject(new Error(message));
  return { find: refuse, read: refuse, stage: refuse, tracking: refuse, remove: refuse };
}
