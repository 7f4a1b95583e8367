import { readFileSync, writeFileSync } from 'node:fs';
import type { Compared } from '../compared.ts';
import { askPython } from '../python.ts';
import { changesOf, missingOperations, unknownUses } from './judge.ts';
import { usesOfAws } from './source.ts';
import { tableOf, type Model, type Tables } from './table.ts';

const EXTRACT = new URL('extract.json', import.meta.url);

export function committedTables(): Tables {
  return JSON.parse(readFileSync(EXTRACT, 'utf8')) as Tables;
}

/** What the committed table finds in the adapters: this is what `npm test` runs. */
export function useFaults(tables: Tables, uses = usesOfAws()): readonly string[] {
  const services = [...new Set([...Object.keys(uses), ...Object.keys(tables.services)])];
  return services.flatMap((name) =>
    unknownUses(name, tables.services[name], uses[name] ?? { operations: [], text: '' }),
  );
}

/** The adapters by AWS's models; with `accept` the table is written anew. */
export async function compareModels(accept: boolean): Promise<Compared> {
  const uses = usesOfAws();
  const asked = Object.fromEntries(Object.entries(uses).map(([name, { operations }]) => [name, operations]));
  const models = (await askPython(new URL('describe.py', import.meta.url), asked)) as Readonly<Record<string, Model>>;
  const fresh = Object.entries(uses).map(([name, use]) => {
    const model = models[name] ?? { operations: {}, shapes: {} };
    return [name, tableOf(model, use)] as const;
  });
  if (accept) {
    const tables: Tables = { source: botocoreVersion(), services: Object.fromEntries(fresh) };
    writeFileSync(EXTRACT, `${JSON.stringify(tables, null, 2)}\n`);
  }
  const known = committedTables();
  const faults = fresh.flatMap(([name, now]) => [
    ...missingOperations(name, uses[name] ?? { operations: [], text: '' }, now),
    ...changesOf(name, known.services[name], now),
  ]);
  const isStale = known.source !== botocoreVersion();
  return {
    checked: fresh.reduce((sum, [, { members }]) => sum + Object.values(members).flatMap(Object.keys).length, 0),
    faults: [...faults, ...useFaults(known), ...(isStale ? ['extract.json is of another botocore: --accept'] : [])],
  };
}

function botocoreVersion(): string {
  const pinned = readFileSync(new URL('../requirements.txt', import.meta.url), 'utf8');
  return /^botocore==.*$/m.exec(pinned)?.[0] ?? '';
}
