import type { NodePath } from '../domain/source.ts';
import type { EnvSpec } from './model.ts';

/** Way from the env to where the manifest names a group: its pin, its place in the list, or the word that means all. */
export function groupPath({ poolGroups }: Pick<EnvSpec, 'poolGroups'>, group: string): NodePath {
  if (poolGroups === 'all') return ['groups'];
  const index = poolGroups.indexOf(group);
  return index === -1 ? ['groups', group] : ['groups', index];
}
