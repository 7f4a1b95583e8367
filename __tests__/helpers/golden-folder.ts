import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeEnvOf, type Shop } from './shop.ts';

const GOLDEN = fileURLToPath(new URL('../runs/discover/golden/', import.meta.url));

/** Puts a recorded `amplify/` folder of the Amplify CLI's into the workspace; gives the texts by path. */
export function putFolder(shop: Shop, name: string): ReadonlyMap<string, string> {
  const root = join(GOLDEN, name);
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const texts = new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(root.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')] as const;
    }),
  );
  for (const [path, text] of texts) shop.workspace.files.set(path, text);
  return texts;
}

interface Recorded {
  readonly categories: {
    readonly auth: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
}

/** Makes the resources that the folder names, healthy, in the fake. */
export function makeRecorded(shop: Shop): void {
  const info = JSON.parse(shop.workspace.files.get('amplify/team-provider-info.json') ?? '{}') as Record<
    string,
    Recorded
  >;
  for (const [name, { categories }] of Object.entries(info)) {
    const ids = categories.auth['myproj']!;
    makeEnvOf(shop.aws, {
      name,
      userPoolId: ids['userPoolId']!,
      webClientId: ids['webClientId']!,
      nativeClientId: ids['nativeClientId']!,
      identityPoolId: ids['identityPoolId']!,
      authRole: ids['authRoleName']!,
      guestRole: ids['unauthRoleName']!,
    });
  }
}
