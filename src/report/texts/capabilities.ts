import type { Capability } from '../../domain/proof.ts';
import { code, markdown } from '../escape.ts';
import type { Section } from '../fit.ts';
import { envKey } from '../view/env-key.ts';
import { folded, table, tableHead, tableRow } from './markdown.ts';

const HEAD = ['category', 'for', 'env', 'now', 'with the plan', 'why not'];
/** Rights that hold are listed up to so many. */
const MAX_LISTED = 200;

/**
 * What IAM's simulator says of the wanted rights: those that do not hold openly, the others folded. For an env with errors nothing is
 * written, so nothing can be said of its rights but that.
 */
export function capabilitySections(all: readonly Capability[], broken: ReadonlySet<string>): readonly Section[] {
  const capabilities = all.filter(({ manifest, env }) => !broken.has(envKey(manifest, env)));
  if (capabilities.length === 0) return [];
  const lacking = capabilities.filter(({ planned }) => planned.state !== 'yes');
  const held = capabilities.filter(({ planned }) => planned.state === 'yes');
  const note = "<sub>By IAM's simulator, from all policies of the roles; policies of resources are not in it.</sub>";
  const open = lacking.map((one, index) => {
    const row = tableRow(cellsOf(one));
    return { what: 'right', text: index === 0 ? [...tableHead(HEAD), row].join('\n') : row, isRow: index > 0 };
  });
  const title = `✓ ${held.length} of ${capabilities.length} wanted rights hold`;
  const list = held.length === 0 || held.length > MAX_LISTED ? title : folded(title, table(HEAD, held.map(cellsOf)));
  return [{ what: 'rights', text: `### Wanted rights\n\n${note}` }, ...open, { what: 'rights', text: list }];
}

function cellsOf({ env, category, grantee, live, planned }: Capability): readonly string[] {
  const why = planned.state === 'yes' ? '' : reasons(planned.why);
  return [code(category), markdown(grantee), code(env), live.state, planned.state, markdown(why)];
}

/** Many rights fail together: three reasons say enough, the report has all. */
function reasons(why: readonly string[]): string {
  const more = why.length > 3 ? `; and ${why.length - 3} more` : '';
  return `${why.slice(0, 3).join('; ')}${more}`;
}
