import { countOf } from '../count.ts';
import { code, codeInHtml, fence, markdown } from '../escape.ts';
import type { Section } from '../fit.ts';
import { changeCounts, changeView, type ChangeView } from '../view/change-view.ts';
import { storedPolicyText, unifiedDiff } from '../view/diff.ts';
import type { EnvRow } from '../view/matrix.ts';
import type { Problem } from '../view/problems.ts';
import { folded, names } from './markdown.ts';
import { ALL } from './problem-table.ts';

/** Of a diff that is longer, the beginning is shown. */
const MAX_LINES = 150;
/** In a larger fleet the texts of new files are left out: they are in the artifact, and hide what changes. */
const MAX_WITH_NEW_FILES = 20;

/** Before and after of what changes, folded by env. */
export function changeSections(
  rows: readonly EnvRow[],
  kinds: readonly ChangeView['noun'][] = ['policy', 'variable', 'file'],
): readonly Section[] {
  const changing = rows.filter(({ changes }) => changes.length > 0);
  const isLarge = changing.length > MAX_WITH_NEW_FILES;
  return changing.flatMap(({ env, changes }): readonly Section[] => {
    const own = changes.filter((change) => kinds.includes(changeView(change)?.noun ?? 'file'));
    if (own.length === 0) return [];
    const title = `<b>${markdown(env.name)}</b>: ${changeCounts(own)}`;
    const blocks = own.flatMap((change) => {
      const view = changeView(change);
      return view === undefined ? [] : [blockOf(view, isLarge)];
    });
    return [{ what: 'env with its changes', text: folded(title, blocks.join('\n\n'), changing.length === 1) }];
  });
}

/** Whose a change is and what it does to it, as in `update policy role/name`. */
export function changeTitle({ verb, noun, change }: ChangeView): string {
  const what = verb === 'adopt' ? 'adopt (overwrites what is there)' : verb;
  return `${what} ${noun} ${code(change.target)}`;
}

function blockOf(view: ChangeView, isLarge: boolean): string {
  const { change, verb, noun, diff = '', note } = view;
  const title = changeTitle(view);
  if (note !== undefined) return `${title}: ${markdown(note)}`;
  if (diff === '') return title;
  const isNew = noun === 'file' && verb === 'create';
  if (isNew && isLarge) return `${title} (${countOf(diff.split('\n').length, 'line')})`;
  const granted = change.kind === 'role-policy' ? (change.alreadyGranted ?? []) : [];
  const also =
    granted.length === 0
      ? ''
      : `\n\n<sub>Granted by other policies of the role already: ${names(granted.map(codeInHtml), 5)}</sub>`;
  return `${title}\n\n${diffBlock(diff)}${also}`;
}

function diffBlock(diff: string): string {
  const lines = diff.split('\n');
  const more = lines.length - MAX_LINES;
  const shown = more > 0 ? [...lines.slice(0, MAX_LINES), `  … ${countOf(more, 'more line')}`] : lines;
  return fence(shown.join('\n'), 'diff');
}

/** What differs from what was there, by env and finding. */
export function differenceSections(problems: readonly Problem[], isOpen: boolean): readonly Section[] {
  return problems
    .filter(({ differences }) => differences.length > 0)
    .map(({ message, places, differences }) => {
      const who = places.map(({ name }) => (name === null ? ALL : markdown(name)));
      const blocks = differences.map(({ field, before, after }) => {
        const [old, now] = [before, after].map((text) => (text === null ? null : storedPolicyText(text)));
        const diff = unifiedDiff(old ?? null, now ?? null);
        return `${code(field)}\n\n${diff === undefined ? 'Nearly every line differs.' : diffBlock(diff)}`;
      });
      const title = `<b>${names(who, 5)}</b>: ${markdown(message)}`;
      return { what: 'difference', text: folded(title, blocks.join('\n\n'), isOpen) };
    });
}
