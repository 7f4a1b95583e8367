import { readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { Compared } from '../compared.ts';
import { afterAcceptance } from './accepted.ts';
import { generatedStatements } from './generated.ts';
import { faultsIn } from './judge.ts';
import { makeExtract } from './make-extract.ts';
import type { Extract } from './reference.ts';

const EXTRACT = new URL('extract.json', import.meta.url);

export function committedExtract(): Extract {
  return JSON.parse(readFileSync(EXTRACT, 'utf8')) as Extract;
}

/** What the committed extract finds in all statements, as sentences: this is what `npm test` runs. */
export function statementFaults(extract: Extract, statements = generatedStatements()): readonly string[] {
  const { open, needless } = afterAcceptance(faultsIn(statements, extract));
  return [
    ...open.map(({ category, profile, subject, problem }) => `${category}, ${profile}: ${subject} ${problem}`),
    ...needless.map((why) => `accepted in accepted.ts, and no longer there: ${why}`),
  ];
}

/** The statements by the whole reference; with `accept` the extract is written anew. */
export async function compareStatements(accept: boolean): Promise<Compared> {
  const statements = generatedStatements();
  const fresh = await makeExtract(statements);
  if (accept) writeFileSync(EXTRACT, `${JSON.stringify(fresh, null, 2)}\n`);
  const isStale = !isDeepStrictEqual(fresh, committedExtract());
  return {
    checked: statements.length,
    faults: [
      ...statementFaults(fresh, statements),
      ...(isStale ? ['extract.json is stale: npm run oracle:aws -- statements --accept'] : []),
    ],
  };
}
