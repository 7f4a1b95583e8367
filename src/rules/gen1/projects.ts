import type { AmplifyFolder } from '../../amplify-folder/model.ts';
import type { EnvSpec, Manifest } from '../../manifest/model.ts';
import type { OutputSpec } from '../../domain/output.ts';
import type { Place } from '../../domain/place.ts';
import { resourceNameIn } from '../../formats/amplify-cli/folder.ts';
import { importedEnvs, mainOf } from '../../formats/amplify-cli/sharing.ts';
import { notChecked, type EnvView, type Judgement } from '../rule.ts';

/** An Amplify project that is to hold the imports of all envs. */
export interface ProjectView {
  readonly output: OutputSpec;
  readonly folder: AmplifyFolder;
  /** The name of the import. */
  readonly resource: string;
}

/**
 * Judges every Amplify project that is to hold the env. A folder without a project is the business of `gen1/env-unknown`; one that
 * cannot be understood leaves the rule unchecked.
 */
export function judgeProjects(
  view: EnvView,
  placeIn: (output: OutputSpec) => Place,
  judge: (project: ProjectView) => readonly Judgement[],
): readonly Judgement[] {
  return view.amplify.flatMap(({ output, folder }): readonly Judgement[] => {
    if (folder.state === 'unchecked') return [notChecked(placeIn(output), folder)];
    if (folder.state === 'absent') return [];
    return judge({ output, folder: folder.value, resource: resourceNameIn(folder.value, view.manifest) });
  });
}

/** The env whose values count where all envs have to agree. */
export function mainEnvOf(manifest: Manifest, output: OutputSpec): EnvSpec | undefined {
  const main = mainOf(importedEnvs(manifest), output);
  return manifest.envs.find(({ name }) => name === main);
}

export interface ForeignImport {
  readonly name: string;
  readonly region: string | undefined;
  readonly withIdentityPool: boolean;
}

/** Envs of the project that the manifest does not know and that have the import as well: they stay as they are. */
export function foreignImports({ envs }: Manifest, { folder, resource }: ProjectView): readonly ForeignImport[] {
  const own = new Set(envs.map(({ name }) => name));
  return [...folder.envs].flatMap(([name, { region, imports }]) => {
    const imported = own.has(name) ? undefined : imports.get(resource);
    return imported === undefined ? [] : [{ name, region, withIdentityPool: imported.withIdentityPool }];
  });
}
